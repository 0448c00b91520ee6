import { Star } from 'lucide-react';
import styles from './stars.module.css';

interface StarsProps {
  readonly rating: number;
  readonly sizePx?: number;
  /** How it is read aloud; left out where something else says it. */
  readonly label?: string;
}

/** A rating to look at. */
export function Stars({ rating, sizePx = 11, label }: StarsProps) {
  return (
    <span
      className={styles['stars']}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {Array.from({ length: rating }, (_, index) => (
        <Star key={index} size={sizePx} fill="currentColor" strokeWidth={0} />
      ))}
    </span>
  );
}
