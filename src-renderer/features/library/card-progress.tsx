import type { Card } from '../../../src-preload/contract/cards.ts';
import type { ClipProgress } from '../../stores/library-progress.ts';
import { useActivity, useLibrary } from '../../stores/use-stores.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import type { CardWords } from './card-words.ts';

interface CardProgressProps {
  readonly card: Card;
  readonly words: CardWords;
}

/** How much of a clip's work is done. Only drawn for clips in work, so that no other hears of progress. */
export function CardProgress({ card: { id, name, stages }, words: { t } }: CardProgressProps) {
  const fraction = useActivity(({ running }) => {
    const parts = [...(running.get(id)?.values() ?? [])];
    const begun = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
    return stages.total === 0 ? 0 : Math.min(1, (stages.settled + begun) / stages.total);
  });
  return <ProgressBar size="s" label={t('progress.label', { name })} fraction={fraction} />;
}

/** "Filmstrip 40 % · next: Scenes" */
export function ProgressWords({ card: { id, stages }, words: { t, formats } }: CardProgressProps) {
  const progress = useLibrary((state) => state.progress.get(id));
  const stage = progress?.running[0];
  const heard = useActivity(({ running }) =>
    stage === undefined ? null : running.get(id)?.get(stage.stage),
  );
  if (progress === undefined) return t('progress.stages', { settled: stages.settled, total: stages.total });
  const { next } = progress;
  if (stage === undefined) return waitingWords(progress, t);
  const fraction = heard ?? stage.fraction;
  const percent = fraction === null ? '' : ` ${formats.percent.format(fraction)}`;
  const now = `${stage.title}${percent}`;
  return next === null ? now : `${now} · ${t('progress.next', { stage: next.title })}`;
}

function waitingWords({ next, blockedBy }: ClipProgress, t: CardWords['t']): string {
  if (blockedBy === 'offline') return t('progress.offline');
  if (blockedBy === 'quarantined') return t('progress.quarantined');
  if (blockedBy !== null) return t('progress.failed', { stage: blockedBy });
  return next === null ? t('progress.waiting') : t('progress.waitingFor', { stage: next.title });
}
