import { X } from 'lucide-react';
import type { ComponentProps } from 'react';
import styles from './chip.module.css';

interface ChipProps extends ComponentProps<'button'> {
  readonly isChosen?: boolean;
}

/** A small round button: a filter, a tag. */
export function Chip({ isChosen = false, className, ...others }: ChipProps) {
  return (
    <button
      type="button"
      {...others}
      className={[styles['chip'], isChosen && styles['chosen'], className].filter(Boolean).join(' ')}
    />
  );
}

interface RemovableChipProps {
  readonly text: string;
  readonly removeLabel: string;
  readonly onRemove: () => void;
}

export function RemovableChip({ text, removeLabel, onRemove }: RemovableChipProps) {
  return (
    <span className={[styles['chip'], styles['chosen']].join(' ')}>
      {text}
      <button type="button" className={styles['remove']} aria-label={removeLabel} onClick={onRemove}>
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}
