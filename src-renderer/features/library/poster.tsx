import { Film } from 'lucide-react';
import type { Card } from '../../../src-preload/contract/cards.ts';
import { useClient } from '../../stores/use-stores.ts';
import styles from './poster.module.css';

interface PosterProps {
  readonly card: Card;
}

/** A clip's picture, fully within its frame. It fades in only where it had to be fetched. */
export function Poster({ card: { id, poster } }: PosterProps) {
  const client = useClient();
  if (poster === null)
    return (
      <span className={styles['none']}>
        <Film size={22} aria-hidden />
      </span>
    );
  return (
    <img
      key={poster.version}
      className={styles['poster']}
      src={client.mediaUrl(id, 'poster', poster.version)}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      ref={awaited}
      onLoad={(event) => {
        delete event.currentTarget.dataset['awaited'];
      }}
    />
  );
}

function awaited(picture: HTMLImageElement | null): void {
  if (picture !== null && !picture.complete) picture.dataset['awaited'] = '';
}
