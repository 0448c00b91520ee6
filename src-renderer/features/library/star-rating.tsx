import { Star } from 'lucide-react';
import { useId } from 'react';
import styles from './stars.module.css';

interface StarRatingProps {
  readonly label: string;
  /** 'mixed': several clips with different ones. */
  readonly value: number | null | 'mixed';
  readonly nameOf: (rating: number | null) => string;
  readonly onRate: (rating: number | null) => void;
}

const ratings = [1, 2, 3, 4, 5] as const;

/** Five stars as radio buttons. The star that is chosen takes the rating back. */
export function StarRating({ label, value, nameOf, onRate }: StarRatingProps) {
  const name = useId();
  return (
    <span role="radiogroup" aria-label={label} className={styles['rating']}>
      {ratings.map((rating) => (
        <label
          key={rating}
          title={nameOf(rating)}
          data-on={typeof value === 'number' && rating <= value ? '' : undefined}
        >
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            aria-label={nameOf(rating)}
            checked={rating === value}
            onChange={() => {
              onRate(rating);
            }}
            onClick={() => {
              if (rating === value) onRate(null);
            }}
            onKeyDown={(event) => {
              if (event.key === '0' || event.key === 'Backspace' || event.key === 'Delete') onRate(null);
              const chosen = ratings.find((other) => String(other) === event.key);
              if (chosen !== undefined) onRate(chosen);
            }}
          />
          <Star size={17} strokeWidth={1.6} aria-hidden />
        </label>
      ))}
    </span>
  );
}
