import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './button.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** One sentence below the title. */
  readonly description?: string | undefined;
  readonly closeLabel: string;
  /** 'm': 560 px, 'l': 860 px, as far as the window has room. */
  readonly size?: 'm' | 'l';
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

const focusable = ['[role=tab][data-active]', 'input', 'button:enabled', '[tabindex="0"]'].join(', ');

/** Traps the focus, closes with Escape, and gives the focus back. */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, description, closeLabel, size = 'm', footer, children } = props;
  const body = useRef<HTMLDivElement>(null);
  return (
    <BaseDialog.Root
      open={isOpen}
      onOpenChange={(isWanted) => {
        if (!isWanted) onClose();
      }}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles['backdrop']} />
        <BaseDialog.Popup
          className={[styles['popup'], styles[size]].join(' ')}
          // What the dialog is for comes first, not the way out of it.
          initialFocus={() => body.current?.querySelector<HTMLElement>(focusable) ?? true}
        >
          <header className={styles['header']}>
            <div>
              <BaseDialog.Title className={styles['title']}>{title}</BaseDialog.Title>
              {description !== undefined && (
                <BaseDialog.Description className={styles['description']}>
                  {description}
                </BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close render={<IconButton label={closeLabel} icon={<X size={18} aria-hidden />} />} />
          </header>
          <div ref={body} className={styles['body']}>
            {children}
          </div>
          {footer !== undefined && <footer className={styles['footer']}>{footer}</footer>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
