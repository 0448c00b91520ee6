import { Download, Ellipsis, Pause, Play, Wrench, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackState } from '../../../src-preload/contract/model-packs.ts';
import type { CommandResponse } from '../../../src-preload/contract/commands.ts';
import { useModels, useNotices, useStores } from '../../stores/use-stores.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import styles from './models.module.css';
import { RemoveDialog } from './remove-dialog.tsx';

interface PackActionsProps {
  readonly pack: PackState;
  readonly onDownload: () => void;
}

export function PackActions({ pack, onDownload }: PackActionsProps) {
  const { t, i18n } = useTranslation('models');
  const deeds = usePackDeeds(pack);
  const size = formatBytes(pack.downloadBytes, i18n.language);
  const work = useModels((state) => state.work.get(pack.id) ?? null);
  if (work !== null)
    return (
      <span className={styles['work']} role="status">
        {t(`work.${work}`)}
      </span>
    );
  switch (pack.state) {
    case 'available':
      return (
        <Button
          icon={<Download size={15} aria-hidden />}
          aria-label={t('downloadPack', { pack: pack.title, size })}
          onClick={onDownload}
        >
          {t('download', { size })}
        </Button>
      );
    case 'downloading':
    case 'paused':
      return (
        <span className={styles['actions']}>
          {pack.state === 'downloading' ? (
            <Button icon={<Pause size={15} aria-hidden />} onClick={deeds.pause}>
              {t('pause')}
            </Button>
          ) : (
            <Button icon={<Play size={15} aria-hidden />} onClick={deeds.resume}>
              {t('resume')}
            </Button>
          )}
          <IconButton
            label={t('cancel', { pack: pack.title })}
            icon={<X size={16} aria-hidden />}
            onClick={deeds.cancel}
          />
        </span>
      );
    case 'installed':
    case 'side-loaded':
    case 'damaged':
      return <InstalledActions pack={pack} />;
  }
}

function InstalledActions({ pack }: Pick<PackActionsProps, 'pack'>) {
  const { t } = useTranslation('models');
  const deeds = usePackDeeds(pack);
  const [isRemoving, setRemoving] = useState(false);
  const entries: readonly MenuEntry[] = [
    { kind: 'item', label: t('measure'), onSelect: deeds.measure },
    { kind: 'item', label: t('verify'), onSelect: deeds.verify },
    { kind: 'item', label: t('repair'), onSelect: deeds.repair },
    { kind: 'separator' },
    {
      kind: 'item',
      label: t('remove.open'),
      tone: 'danger',
      onSelect: () => {
        setRemoving(true);
      },
    },
  ];
  return (
    <span className={styles['actions']}>
      {pack.state === 'damaged' && (
        <Button icon={<Wrench size={15} aria-hidden />} onClick={deeds.repair}>
          {t('repair')}
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton label={t('more', { pack: pack.title })} icon={<Ellipsis size={18} aria-hidden />} />
        }
        entries={entries}
      />
      <RemoveDialog
        pack={pack}
        isOpen={isRemoving}
        onClose={() => {
          setRemoving(false);
        }}
      />
    </span>
  );
}

/** What is done at once; what fails is told at the window's edge. */
function usePackDeeds({ id, title }: PackState) {
  const { t } = useTranslation('models');
  const { pause, resume, cancel, verify, repair, measure } = useStores().models.getState();
  const tell = useNotices((state) => state.tell);
  const tellError = useNotices((state) => state.tellError);
  const tellVerdict = ({ sound, packs }: CommandResponse<'models.verify'>): void => {
    const problems = packs.flatMap((pack) => pack.problems.map(({ path }) => path));
    if (packs.some(({ state }) => state === 'repaired')) tell(t('repaired', { pack: title }));
    else if (sound) tell(t('sound', { pack: title }));
    else tell(t('unsound', { pack: title, files: problems.join(', ') }));
  };
  const doing = (deed: (packId: string) => Promise<unknown>) => (): void => {
    deed(id).catch(tellError);
  };
  return {
    pause: doing(pause),
    resume: doing(resume),
    cancel: doing(cancel),
    measure: doing(measure),
    verify: () => {
      verify(id).then(tellVerdict, tellError);
    },
    repair: () => {
      repair(id).then(tellVerdict, tellError);
    },
  };
}
