/** Where a model's findings would be: why there are none, and what would bring them. */
import { AudioLines, Boxes, CircleAlert, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskName } from '../../../../src-preload/contract/inference-tasks.ts';
import type { PackState } from '../../../../src-preload/contract/model-packs.ts';
import { useActivity, useSession } from '../../../stores/use-stores.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { useClip, useClipScope } from '../clip-context.ts';
import type { ClipCommands } from '../use-clip-commands.ts';
import styles from './analysis.module.css';
import { useMissingPack } from './use-packs.ts';

interface WhyEmptyProps {
  readonly stage: string;
  readonly task: TaskName;
  /** What it means that the stage is done and found nothing. */
  readonly nothing: { readonly title: string; readonly text?: string | undefined };
  readonly commands: ClipCommands;
  readonly icon?: ReactNode;
}

export function WhyEmpty({ stage, task, nothing, commands, icon }: WhyEmptyProps) {
  const { t } = useTranslation(['understood', 'clip']);
  const { clipId } = useClipScope();
  const known = useClip((state) => state.info?.stages.find(({ name }) => name === stage) ?? null);
  const heard = useActivity((state) => state.running.get(clipId)?.get(stage));
  const missing = useMissingPack(task, stage);
  const state = heard === undefined ? (known?.state ?? null) : 'running';
  if (state === 'running')
    return (
      <EmptyState
        icon={<LoaderCircle size={28} aria-hidden />}
        title={t('empty.running')}
        text={known?.title}
      >
        <div className={styles['progress']}>
          <ProgressBar label={known?.title ?? stage} fraction={heard ?? known?.progress ?? null} />
        </div>
      </EmptyState>
    );
  if (state === 'failed')
    return (
      <EmptyState
        icon={<CircleAlert size={28} aria-hidden />}
        title={known?.error?.message ?? t('empty.failed')}
        text={known?.error?.remedy}
      >
        <Button
          onClick={() => {
            commands.runStage(stage);
          }}
        >
          {t('clip:player.retry')}
        </Button>
      </EmptyState>
    );
  if (state === 'done')
    return (
      <EmptyState
        icon={icon ?? <AudioLines size={28} aria-hidden />}
        title={nothing.title}
        text={nothing.text}
      />
    );
  if (missing !== null && state !== 'waiting') return <NoModel pack={missing} />;
  if (state === 'waiting' || state === 'blocked')
    return <EmptyState title={t('empty.waiting')} text={t('empty.waitingText')} />;
  return <EmptyState title={t('empty.none')} text={known?.reason ?? t('analysis.leftOut')} />;
}

function NoModel({ pack }: { readonly pack: PackState }) {
  const { t, i18n } = useTranslation('understood');
  const navigate = useSession((state) => state.navigate);
  const size = formatBytes(pack.downloadBytes, i18n.language);
  const isComing = pack.state === 'downloading';
  return (
    <EmptyState
      icon={<Boxes size={28} aria-hidden />}
      title={isComing ? t('empty.coming', { pack: pack.title }) : t('empty.noModel')}
      text={isComing ? t('empty.comingText') : t('empty.noModelText', { pack: pack.title, size })}
    >
      <Button
        variant={isComing ? 'secondary' : 'primary'}
        onClick={() => {
          navigate({ screen: 'models', pack: pack.id });
        }}
      >
        {t('analysis.toModels')}
      </Button>
    </EmptyState>
  );
}
