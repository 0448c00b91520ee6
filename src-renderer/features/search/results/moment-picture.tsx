import { Film } from 'lucide-react';
import type { Card } from '../../../../src-preload/contract/cards.ts';
import type { FoundMoment } from '../../../../src-preload/contract/search.ts';
import { useClient } from '../../../stores/use-stores.ts';
import { tileOfSpan } from '../../../ui/filmstrip.ts';
import styles from './results.module.css';

interface MomentPictureProps {
  readonly card: Card | undefined;
  readonly span: Pick<FoundMoment, 'startSec' | 'endSec'>;
}

/** What the clip shows then: a tile of its filmstrip, else its poster. */
export function MomentPicture({ card, span }: MomentPictureProps) {
  const client = useClient();
  const filmstrip = card?.filmstrip ?? null;
  if (card !== undefined && filmstrip !== null) {
    const { columns, tileWidth, tileHeight, width, height } = filmstrip;
    const tile = tileOfSpan(span.startSec, span.endSec, filmstrip);
    const rows = Math.max(1, Math.round(height / tileHeight));
    const part = (at: number, of: number): string => `${String(of <= 1 ? 0 : (at / (of - 1)) * 100)}%`;
    const sheetColumns = Math.max(1, Math.round(width / tileWidth));
    return (
      <span
        className={styles['tile']}
        data-shape={tileWidth / tileHeight < 16 / 9 ? 'tall' : 'wide'}
        style={{
          aspectRatio: `${String(tileWidth)} / ${String(tileHeight)}`,
          backgroundImage: `url("${client.mediaUrl(card.id, 'filmstrip', filmstrip.version)}")`,
          backgroundSize: `${String(sheetColumns * 100)}% ${String(rows * 100)}%`,
          backgroundPosition: `${part(tile % columns, sheetColumns)} ${part(Math.floor(tile / columns), rows)}`,
        }}
      />
    );
  }
  return <PosterPicture card={card} />;
}

export function PosterPicture({ card }: Pick<MomentPictureProps, 'card'>) {
  const client = useClient();
  if (card === undefined || card.poster === null)
    return (
      <span className={styles['none']}>
        <Film size={18} aria-hidden />
      </span>
    );
  return (
    <img
      className={styles['poster']}
      src={client.mediaUrl(card.id, 'poster', card.poster.version)}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
    />
  );
}
