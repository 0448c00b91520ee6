import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { Star } from 'lucide-react';
import styles from './star-rating.module.css';

interface StarRatingProps {
  readonly label: string;
  /** 1 to 5; null: not rated, or not the same for all that it stands for. */
  readonly rating: number | null;
  /** How a number of stars is read aloud. */
  readonly starsLabel: (stars: number) => string;
  readonly onRate: (rating: number | null) => void;
}

const allStars = [1, 2, 3, 4, 5];

/** Five stars. The one that is set, clicked again, takes the rating away. */
export function StarRating({ label, rating, starsLabel, onRate }: StarRatingProps) {
  return (
    <RadioGroup
      aria-label={label}
      value={rating}
      className={styles['stars']}
      onValueChange={(stars: number | null) => {
        onRate(stars);
      }}
    >
      {allStars.map((stars) => (
        <Radio.Root
          key={stars}
          value={stars}
          className={styles['star']}
          aria-label={starsLabel(stars)}
          onClick={() => {
            if (stars === rating) onRate(null);
          }}
        >
          <Star
            size={18}
            aria-hidden
            className={rating !== null && stars <= rating ? styles['set'] : styles['unset']}
          />
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
