import { memo } from 'react';
import type { Card } from '../../../src-preload/contract/cards.ts';
import { CardBadges } from './card-badges.tsx';
import { CardProgress, ProgressWords } from './card-progress.tsx';
import { type CardWords, metaLine, ratingText } from './card-words.ts';
import styles from './clip-card.module.css';
import { Poster } from './poster.tsx';
import { Stars } from './stars.tsx';

interface ClipCardProps {
  /** undefined: not loaded yet. */
  readonly card: Card | undefined;
  readonly index: number;
  /** From 0 on. */
  readonly column: number;
  readonly pictureHeightPx: number;
  readonly caption: 'one line' | 'two lines';
  readonly isSelected: boolean;
  readonly isCursor: boolean;
  readonly isDraggable: boolean;
  readonly words: CardWords;
}

/** The element that has the focus while keys lead through the clips. */
export const clipsId = 'clips';

/** The element's id, for `aria-activedescendant`. */
export function cellId(index: number): string {
  return `clip-at-${String(index)}`;
}

export const ClipCard = memo(function ClipCard(props: ClipCardProps) {
  const { card, index, column, pictureHeightPx, caption, isSelected, isCursor, isDraggable, words } = props;
  if (card === undefined)
    return (
      <div role="gridcell" aria-colindex={column + 1} aria-busy className={styles['card']}>
        <div className={[styles['frame'], styles['empty']].join(' ')} style={{ height: pictureHeightPx }} />
      </div>
    );
  return (
    <div
      role="gridcell"
      id={cellId(index)}
      data-index={index}
      data-cursor={isCursor ? '' : undefined}
      aria-colindex={column + 1}
      aria-selected={isSelected}
      draggable={isDraggable}
      className={styles['card']}
    >
      <Caption card={card} caption={caption} words={words} />
      <div
        data-scrub=""
        className={[styles['frame'], card.state === 'missing' && styles['away']].filter(Boolean).join(' ')}
        style={{ height: pictureHeightPx }}
      >
        <Poster card={card} />
        <CardBadges card={card} words={words} />
        {card.state === 'working' && (
          <span className={styles['progress']}>
            <CardProgress card={card} words={words} />
          </span>
        )}
      </div>
    </div>
  );
});

function Caption({
  card,
  caption,
  words,
}: Pick<ClipCardProps, 'caption' | 'words'> & { readonly card: Card }) {
  return (
    <div className={styles['caption']}>
      <div className={styles['line']}>
        {card.opened === null && (
          <span role="img" aria-label={words.t('badge.new')} className={styles['new']} />
        )}
        <span className={styles['name']} title={card.name}>
          {card.name}
        </span>
        {caption === 'one line' && card.rating !== null && (
          <Stars rating={card.rating} label={ratingText(card.rating, words)} />
        )}
      </div>
      {caption === 'two lines' && (
        <div className={styles['line']}>
          <span className={styles['meta']}>
            {card.state === 'working' ? <ProgressWords card={card} words={words} /> : metaLine(card, words)}
          </span>
          {card.rating !== null && <Stars rating={card.rating} label={ratingText(card.rating, words)} />}
        </div>
      )}
    </div>
  );
}
