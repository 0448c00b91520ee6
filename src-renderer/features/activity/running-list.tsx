import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LibraryStatus } from '../../stores/activity-store.ts';
import { useActivity, useClient, useNotices, useSession } from '../../stores/use-stores.ts';
import { IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDuration } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './activity.module.css';

type RunningJob = LibraryStatus['running'][number];

/** Clips in work, each with its stages. */
export function RunningList() {
  const { t } = useTranslation('activity');
  const jobs = useActivity((state) => state.status?.running);
  const byClip = Map.groupBy(jobs ?? [], ({ clipId }) => clipId);
  return (
    <section>
      <h3>{t('running')}</h3>
      {byClip.size === 0 ? (
        <EmptyState title={t('nothingRuns')} text={t('nothingRunsText')} />
      ) : (
        <ul className={styles['list']}>
          {[...byClip].map(([clipId, ofClip]) => (
            <RunningClip key={clipId} clipId={clipId} jobs={ofClip} />
          ))}
        </ul>
      )}
    </section>
  );
}

function RunningClip({ clipId, jobs }: { readonly clipId: string; readonly jobs: readonly RunningJob[] }) {
  const { t } = useTranslation('activity');
  const client = useClient();
  const navigate = useSession((state) => state.navigate);
  const tell = useNotices((state) => state.tell);
  const tellError = useNotices((state) => state.tellError);
  const cancel = (): void => {
    client.ask('scheduler.cancel', { clipIds: [clipId] }).then(({ cancelledJobs }) => {
      tell(t('cancelled', { count: cancelledJobs }));
    }, tellError);
  };
  return (
    <li className={styles['row']}>
      <button
        type="button"
        className={styles['clipName']}
        onClick={() => {
          navigate({ screen: 'clip', clipId });
        }}
      >
        {jobs[0]?.name ?? clipId}
      </button>
      <ul className={styles['stages']}>
        {jobs.map((job) => (
          <RunningStage key={job.stage} job={job} />
        ))}
      </ul>
      <IconButton label={t('cancelClip')} icon={<X size={16} aria-hidden />} onClick={cancel} />
    </li>
  );
}

function RunningStage({ job }: { readonly job: RunningJob }) {
  const { t } = useTranslation('activity');
  const titles = useActivity((state) => state.stageTitles);
  const heard = useActivity((state) => state.running.get(job.clipId)?.get(job.stage));
  const title = titles.get(job.stage) ?? job.stage;
  return (
    <li>
      <span className={styles['stageName']}>
        {title}
        {job.stalled === 'slow' && <em> – {t('slow')}</em>}
      </span>
      <ProgressBar label={title} fraction={heard ?? job.progress} size="s" />
      <span className={`figures ${styles['quiet'] ?? ''}`}>{formatDuration(job.runningSec)}</span>
    </li>
  );
}
