/**
 * Makes one clip of several: what was said of any is said of the one that is kept. Files go to the system's trash where that is asked for, each
 * looked at once more just before, and are never deleted.
 */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { FilesRepository } from '../db/repositories/files.repository.ts';
import type { Trash } from '../platform/trash.ts';
import { type AnnotationDeps, setAnnotations } from './annotations.ts';
import { lookAtPlace } from './file-look.ts';
import {
  bytesOf,
  type MergePlan,
  type PlanDeps,
  type PlannedFile,
  planMerge,
  reasonToStay,
} from './merge-plan.ts';
import { recordMissing } from './missing-files.ts';

type Merged = CommandResponse<'duplicates.merge'>;

export interface MergeDeps extends PlanDeps, AnnotationDeps {
  readonly trash: Trash;
}

/** @throws AppError clip-unknown, bad-arguments, preview-outdated */
export async function mergeDuplicates(
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

interface Moved {
  readonly gone: PlannedFile[];
  readonly stayed: Merged['stayed'];
}

/** One by one: what fails, or is called off, leaves the others as they are. */
async function moveFiles(plan: MergePlan, deps: MergeDeps, signal: AbortSignal): Promise<Moved> {
  const moved: Moved = { gone: [], stayed: [] };
  const files = new FilesRepository(deps.connection);
  for (const file of plan.files) {
    const { clipId, path } = file;
    const result = await moveOne(file, plan, deps.trash, signal);
    if (result === 'gone') {
      recordMissing([{ row: file.row, path }], { files, eventLog: deps.eventLog });
      moved.gone.push(file);
    } else moved.stayed.push({ clipId, path, ...result });
  }
  return moved;
}

async function moveOne(
  { path, row, stays }: PlannedFile,
  plan: MergePlan,
  trash: Trash,
  signal: AbortSignal,
): Promise<'gone' | Pick<Merged['stayed'][number], 'reason' | 'error'>> {
  if (plan.trash === 'kept-is-not-there') return { reason: 'failed', error: notThere(plan, path) };
  const reason = stays ?? (await reasonToStay(path, row, plan.keptPaths));
  if (reason !== null) return { reason, error: null };
  try {
    if (signal.aborted) throw new AppError('cancelled', { file: path });
    await trash.move(path);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const failure =
      error instanceof AppError ? error : new AppError('io-error', { file: path, detail }, error);
    return { reason: 'failed', error: failure.serialize() };
  }
  if ((await lookAtPlace(path)) === 'gone') return 'gone';
  const detail = 'it is still there after it was moved to the trash';
  return { reason: 'failed', error: new AppError('io-error', { file: path, detail }).serialize() };
}

function notThere({ keep }: MergePlan, file: string) {
  const detail = 'the clip that is kept has no file that is there and as it was';
  return new AppError('file-missing', { file, clip: keep.clipId, detail }).serialize();
}
