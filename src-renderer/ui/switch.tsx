import { Switch as BaseSwitch } from '@base-ui/react/switch';
import styles from './switch.module.css';

interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that is on or off at once. The label is read aloud; write it beside. */
export function Switch({ label, isOn, onChange }: SwitchProps) {
  return (
    <BaseSwitch.Root className={styles['track']} aria-label={label} checked={isOn} onCheckedChange={onChange}>
      <BaseSwitch.Thumb className={styles['thumb']} />
    </BaseSwitch.Root>
  );
}
