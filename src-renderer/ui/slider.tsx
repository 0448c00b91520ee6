import { Slider as BaseSlider } from '@base-ui/react/slider';
import styles from './slider.module.css';

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
  /** Its length in CSS pixels; the whole room if left out. */
  readonly widthPx?: number;
  /** How the value is read aloud. */
  readonly valueText?: (value: number) => string;
}

export function Slider({ label, value, min, max, step = 1, onChange, widthPx, valueText }: SliderProps) {
  return (
    <BaseSlider.Root
      value={value}
      min={min}
      max={max}
      step={step}
      onValueChange={onChange}
      {...(widthPx === undefined ? {} : { style: { width: widthPx } })}
      className={styles['root']}
    >
      <BaseSlider.Control className={styles['control']}>
        <BaseSlider.Track className={styles['track']}>
          <BaseSlider.Indicator className={styles['indicator']} />
          <BaseSlider.Thumb
            className={styles['thumb']}
            aria-label={label}
            {...(valueText === undefined
              ? {}
              : { getAriaValueText: (_text: string, at: number) => valueText(at) })}
          />
        </BaseSlider.Track>
      </BaseSlider.Control>
    </BaseSlider.Root>
  );
}
