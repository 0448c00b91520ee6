import { CircleAlert, X } from 'lucide-react';
import { Button, IconButton } from './button.tsx';
import styles from './notices.module.css';

interface ShownNotice {
  readonly id: number;
  readonly kind: 'plain' | 'error';
  readonly title: string;
  readonly text: string | null;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

interface NoticesProps {
  readonly label: string;
  readonly closeLabel: string;
  readonly notices: readonly ShownNotice[];
  readonly onClose: (id: number) => void;
}

/** At the window's lower edge; read aloud as they come. */
export function Notices({ label, closeLabel, notices, onClose }: NoticesProps) {
  return (
    <section aria-label={label} aria-live="polite" className={styles['stack']}>
      {notices.map((notice) => (
        <div key={notice.id} className={[styles['notice'], styles[notice.kind]].join(' ')}>
          {notice.kind === 'error' && <CircleAlert size={18} aria-hidden />}
          <div className={styles['text']}>
            <p className="selectable">{notice.title}</p>
            {notice.text !== null && <p className={styles['more']}>{notice.text}</p>}
          </div>
          {notice.action !== null && (
            <Button
              variant="quiet"
              onClick={() => {
                notice.action?.run();
                onClose(notice.id);
              }}
            >
              {notice.action.label}
            </Button>
          )}
          <IconButton
            label={closeLabel}
            icon={<X size={16} aria-hidden />}
            onClick={() => {
              onClose(notice.id);
            }}
          />
        </div>
      ))}
    </section>
  );
}
