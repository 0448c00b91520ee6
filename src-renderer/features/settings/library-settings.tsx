import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandResponse } from '../../../src-preload/contract/commands.ts';
import { useActivity, useClient, useNotices, useSession } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Setting } from './setting.tsx';
import styles from './settings.module.css';

type Verdict = CommandResponse<'library.verify'>;

export function LibrarySettings() {
  const { t } = useTranslation(['settings', 'terms']);
  const library = useSession((state) => state.facts?.library);
  const openDialog = useSession((state) => state.openDialog);
  const clips = useActivity((state) => state.status?.clips ?? 0);
  return (
    <>
      <Setting name={t('library.folder')} text={t('library.folderText')}>
        <code className={`selectable ${styles['path'] ?? ''}`}>{library?.path}</code>
      </Setting>
      <Setting name={t('library.contents')} text={t('terms:clips', { count: clips })}>
        <div className={styles['buttons']}>
          <Button
            onClick={() => {
              openDialog('libraries');
            }}
          >
            {t('library.switch')}
          </Button>
          <BackupButton />
        </div>
      </Setting>
      <Verification />
    </>
  );
}

function BackupButton() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const tell = useNotices((state) => state.tell);
  const tellError = useNotices((state) => state.tellError);
  const backUp = (): void => {
    client.ask('library.backup', {}).then(({ path }) => {
      tell(t('library.backedUp', { path }));
    }, tellError);
  };
  return <Button onClick={backUp}>{t('library.backup')}</Button>;
}

function Verification() {
  const { t } = useTranslation('settings');
  const client = useClient();
  const tellError = useNotices((state) => state.tellError);
  const [verdict, setVerdict] = useState<Verdict | 'none' | 'checking'>('none');
  const verify = (): void => {
    setVerdict('checking');
    client.ask('library.verify', { hashes: false }).then(setVerdict, (thrown: unknown) => {
      setVerdict('none');
      tellError(thrown);
    });
  };
  const problems = typeof verdict === 'string' ? [] : verdict.checks.flatMap((check) => check.problems);
  return (
    <Setting name={t('library.verify')}>
      <div className={styles['buttons']}>
        <Button disabled={verdict === 'checking'} onClick={verify}>
          {verdict === 'checking' ? t('library.verifying') : t('library.verify')}
        </Button>
        {typeof verdict !== 'string' && (
          <span role="status">
            {verdict.sound ? t('library.sound') : t('library.unsound', { count: problems.length })}
          </span>
        )}
      </div>
      <ul className={`selectable ${styles['problems'] ?? ''}`}>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </Setting>
  );
}
