/**
 * Makes one clip of several: what was said of any is said of the one that is kept. Files go to the system's trash where that is asked for, each
 * looked at once more just before, and are never deleted. One merge runs after the other: each is checked against what the one before left, as two
 * that each keep what the other moves would leave nothing.
 */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { type AnnotationDeps, setAnnotations } from './annotations.ts';
import type { Limiter } from './limiter.ts';
import { type MoveDeps, moveFiles } from './merge-moves.ts';
import { bytesOf, type MergePlan, type PlanDeps, planMerge } from './merge-plan.ts';

type Merged = CommandResponse<'duplicates.merge'>;

export interface MergeDeps extends PlanDeps, AnnotationDeps, MoveDeps {
  /** Lets in one merge at a time, of all that are asked for. */
  readonly merges: Limiter;
}

/** @throws AppError clip-unknown, bad-arguments, preview-outdated; cancelled before its turn */
export function mergeDuplicates(
  request: CommandRequest<'duplicates.merge'>,
  deps: MergeDeps,
  signal: AbortSignal,
): Promise<Merged> {
  return deps.merges.run(() => {
    if (signal.aborted) throw new AppError('cancelled', { clip: request.keep });
    return mergeNow(request, deps, signal);
  });
}

async function mergeNow(
  request: CommandRequest<'duplicates.merge'>,
  deps: MergeDeps,
  signal: AbortSignal,
): Promise<Merged> {
  const plan = await planMerge(request, deps);
  if (plan.token !== request.token) throw new AppError('preview-outdated', { clip: plan.keep.clipId });
  const previous = annotate(plan, deps);
  const moved =
    request.files === 'trash-files' ? await moveFiles(plan, deps, signal) : { gone: [], stayed: [] };
  return {
    clipId: plan.keep.clipId,
    previous,
    trashed: moved.gone.map(({ clipId, path, sizeBytes }) => ({ clipId, path, sizeBytes })),
    stayed: moved.stayed,
    freedBytes: bytesOf(moved.gone),
  };
}

function annotate({ merged }: MergePlan, deps: MergeDeps): Merged['previous'] {
  const { clipId, tags, rating, note } = merged;
  return setAnnotations({ changes: [{ clipId, tags, rating, note }] }, deps).previous;
}
