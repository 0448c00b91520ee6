import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import styles from './checkbox.module.css';

interface CheckboxProps {
  readonly label: string;
  /** 'mixed': some of what it stands for. */
  readonly state: 'on' | 'off' | 'mixed';
  readonly onChange: (isOn: boolean) => void;
}

export function Checkbox({ label, state, onChange }: CheckboxProps) {
  return (
    <label className={styles['label']}>
      <BaseCheckbox.Root
        className={styles['box']}
        checked={state === 'on'}
        indeterminate={state === 'mixed'}
        onCheckedChange={onChange}
      >
        <BaseCheckbox.Indicator className={styles['mark']}>
          {state === 'mixed' ? <Minus size={12} aria-hidden /> : <Check size={12} aria-hidden />}
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      {label}
    </label>
  );
}
