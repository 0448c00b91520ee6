import { useTranslation } from 'react-i18next';
import type { PackState } from '../../../src-preload/contract/model-packs.ts';
import { formatBytes, formatNumber } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './models.module.css';
import { downloadFraction } from './pack-groups.ts';

export function PackProgress({ pack }: { readonly pack: PackState }) {
  const { t, i18n } = useTranslation('models');
  const fraction = downloadFraction(pack);
  const total = pack.totalBytes ?? pack.downloadBytes;
  return (
    <div className={styles['progress']} data-state={pack.state}>
      <ProgressBar label={t('progress', { pack: pack.title })} fraction={fraction} />
      <span className="figures">
        {t('received', {
          received: formatBytes(pack.receivedBytes, i18n.language),
          total: formatBytes(total, i18n.language),
        })}
        {fraction !== null && ` · ${formatNumber(Math.floor(fraction * 100), i18n.language)} %`}
      </span>
    </div>
  );
}
