import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import styles from './floating.module.css';

interface PopoverProps {
  readonly trigger: ReactElement;
  /** Read aloud when it opens. */
  readonly label: string;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
}

export function Popover({ trigger, label, children, align = 'start' }: PopoverProps) {
  return (
    <BasePopover.Root>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner
          className={styles['positioner']}
          sideOffset={4}
          align={align}
          collisionPadding={8}
        >
          <BasePopover.Popup aria-label={label} className={[styles['popup'], styles['padded']].join(' ')}>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
