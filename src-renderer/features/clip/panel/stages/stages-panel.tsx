/** Every stage of the clip: how it went, how long it took, why it did not, and what can be done. */
import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  LoaderCircle,
  RotateCcw,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import type { JobState } from '../../../../../src-preload/contract/events.ts';
import { useActivity } from '../../../../stores/use-stores.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { formatNumber } from '../../../../ui/format.ts';
import { ProgressBar } from '../../../../ui/progress-bar.tsx';
import { useClip, useClipScope } from '../../clip-context.ts';
import type { ClipCommands } from '../../use-clip-commands.ts';
import { RunLogs } from './run-logs.tsx';
import styles from './stages-panel.module.css';

type StageState = ClipInfo['stages'][number];

interface StagesPanelProps {
  readonly commands: ClipCommands;
}

export function StagesPanel({ commands }: StagesPanelProps) {
  const { t } = useTranslation(['clip', 'terms']);
  const stages = useClip((state) => state.info?.stages ?? null);
  if (stages === null) return null;
  const failed = stages.filter(({ state }) => state === 'failed').length;
  const settled = stages.filter(({ state }) => state === 'done' || state === 'skipped').length;
  return (
    <div className={styles['panel']} data-scrolls tabIndex={0} role="region" aria-label={t('panel.stages')}>
      <div className={styles['summary']}>
        <span>{t('stages.settled', { settled, total: stages.length })}</span>
        {failed > 0 && (
          <Button
            variant="secondary"
            icon={<RotateCcw size={14} aria-hidden />}
            onClick={commands.retryFailures}
          >
            {t('stages.retryAll')}
          </Button>
        )}
      </div>
      <ul>
        {stages.map((stage) => (
          <Stage key={stage.name} stage={stage} stages={stages} commands={commands} />
        ))}
      </ul>
      <RunLogs />
    </div>
  );
}

const icons = {
  waiting: CircleDashed,
  running: LoaderCircle,
  done: CircleCheck,
  skipped: CircleMinus,
  failed: CircleAlert,
  blocked: Ban,
} as const satisfies Record<JobState, unknown>;

interface StageProps extends StagesPanelProps {
  readonly stage: StageState;
  readonly stages: readonly StageState[];
}

function Stage({ stage, stages, commands }: StageProps) {
  const { t, i18n } = useTranslation(['clip', 'terms']);
  const { clipId } = useClipScope();
  const heard = useActivity((state) => state.running.get(clipId)?.get(stage.name));
  // What is heard live is newer than what was read.
  const state = heard === undefined ? stage.state : 'running';
  const fraction = heard ?? stage.progress;
  const Icon = icons[state];
  const seconds = stage.durationSec;
  const isBusy = state === 'running' || state === 'waiting';
  return (
    <li className={styles['stage']} data-state={state}>
      <Icon size={16} aria-hidden className={styles['icon']} />
      <div className={styles['text']}>
        <p className={styles['line']}>
          <span className={styles['name']}>{stage.title}</span>
          <span className={styles['time']}>
            {state === 'done' && seconds !== null
              ? t('stages.seconds', {
                  seconds: formatNumber(seconds, i18n.language, seconds < 1 ? 2 : seconds < 10 ? 1 : 0),
                })
              : t(`terms:job.${state}`)}
          </span>
        </p>
        {state === 'running' && <ProgressBar label={stage.title} fraction={fraction} size="s" />}
        <Why stage={stage} stages={stages} state={state} />
      </div>
      {!isBusy && (
        <IconButton
          label={
            state === 'failed'
              ? t('stages.retry', { stage: stage.title })
              : t('stages.again', { stage: stage.title })
          }
          icon={<RotateCcw size={14} aria-hidden />}
          className={state === 'failed' ? undefined : styles['again']}
          onClick={() => {
            commands.runStage(stage.name);
          }}
        />
      )}
    </li>
  );
}

function Why({ stage, stages, state }: Omit<StageProps, 'commands'> & { readonly state: JobState }) {
  const { t } = useTranslation(['clip', 'terms']);
  if (state === 'running') return null;
  const { blockedBy, reason, error, attempt } = stage;
  const waitsFor =
    blockedBy === null
      ? null
      : blockedBy === 'offline' || blockedBy === 'quarantined'
        ? t(`stages.${blockedBy}`)
        : t('stages.waitsFor', { stage: stages.find(({ name }) => name === blockedBy)?.title ?? blockedBy });
  return (
    <>
      {reason !== null && <p className={styles['why']}>{reason}</p>}
      {waitsFor !== null && state !== 'done' && <p className={styles['why']}>{waitsFor}</p>}
      {error !== null && state !== 'done' && (
        <div className={`${styles['error'] ?? ''} selectable`}>
          <p>{error.message}</p>
          <p className={styles['why']}>{error.remedy}</p>
        </div>
      )}
      {attempt > 1 && <p className={styles['why']}>{t('stages.attempt', { attempt })}</p>}
    </>
  );
}
