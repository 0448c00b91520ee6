import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { Star } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import styles from './star-rating.module.css';

interface StarRatingProps {
  readonly label: string;
  /** 1 to 5; null: not rated; 'mixed': several clips with different ones. */
  readonly rating: number | null | 'mixed';
  /** How a number of stars is read aloud, and shown under the pointer. */
  readonly starsLabel: (stars: number) => string;
  /** Says that the ratings differ; needed where they can. */
  readonly mixedText?: string;
  readonly onRate: (rating: number | null) => void;
}

const allStars = [1, 2, 3, 4, 5];

/**
 * Five stars as radio buttons. The one that is set, clicked again, takes the rating away, and so do 0, Backspace and
 * Delete; 1 to 5 set it.
 */
export function StarRating({ label, rating, starsLabel, mixedText, onRate }: StarRatingProps) {
  const mixedId = useId();
  const isMixed = rating === 'mixed';
  return (
    <span className={styles['rating']}>
      <RadioGroup
        aria-label={label}
        {...(isMixed && mixedText !== undefined ? { 'aria-describedby': mixedId } : {})}
        value={isMixed ? null : rating}
        className={styles['stars']}
        onValueChange={(stars: number | null) => {
          onRate(stars);
        }}
        onKeyDown={(event) => {
          const rated = ratingOfKey(event);
          if (rated === undefined) return;
          // Some screens have these keys too.
          event.preventDefault();
          if (rated !== null) focusStar(event.currentTarget, rated);
          onRate(rated);
        }}
      >
        {allStars.map((stars) => (
          <Radio.Root
            key={stars}
            value={stars}
            className={styles['star']}
            aria-label={starsLabel(stars)}
            title={starsLabel(stars)}
            data-set={!isMixed && rating !== null && stars <= rating ? '' : undefined}
            onClick={() => {
              if (stars === rating) onRate(null);
            }}
          >
            <Star size={17} strokeWidth={1.6} aria-hidden />
          </Radio.Root>
        ))}
      </RadioGroup>
      {isMixed && mixedText !== undefined && (
        <span id={mixedId} className={styles['mixed']}>
          {mixedText}
        </span>
      )}
    </span>
  );
}

/** Arrows go on from the star that was set. */
function focusStar(group: Element, stars: number): void {
  const star = group.querySelectorAll('[role=radio]')[stars - 1];
  if (star instanceof HTMLElement) star.focus();
}

/** undefined: the key is none for ratings. */
function ratingOfKey({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): number | null | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  if (key === '0' || key === 'Backspace' || key === 'Delete') return null;
  return allStars.find((stars) => String(stars) === key);
}
