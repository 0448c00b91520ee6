/** Before anything is fetched: from where, how much, and under which licence. */
import { useTranslation } from 'react-i18next';
import type { PackState } from '../../../src-preload/contract/model-packs.ts';
import { useModels, useNotices } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatBytes } from '../../ui/format.ts';
import styles from './models.module.css';

interface LicenceDialogProps {
  readonly pack: PackState;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function LicenceDialog({ pack, isOpen, onClose }: LicenceDialogProps) {
  const { t, i18n } = useTranslation(['models', 'shell']);
  const download = useModels((state) => state.download);
  const mirror = useModels((state) => state.mirror ?? state.place?.mirror ?? null);
  const tellError = useNotices((state) => state.tellError);
  const { licence, project, source, downloadBytes, title } = pack;
  const accept = (): void => {
    onClose();
    download(pack.id).catch(tellError);
  };
  const rows = [
    [t('size'), `${source === 'hub' ? t('about') : ''}${formatBytes(downloadBytes, i18n.language)}`],
    [t('ask.from'), mirror ?? project],
    [t('ask.project'), project],
    [t('licence'), licence.name],
    ...(licence.address === undefined ? [] : [[t('ask.licenceText'), licence.address]]),
  ].filter(([, value], index, all) => index !== 2 || value !== all[1]?.[1]);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('ask.title', { pack: title })}
      description={t('ask.text')}
      closeLabel={t('shell:close')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('shell:cancel')}
          </Button>
          <Button variant="primary" onClick={accept}>
            {t('ask.accept')}
          </Button>
        </>
      }
    >
      <dl className={styles['ask']}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="selectable">{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['quiet']}>{t('ask.privacy')}</p>
    </Dialog>
  );
}
