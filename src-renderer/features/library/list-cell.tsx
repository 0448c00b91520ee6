import { CircleAlert, Unplug } from 'lucide-react';
import type { Card } from '../../../src-preload/contract/cards.ts';
import { formatDuration } from '../../ui/format.ts';
import { ProgressWords } from './card-progress.tsx';
import { type CardWords, dateText, pixelText, ratingText, rateText } from './card-words.ts';
import styles from './clip-list.module.css';
import type { ColumnId } from './list-columns.ts';
import { Poster } from './poster.tsx';
import { Stars } from './stars.tsx';

interface ListCellProps {
  readonly column: ColumnId;
  readonly card: Card;
  readonly words: CardWords;
}

export function ListCell({ column, card, words }: ListCellProps) {
  switch (column) {
    case 'name':
      return <NameCell card={card} words={words} />;
    case 'rating':
      return card.rating === null ? null : (
        <span role="img" aria-label={ratingText(card.rating, words)}>
          <Stars rating={card.rating} sizePx={12} />
        </span>
      );
    case 'state':
      return <StateCell card={card} words={words} />;
    default:
      return plainText(column, card, words);
  }
}

function plainText(
  column: Exclude<ColumnId, 'name' | 'rating' | 'state'>,
  card: Card,
  words: CardWords,
): string {
  switch (column) {
    case 'duration':
      return card.durationSec === null ? '' : formatDuration(card.durationSec);
    case 'resolution':
      return pixelText(card);
    case 'codec':
      return card.codec ?? '';
    case 'framesPerSecond':
      return rateText(card.framesPerSecond, words);
    case 'size':
      return words.formats.bytes(card.sizeBytes);
    case 'taken':
    case 'added':
      return dateText(card[column], words);
    case 'camera':
      return card.camera ?? '';
  }
}

function NameCell({ card, words: { t } }: Omit<ListCellProps, 'column'>) {
  return (
    <>
      <span data-scrub="" className={styles['thumbnail']}>
        <Poster card={card} />
      </span>
      {card.opened === null && <span role="img" aria-label={t('badge.new')} className={styles['new']} />}
      <span className={styles['name']} title={card.path ?? card.name}>
        {card.name}
      </span>
      {card.hdrFormat !== null && <span className={styles['tag']}>HDR</span>}
    </>
  );
}

function StateCell({ card, words }: Omit<ListCellProps, 'column'>) {
  const { t } = words;
  if (card.state === 'working')
    return (
      <span className={styles['working']}>
        <ProgressWords card={card} words={words} />
      </span>
    );
  if (card.state === 'missing')
    return (
      <>
        <Unplug size={13} aria-hidden /> {t('terms:state.missing')}
      </>
    );
  if (card.state === 'failed' || card.state === 'quarantined' || card.stages.failed > 0)
    return (
      <span className={styles['failed']}>
        <CircleAlert size={13} aria-hidden />{' '}
        {t(`terms:state.${card.state === 'ready' ? 'failed' : card.state}`)}
      </span>
    );
  return <span className={styles['faint']}>{t(`terms:state.${card.state}`)}</span>;
}
