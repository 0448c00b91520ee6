/** Model packs: what each gives, what it takes, and what is here. Nothing is fetched before somebody said yes. */
import { HardDriveDownload, HardDriveUpload, Lock } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SerializedError, toAppError } from '../../../src-preload/contract/errors.ts';
import { useModels, useSession } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format.ts';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { MirrorSetting } from './mirror-setting.tsx';
import styles from './models.module.css';
import { PackCard } from './pack-card.tsx';
import { groupPacks, isUsable, type PackGroup } from './pack-groups.ts';
import { TaskChoices } from './task-choices.tsx';

export function ModelsScreen() {
  const { t } = useTranslation(['models', 'shell']);
  const packs = useModels((state) => state.packs);
  const { failure, read } = useReading();
  const groups = useMemo(() => groupPacks(packs ?? []), [packs]);
  if (packs === null && failure !== null)
    return (
      <EmptyState title={failure.message} text={failure.remedy}>
        <Button onClick={read}>{t('shell:retry')}</Button>
      </EmptyState>
    );
  if (packs === null) return null;
  return (
    <div className={styles['screen']}>
      <div className={styles['column']}>
        <Overview />
        {groups.map((group) => (
          <Group key={group.id} group={group} />
        ))}
        <MirrorSetting />
      </div>
    </div>
  );
}

function useReading() {
  const readPacks = useModels((state) => state.read);
  const [failure, setFailure] = useState<SerializedError | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isOver = false;
    readPacks().then(
      () => {
        if (!isOver) setFailure(null);
      },
      (thrown: unknown) => {
        if (!isOver) setFailure(toAppError(thrown).serialize());
      },
    );
    return () => {
      isOver = true;
    };
  }, [readPacks, attempt]);
  return {
    failure,
    read: () => {
      setAttempt(attempt + 1);
    },
  };
}

function Overview() {
  const { t, i18n } = useTranslation('models');
  const packs = useModels((state) => state.packs) ?? [];
  const place = useModels((state) => state.place);
  const [dialog, setDialog] = useState<'none' | 'import' | 'export'>('none');
  const close = (): void => {
    setDialog('none');
  };
  const installed = packs.filter(isUsable).length;
  const bytes = (count: number | null | undefined): string =>
    count === null || count === undefined ? '–' : formatBytes(count, i18n.language);
  return (
    <section className={styles['overview']}>
      <div className={styles['headline']}>
        <div>
          <h1>{t('title')}</h1>
          <p>{t('text')}</p>
        </div>
        <span className={styles['actions']}>
          <Button
            icon={<HardDriveDownload size={16} aria-hidden />}
            onClick={() => {
              setDialog('import');
            }}
          >
            {t('import.open')}
          </Button>
          <Button
            icon={<HardDriveUpload size={16} aria-hidden />}
            disabled={installed === 0}
            onClick={() => {
              setDialog('export');
            }}
          >
            {t('export.open')}
          </Button>
        </span>
      </div>
      <dl className={styles['figures']}>
        <div>
          <dt>{t('installed')}</dt>
          <dd className="figures">{t('installedOf', { installed, all: packs.length })}</dd>
        </div>
        <div>
          <dt>{t('diskUse')}</dt>
          <dd className="figures">{bytes(place?.diskBytes)}</dd>
        </div>
        <div>
          <dt>{t('free')}</dt>
          <dd className="figures">{bytes(place?.freeBytes)}</dd>
        </div>
        <div className={styles['folder']}>
          <dt>{t('folder')}</dt>
          <dd className="selectable" title={place?.folder}>
            {place?.folder}
          </dd>
        </div>
      </dl>
      <p className={styles['privacy']}>
        <Lock size={14} aria-hidden />
        {t('privacy')}
      </p>
      <ImportDialog isOpen={dialog === 'import'} onClose={close} />
      <ExportDialog isOpen={dialog === 'export'} onClose={close} />
    </section>
  );
}

function Group({ group }: { readonly group: PackGroup }) {
  const { t } = useTranslation('models');
  const shown = useSession(({ route }) => (route.screen === 'models' ? route.pack : null));
  return (
    <section className={styles['group']} aria-labelledby={`group-${group.id}`}>
      <header>
        <h2 id={`group-${group.id}`}>{t(`groups.${group.id}.title`)}</h2>
        <p>{t(`groups.${group.id}.text`)}</p>
      </header>
      {group.choices.length > 0 && <TaskChoices choices={group.choices} />}
      <ul className={styles['packs']}>
        {group.packs.map((pack) => (
          <PackCard key={pack.id} pack={pack} isShown={pack.id === shown} />
        ))}
      </ul>
    </section>
  );
}
