import styles from './progress-bar.module.css';

interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null: it goes on, nobody knows how far it is. */
  readonly fraction: number | null;
  readonly size?: 's' | 'm';
}

export function ProgressBar({ label, fraction, size = 'm' }: ProgressBarProps) {
  const percent = fraction === null ? undefined : Math.round(fraction * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={[styles['track'], styles[size]].join(' ')}
    >
      <div
        className={fraction === null ? styles['moving'] : styles['bar']}
        style={fraction === null ? undefined : { transform: `scaleX(${String(fraction)})` }}
      />
    </div>
  );
}
