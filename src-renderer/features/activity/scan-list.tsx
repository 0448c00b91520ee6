import { Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ScanState } from '../../../src-preload/contract/live.ts';
import { useActivity, useClient, useNotices } from '../../stores/use-stores.ts';
import { IconButton } from '../../ui/button.tsx';
import styles from './activity.module.css';

/** Folders that are, or were, looked through since the window was opened; newest first. */
export function ScanList() {
  const { t } = useTranslation('activity');
  const scans = useActivity((state) => state.scans);
  if (scans.length === 0) return null;
  return (
    <section>
      <h3>{t('scans')}</h3>
      <ul className={styles['list']}>
        {scans.toReversed().map((scan) => (
          <Scan key={scan.scan} scan={scan} />
        ))}
      </ul>
    </section>
  );
}

function Scan({ scan }: { readonly scan: ScanState }) {
  const { t } = useTranslation('activity');
  const client = useClient();
  const tellError = useNotices((state) => state.tellError);
  const isOpen = scan.state === 'waiting' || scan.state === 'looking';
  return (
    <li className={styles['scan']}>
      <div className={styles['row']}>
        <span className={styles['paths']}>
          {scan.paths.map((path) => (
            <span key={path} title={path}>
              {path}
            </span>
          ))}
        </span>
        <span className={`figures ${styles['quiet'] ?? ''}`}>{t('scanCounts', scan)}</span>
        <span className={styles['scanState']}>{t(`scanState.${scan.state}`)}</span>
        {isOpen && (
          <IconButton
            label={t('stopScan')}
            icon={<Square size={14} aria-hidden />}
            onClick={() => void client.ask('library.stopScan', { scan: scan.scan }).catch(tellError)}
          />
        )}
      </div>
      {scan.error !== null && (
        <p className={`selectable ${styles['cause'] ?? ''}`}>
          {scan.error.message} {scan.error.remedy}
        </p>
      )}
      {scan.unreadable.map(({ path, error }) => (
        <p key={path} className={`selectable ${styles['cause'] ?? ''}`}>
          {t('unreadable')}: {path} – {error.remedy}
        </p>
      ))}
    </li>
  );
}
