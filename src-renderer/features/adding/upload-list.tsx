import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './adding.module.css';
import type { UploadItem } from './upload-queue.ts';

interface UploadListProps {
  readonly uploads: readonly UploadItem[];
  readonly onCancel: (id: number) => void;
}

const shown = 5;

/** In a corner, as long as something is being copied. */
export function UploadList({ uploads, onCancel }: UploadListProps) {
  const { t } = useTranslation('adding');
  if (uploads.length === 0) return null;
  return (
    <section className={styles['uploads']} aria-label={t('uploads.title', { count: uploads.length })}>
      <h2>{t('uploads.title', { count: uploads.length })}</h2>
      <ul>
        {uploads.slice(0, shown).map(({ id, name, fraction }) => (
          <li key={id}>
            <span title={name}>{name}</span>
            <ProgressBar label={name} fraction={fraction} size="s" />
            <IconButton
              label={t('uploads.cancel', { name })}
              icon={<X size={14} aria-hidden />}
              onClick={() => {
                onCancel(id);
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
