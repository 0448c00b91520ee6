import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { Tooltip } from './tooltip.tsx';

interface ButtonProps extends ComponentProps<'button'> {
  /** 'primary': the one thing to do here. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly icon?: ReactNode;
}

export function Button({ variant = 'secondary', icon, children, className, ...others }: ButtonProps) {
  return (
    <button
      type="button"
      {...others}
      className={[styles['button'], styles[variant], className].filter(Boolean).join(' ')}
    >
      {icon}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'title'> {
  /** What it does: read aloud, and shown under the pointer. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Its key, shown in the tooltip. */
  readonly shortcut?: string | undefined;
  /** For buttons that stay pressed. */
  readonly isPressed?: boolean | undefined;
}

export function IconButton({ label, icon, shortcut, isPressed, className, ...others }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        {...others}
        className={[styles['icon'], className].filter(Boolean).join(' ')}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
