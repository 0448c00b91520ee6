import type { ComponentProps, ReactNode } from 'react';
import styles from './text-field.module.css';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  readonly label: string;
  readonly icon?: ReactNode;
  /** At its end: a button to empty it, say. */
  readonly end?: ReactNode;
  readonly onChange: (text: string) => void;
}

/** The label is read aloud; where it should be seen as well, write it beside. */
export function TextField({ label, icon, end, onChange, className, ...others }: TextFieldProps) {
  return (
    <span className={[styles['field'], className].filter(Boolean).join(' ')}>
      {icon}
      <input
        {...others}
        aria-label={label}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      {end}
    </span>
  );
}
