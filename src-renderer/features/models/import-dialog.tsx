/** Brings packs in from a folder, a file or an archive on this machine. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandResponse } from '../../../src-preload/contract/commands.ts';
import { type SerializedError, toAppError } from '../../../src-preload/contract/errors.ts';
import { useFolders } from '../../stores/use-folders.ts';
import { useClient, useModels, useSession } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FolderList } from '../../ui/folder-list.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './models.module.css';

interface ImportDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

type Report = CommandResponse<'models.import'>;
type Work =
  | { readonly kind: 'choosing' | 'busy' }
  | { readonly kind: 'done'; readonly report: Report }
  | { readonly kind: 'failed'; readonly error: SerializedError };

export function ImportDialog({ isOpen, onClose }: ImportDialogProps) {
  const { t } = useTranslation(['models', 'adding', 'shell']);
  const hasSystemDialog = useSession((state) => state.facts?.abilities.folderDialog === true);
  const { work, take, choose, forget } = useImport();
  const [archive, setArchive] = useState('');
  const { content, isLoading, error, go } = useFolders(isOpen);
  const path = archive.trim() === '' ? (content?.path ?? '') : archive.trim();
  const isBusy = work.kind === 'busy';
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => {
        forget();
        setArchive('');
        onClose();
      }}
      title={t('import.title')}
      description={t('import.text')}
      closeLabel={t('shell:close')}
      footer={
        <>
          {hasSystemDialog && (
            <Button variant="quiet" disabled={isBusy} onClick={choose}>
              {t('adding:browse.system')}
            </Button>
          )}
          <span className={styles['grow']} />
          <TakeButton path={path} isBusy={isBusy} onTake={take} />
        </>
      }
    >
      <div className={styles['import']}>
        <FolderList
          texts={t('adding:browse', { returnObjects: true })}
          path={content?.path ?? null}
          parent={content?.parent ?? null}
          folders={content?.folders ?? []}
          videos={[]}
          isLoading={isLoading}
          problem={error === null ? null : `${error.message}. ${error.remedy}`}
          libraries="dimmed"
          onGo={(folder) => {
            setArchive('');
            go(folder);
          }}
        />
        <TextField
          label={t('import.archive')}
          placeholder={t('import.archive')}
          value={archive}
          spellCheck={false}
          maxLength={4096}
          onChange={setArchive}
        />
        <Told work={work} />
      </div>
    </Dialog>
  );
}

interface TakeButtonProps {
  readonly path: string;
  readonly isBusy: boolean;
  readonly onTake: (path: string) => void;
}

function TakeButton({ path, isBusy, onTake }: TakeButtonProps) {
  const { t } = useTranslation('models');
  const name = path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
  return (
    <Button
      variant="primary"
      disabled={path === '' || isBusy}
      onClick={() => {
        onTake(path);
      }}
    >
      {isBusy ? t('import.busy') : path === '' ? t('import.open') : t('import.take', { name })}
    </Button>
  );
}

function useImport() {
  const client = useClient();
  const bringIn = useModels((state) => state.bringIn);
  const [work, setWork] = useState<Work>({ kind: 'choosing' });
  const fail = (thrown: unknown): void => {
    setWork({ kind: 'failed', error: toAppError(thrown).serialize() });
  };
  const take = (path: string): void => {
    setWork({ kind: 'busy' });
    bringIn(path).then((report) => {
      setWork({ kind: 'done', report });
    }, fail);
  };
  return {
    work,
    take,
    /** In the system's dialog. */
    choose: () => {
      client.askHost('host.chooseFolders', { purpose: 'add' }).then(({ paths: [chosen] }) => {
        if (chosen !== undefined) take(chosen);
      }, fail);
    },
    /** What was told of the last one; one that is under way goes on. */
    forget: () => {
      if (work.kind !== 'busy') setWork({ kind: 'choosing' });
    },
  };
}

function Told({ work }: { readonly work: Work }) {
  const { t } = useTranslation('models');
  if (work.kind === 'failed')
    return (
      <div role="alert" className={`selectable ${styles['failure'] ?? ''}`}>
        <p>{work.error.message}</p>
        <p>{work.error.remedy}</p>
      </div>
    );
  if (work.kind !== 'done') return null;
  const { imported, leftOut } = work.report;
  return (
    <div role="status" className={`selectable ${styles['report'] ?? ''}`}>
      <p>
        <strong>{t('import.done', { count: imported.length })}</strong>
      </p>
      <ul>
        {imported.map(({ packId, title, state, was }) => (
          <li key={packId}>
            {title}{' '}
            <small>
              {[t(`import.was.${was}`), state === 'side-loaded' ? t('state.side-loaded') : null]
                .filter((part) => part !== null)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {leftOut.length > 0 && (
        <details>
          <summary>{t('import.leftOut', { count: leftOut.length })}</summary>
          <ul>
            {leftOut.map(({ path, reason }) => (
              <li key={path}>
                {path} <small>{reason}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
