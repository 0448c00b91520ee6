import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import floating from './floating.module.css';
import styles from './select.module.css';

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

export function Select<Value extends string>({ label, value, options, onChange }: SelectProps<Value>) {
  return (
    <BaseSelect.Root
      value={value}
      items={options}
      modal={false}
      onValueChange={(chosen) => {
        if (chosen !== null) onChange(chosen);
      }}
    >
      <BaseSelect.Trigger className={styles['trigger']} aria-label={label}>
        <BaseSelect.Value />
        <BaseSelect.Icon>
          <ChevronDown size={14} aria-hidden />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          className={floating['positioner']}
          sideOffset={4}
          alignItemWithTrigger={false}
          collisionPadding={8}
        >
          <BaseSelect.Popup className={floating['popup']}>
            {options.map((option) => (
              <BaseSelect.Item key={option.value} value={option.value} className={floating['item']}>
                <span className={floating['mark']}>
                  <BaseSelect.ItemIndicator>
                    <Check size={16} aria-hidden />
                  </BaseSelect.ItemIndicator>
                </span>
                <BaseSelect.ItemText className={floating['itemText']}>{option.label}</BaseSelect.ItemText>
              </BaseSelect.Item>
            ))}
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
