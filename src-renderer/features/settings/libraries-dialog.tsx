import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFolders } from '../../stores/use-folders.ts';
import { useNotices, useSession } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FolderList } from '../../ui/folder-list.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { libraryIn } from './library-path.ts';
import styles from './settings.module.css';

interface LibrariesDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Opens a library of before, one that is found by browsing, or makes a new one. */
export function LibrariesDialog({ isOpen, onClose }: LibrariesDialogProps) {
  const { t } = useTranslation(['settings', 'adding', 'shell']);
  const openLibrary = useSession((state) => state.openLibrary);
  const tellError = useNotices((state) => state.tellError);
  const [isOpening, setOpening] = useState(false);
  const { content, isLoading, error, go } = useFolders(isOpen);
  const open = (path: string, ifMissing: 'create' | 'refuse'): void => {
    setOpening(true);
    openLibrary(path, ifMissing)
      .then(onClose, tellError)
      .finally(() => {
        setOpening(false);
      });
  };
  /** A click on a library opens it: there is nothing in it to look at. */
  const enter = (path: string | null): void => {
    const isLibrary = content?.folders.some((folder) => folder.path === path && folder.kind === 'library');
    if (isLibrary === true && path !== null) open(path, 'refuse');
    else go(path);
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('libraries.title')}
      description={t('libraries.description')}
      closeLabel={t('shell:close')}
    >
      <fieldset disabled={isOpening} className={styles['libraries']}>
        <Recent onOpen={open} />
        <h3>{isOpening ? t('libraries.opening') : t('libraries.choose')}</h3>
        <FolderList
          texts={t('adding:browse', { returnObjects: true })}
          path={content?.path ?? null}
          parent={content?.parent ?? null}
          folders={content?.folders ?? []}
          videos={[]}
          isLoading={isLoading}
          problem={error === null ? null : `${error.message}. ${error.remedy}`}
          libraries="open"
          onGo={enter}
        />
        <Create folder={content?.path ?? null} onCreate={open} />
      </fieldset>
    </Dialog>
  );
}

function Recent({ onOpen }: { readonly onOpen: (path: string, ifMissing: 'refuse') => void }) {
  const { t } = useTranslation('settings');
  const recent = useSession((state) => state.facts?.recent) ?? [];
  const current = useSession((state) => state.facts?.library?.path);
  if (recent.length === 0) return null;
  return (
    <>
      <h3>{t('libraries.recent')}</h3>
      <ul className={styles['recent']}>
        {recent.map(({ path, name }) => (
          <li key={path}>
            <span>
              <strong>{name}</strong>
              <small title={path}>{path}</small>
            </span>
            {path === current ? (
              <em>{t('libraries.current')}</em>
            ) : (
              <Button
                onClick={() => {
                  onOpen(path, 'refuse');
                }}
              >
                {t('libraries.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

interface CreateProps {
  /** Where it is to be; null: no folder is chosen. */
  readonly folder: string | null;
  readonly onCreate: (path: string, ifMissing: 'create') => void;
}

function Create({ folder, onCreate }: CreateProps) {
  const { t } = useTranslation('settings');
  const [name, setName] = useState('');
  const path = folder === null ? null : libraryIn(folder, name);
  return (
    <form
      className={styles['create']}
      onSubmit={(event) => {
        event.preventDefault();
        if (path !== null) onCreate(path, 'create');
      }}
    >
      <TextField
        label={t('libraries.name')}
        placeholder={t('libraries.name')}
        value={name}
        maxLength={80}
        onChange={setName}
      />
      <Button type="submit" variant="primary" disabled={path === null}>
        {t('libraries.create')}
      </Button>
    </form>
  );
}
