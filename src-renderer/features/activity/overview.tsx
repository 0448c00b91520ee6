import { Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActivity, useClient, useNotices } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { formatDuration, formatNumber } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './activity.module.css';
import { shareDone, workState } from './work-state.ts';

/** How it goes, in one look. */
export function Overview() {
  const { t, i18n } = useTranslation('activity');
  const status = useActivity((state) => state.status);
  if (status === null) return <section className={styles['overview']} />;
  const state = workState(status);
  const { done, all } = shareDone(status.jobs);
  const speed =
    status.speed === null ? '–' : t('speedValue', { value: formatNumber(status.speed, i18n.language, 1) });
  return (
    <section className={styles['overview']}>
      <div className={styles['headline']}>
        <div>
          <h2>{t(`headline.${state}`)}</h2>
          {state === 'paused' && <p className={styles['quiet']}>{t('pausedText')}</p>}
        </div>
        <PauseButton state={state} />
      </div>
      <ProgressBar label={t('overall')} fraction={all === 0 ? 1 : done / all} />
      <dl className={styles['figures']}>
        <Figure
          name={t('overall')}
          value={t('stepsDone', {
            done: formatNumber(done, i18n.language),
            all: formatNumber(all, i18n.language),
          })}
        />
        <Figure name={t('clipsInWork')} value={formatNumber(status.openClips, i18n.language)} />
        <Figure name={t('clipsInAll')} value={formatNumber(status.clips, i18n.language)} />
        <Figure name={t('speed')} value={state === 'working' ? speed : '–'} />
        <Figure name={t('timeLeft')} value={state === 'working' ? formatDuration(status.timeLeftSec) : '–'} />
      </dl>
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">{value}</dd>
    </div>
  );
}

function PauseButton({ state }: { readonly state: ReturnType<typeof workState> }) {
  const { t } = useTranslation('activity');
  const client = useClient();
  const readStatus = useActivity((activity) => activity.readStatus);
  const tellError = useNotices((notices) => notices.tellError);
  if (state === 'off') return null;
  const steer = (name: 'scheduler.pause' | 'scheduler.resume') => (): void => {
    client.ask(name, {}).then(readStatus).catch(tellError);
  };
  return state === 'paused' ? (
    <Button variant="primary" icon={<Play size={16} aria-hidden />} onClick={steer('scheduler.resume')}>
      {t('resume')}
    </Button>
  ) : (
    <Button icon={<Pause size={16} aria-hidden />} onClick={steer('scheduler.pause')}>
      {t('pause')}
    </Button>
  );
}
