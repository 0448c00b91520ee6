import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip';
import { type ReactElement, useRef } from 'react';
import styles from './floating.module.css';
import { Keys } from './keys.tsx';

interface TooltipProps {
  readonly text: string;
  readonly shortcut?: string | undefined;
  /** One element that takes a ref and the pointer's events. */
  readonly children: ReactElement;
}

/** For what has a name of its own already (`aria-label`): the tooltip only shows it. */
export function Tooltip({ text, shortcut, children }: TooltipProps) {
  const actions = useRef<BaseTooltip.Root.Actions>(null);
  return (
    <BaseTooltip.Root
      actionsRef={actions}
      onOpenChange={(_isOpen, details) => {
        if (details.reason !== 'escape-key') return;
        // Escape closes it, and means what lies below as well: nobody should have to press twice. Left to itself it would
        // keep the key.
        details.cancel();
        details.allowPropagation();
        actions.current?.close();
      }}
    >
      <BaseTooltip.Trigger render={children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner className={styles['positioner']} sideOffset={6} collisionPadding={6}>
          <BaseTooltip.Popup className={styles['tooltip']}>
            {text}
            {shortcut !== undefined && <Keys keys={shortcut} />}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
