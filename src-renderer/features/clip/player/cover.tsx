/** What stands where the picture would be, while there is none: the poster, why, and what to do. */
import { CircleAlert, Film, HardDrive } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../ui/format.ts';
import { Button } from '../../../ui/button.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { useClip } from '../clip-context.ts';
import styles from './player.module.css';
import { PosterPicture } from './poster-picture.tsx';
import type { PlayerSource } from '../../../stores/source-choice.ts';

interface CoverProps {
  readonly source: PlayerSource | null;
  readonly onPrepare: () => void;
}

export function Cover({ source, onPrepare }: CoverProps) {
  const hasPoster = useClip((state) => (state.info?.poster ?? null) !== null);
  return (
    <>
      {hasPoster ? <PosterPicture /> : <Film className={styles['noPoster']} size={48} aria-hidden />}
      {source !== null && <Word source={source} onPrepare={onPrepare} />}
    </>
  );
}

function Word({ source, onPrepare }: { readonly source: PlayerSource; readonly onPrepare: () => void }) {
  const { t } = useTranslation('clip');
  if (source.kind === 'preparing') return <Preparing fraction={source.fraction} />;
  if (source.kind === 'offline')
    return (
      <Card icon={<HardDrive size={20} aria-hidden />} title={t('player.offline')}>
        <OfflineText />
      </Card>
    );
  if (source.kind !== 'failed') return null;
  return (
    <Card icon={<CircleAlert size={20} aria-hidden />} title={t('player.failed')}>
      <p className={styles['cause']}>{source.error?.message ?? t('player.refused')}</p>
      {source.error !== null && <p>{source.error.remedy}</p>}
      <div>
        <Button onClick={onPrepare}>{t('player.retry')}</Button>
      </div>
    </Card>
  );
}

function Preparing({ fraction }: { readonly fraction: number | null }) {
  const { t, i18n } = useTranslation('clip');
  const reason = useClip((state) => state.playback?.original.unplayable ?? null);
  const title =
    fraction === null
      ? t('player.preparing')
      : t('player.preparingPercent', { percent: formatNumber(fraction * 100, i18n.language) });
  return (
    <Card title={title}>
      <ProgressBar label={t('player.preparing')} fraction={fraction} />
      {reason !== null && <p>{t('player.reason', { reason })}</p>}
    </Card>
  );
}

function OfflineText() {
  const { t } = useTranslation('clip');
  const file = useClip((state) => state.info?.files[0] ?? null);
  if (file === null) return <p>{t('player.offlineText')}</p>;
  const { path, volume } = file;
  return (
    <>
      <p>
        {volume.label === null
          ? t('player.offlineText')
          : t('player.offlineVolume', { volume: volume.label })}
      </p>
      <p className={styles['cause']}>{path}</p>
    </>
  );
}

interface CardProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
}

function Card({ icon, title, children }: CardProps) {
  return (
    <div className={styles['card']} role="status">
      <h2>
        {icon}
        {title}
      </h2>
      {children}
    </div>
  );
}
