/** Takes all installed packs along to another machine, as one archive. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SerializedError, toAppError } from '../../../src-preload/contract/errors.ts';
import { useFolders } from '../../stores/use-folders.ts';
import { useClient, useNotices } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FolderList } from '../../ui/folder-list.tsx';
import { formatBytes } from '../../ui/format.ts';
import styles from './models.module.css';
import { archiveIn } from './pack-groups.ts';

interface ExportDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ExportDialog({ isOpen, onClose }: ExportDialogProps) {
  const { t, i18n } = useTranslation(['models', 'adding', 'shell']);
  const client = useClient();
  const tell = useNotices((state) => state.tell);
  const [work, setWork] = useState<'idle' | 'busy'>('idle');
  const [failure, setFailure] = useState<SerializedError | null>(null);
  const { content, isLoading, error, go } = useFolders(isOpen);
  const folder = content?.path ?? null;
  const write = (target: string): void => {
    setWork('busy');
    setFailure(null);
    client
      .ask('models.export', { target })
      .then(
        ({ path, sizeBytes }) => {
          tell(t('export.done', { path, size: formatBytes(sizeBytes, i18n.language) }));
          onClose();
        },
        (thrown: unknown) => {
          setFailure(toAppError(thrown).serialize());
        },
      )
      .finally(() => {
        setWork('idle');
      });
  };
  const close = (): void => {
    setFailure(null);
    onClose();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={t('export.title')}
      description={t('export.text')}
      closeLabel={t('shell:close')}
      footer={
        <Button
          variant="primary"
          disabled={folder === null || work === 'busy'}
          onClick={() => {
            if (folder !== null) write(archiveIn(folder));
          }}
        >
          {work === 'busy' ? t('export.busy') : t('export.write')}
        </Button>
      }
    >
      <FolderList
        texts={t('adding:browse', { returnObjects: true })}
        path={folder}
        parent={content?.parent ?? null}
        folders={content?.folders ?? []}
        videos={[]}
        isLoading={isLoading}
        problem={error === null ? null : `${error.message}. ${error.remedy}`}
        libraries="dimmed"
        onGo={go}
      />
      {failure !== null && (
        <div role="alert" className={`selectable ${styles['failure'] ?? ''}`}>
          <p>{failure.message}</p>
          <p>{failure.remedy}</p>
        </div>
      )}
    </Dialog>
  );
}
