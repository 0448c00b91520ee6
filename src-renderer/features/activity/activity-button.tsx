import { Activity, CirclePause, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActivity, useSession } from '../../stores/use-stores.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './activity.module.css';
import { shareDone, workState } from './work-state.ts';

/** In the bar: whether something is being worked on, and how far it is. Leads to the whole story. */
export function ActivityButton() {
  const { t } = useTranslation('shell');
  const status = useActivity((state) => state.status);
  const navigate = useSession((state) => state.navigate);
  if (status === null) return null;
  const state = workState(status);
  const { done, all } = shareDone(status.jobs);
  const percent = all === 0 ? 100 : Math.floor((done / all) * 100);
  const text = {
    working: t('working', { count: status.openClips }),
    paused: t('paused'),
    done: t('upToDate'),
    failed: t('someFailed'),
    off: t('engine.stoppedTitle'),
  }[state];
  return (
    <Tooltip text={text}>
      <button
        type="button"
        className={styles['button']}
        data-state={state}
        aria-label={`${t('activity')}: ${text}`}
        onClick={() => {
          navigate({ screen: 'activity' });
        }}
      >
        {state === 'paused' ? <CirclePause size={18} aria-hidden /> : <Activity size={18} aria-hidden />}
        {state === 'working' && <span className="figures">{percent} %</span>}
        {status.jobs.failed + status.files.failed > 0 && (
          <TriangleAlert size={14} aria-hidden className={styles['alert']} />
        )}
      </button>
    </Tooltip>
  );
}
