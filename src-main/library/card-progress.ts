/** What happens to clips now, and what comes next. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { type CardJob, jobsOfCards } from '../db/repositories/card-jobs.repository.ts';
import type { LibraryView } from './library-view.ts';

type ClipProgress = CommandResponse<'cards.progress'>['clips'][number];
type NamedStage = NonNullable<ClipProgress['next']>;

/** In the order asked for; clips that are not known are left out. */
export function readProgress(
  { clipIds }: CommandRequest<'cards.progress'>,
  { connection, registry }: Pick<LibraryView, 'connection' | 'registry'>,
): CommandResponse<'cards.progress'> {
  const order = new Map(registry.stages.map(({ name }, index) => [name, index]));
  const titles = new Map(registry.stages.map(({ name, title }) => [name, title]));
  const named = (stage: string): NamedStage => ({ stage, title: titles.get(stage) ?? stage });
  const placeOf = ({ stage }: CardJob): number => order.get(stage) ?? order.size;
  const byClip = Map.groupBy(jobsOfCards(connection, clipIds), ({ clipId }) => clipId);
  const clips = [...byClip].map(([clipId, rows]) => {
    const jobs = rows.filter(isJob).sort((a, b) => a.tier - b.tier || placeOf(a) - placeOf(b));
    return describe(clipId, jobs, named);
  });
  return { clips };
}

function isJob(row: { readonly stage: string | null }): row is CardJob {
  return row.stage !== null;
}

function describe(
  clipId: string,
  jobs: readonly CardJob[],
  named: (stage: string) => NamedStage,
): ClipProgress {
  const inState = (...states: readonly CardJob['state'][]): CardJob[] =>
    jobs.filter(({ state }) => states.includes(state));
  const waiting = inState('waiting');
  const next = waiting.find(({ ready }) => ready === 1) ?? waiting[0];
  return {
    clipId,
    settled: inState('done', 'skipped', 'failed').length,
    total: jobs.length,
    failed: inState('failed').length,
    running: inState('running').map(({ stage, progress }) => ({ ...named(stage), fraction: progress })),
    next: next === undefined ? null : named(next.stage),
    blockedBy: inState('blocked').find(({ blockedBy }) => blockedBy !== null)?.blockedBy ?? null,
  };
}
