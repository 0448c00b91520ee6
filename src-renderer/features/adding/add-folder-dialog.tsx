import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../stores/use-stores.ts';
import { useFolders } from '../../stores/use-folders.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FolderList } from '../../ui/folder-list.tsx';
import styles from './adding.module.css';
import { useAdding } from './use-adding.ts';

interface AddFolderDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Looks around on this machine and adds the folder it is in. */
export function AddFolderDialog({ isOpen, onClose }: AddFolderDialogProps) {
  const { t } = useTranslation(['adding', 'shell']);
  const [isRecursive, setRecursive] = useState(true);
  const { content, isLoading, error, go } = useFolders(isOpen);
  const { addPaths, chooseFolders } = useAdding();
  const hasSystemDialog = useSession((state) => state.facts?.abilities.folderDialog === true);
  const path = content?.path ?? null;
  const name = path?.split(/[/\\]/).findLast((part) => part !== '') ?? path ?? '';
  const add = (): void => {
    if (path === null) return;
    addPaths([path], { isRecursive });
    onClose();
  };
  const footer = (
    <>
      {hasSystemDialog && (
        <Button
          variant="quiet"
          onClick={() => {
            onClose();
            chooseFolders();
          }}
        >
          {t('browse.system')}
        </Button>
      )}
      <span className={styles['grow']} />
      <Button variant="quiet" onClick={onClose}>
        {t('shell:cancel')}
      </Button>
      <Button variant="primary" disabled={path === null || error !== null} onClick={add}>
        {path === null ? t('shell:add') : t('browse.add', { name })}
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('browse.title')}
      description={t('browse.description')}
      closeLabel={t('shell:close')}
      footer={footer}
    >
      <FolderList
        texts={t('browse', { returnObjects: true })}
        path={path}
        parent={content?.parent ?? null}
        folders={content?.folders ?? []}
        videos={(content?.videos ?? []).map((video) => video.name)}
        isLoading={isLoading}
        problem={error === null ? null : `${error.message}. ${error.remedy}`}
        libraries="dimmed"
        onGo={go}
      />
      <div className={styles['options']}>
        <Checkbox label={t('browse.recursive')} state={isRecursive ? 'on' : 'off'} onChange={setRecursive} />
        {path !== null && <span>{t('browse.videos', { count: content?.videoCount ?? 0 })}</span>}
      </div>
    </Dialog>
  );
}
