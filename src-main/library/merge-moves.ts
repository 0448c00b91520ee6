/** Moves what a merge does not keep to the system's trash: one file at a time, and only while what is kept is there. */
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import type { EventLog } from '../db/event-log.ts';
import { FilesRepository } from '../db/repositories/files.repository.ts';
import type { Trash } from '../platform/trash.ts';
import { lookAtPlace } from './file-look.ts';
import type { MergePlan, PlannedFile } from './merge-plan.ts';
import {
  type KeptFile,
  lookAgain,
  reasonToStay,
  type StayReason,
  type Surroundings,
} from './merge-safety.ts';
import { type MissingFile, recordMissing } from './missing-files.ts';

type Stayed = CommandResponse<'duplicates.merge'>['stayed'][number];
type StayedBecause = Pick<Stayed, 'reason' | 'error'>;

export interface MoveDeps {
  readonly connection: Connection;
  readonly eventLog: EventLog;
  readonly trash: Trash;
}

interface Moved {
  readonly gone: PlannedFile[];
  readonly stayed: Stayed[];
}

/** What fails, or is called off, leaves the others as they are; once a kept file is not as it was, nothing else is moved. */
export async function moveFiles(plan: MergePlan, deps: MoveDeps, signal: AbortSignal): Promise<Moved> {
  const moved: Moved = { gone: [], stayed: [] };
  let stop: StayedBecause | null = plan.trash === 'kept-is-not-there' ? nothingKept(plan) : null;
  for (const file of plan.files) {
    const { clipId, path, stays } = file;
    const { kept, lost } = await lookAgain(plan.surroundings.kept);
    if (lost !== null) stop ??= keptLost(lost, 'it is to be kept');
    if (stop !== null) {
      moved.stayed.push({ clipId, path, ...(stays === null ? stop : stay(stays)) });
      continue;
    }
    const result = await moveOne(file, { ...plan.surroundings, kept }, deps.trash, signal);
    if (result === 'gone') stop = await settle(file, plan, deps);
    const because = result === 'gone' ? stop : result;
    if (because === null) moved.gone.push(file);
    else moved.stayed.push({ clipId, path, ...because });
  }
  return moved;
}

/** Takes down that a file is gone. @returns why nothing else may go: null, or that a kept file went with it */
async function settle(file: PlannedFile, plan: MergePlan, deps: MoveDeps): Promise<StayedBecause | null> {
  record(file, deps);
  const { lost } = await lookAgain(plan.surroundings.kept);
  if (lost === null) return null;
  if ((await lookAtPlace(lost.path)) === 'gone') record(lost, deps);
  return keptLost(
    lost,
    `it is to be kept, but is not as it was since ${file.path} was moved to the trash: bring that back from there`,
  );
}

function record({ row, path }: MissingFile, { connection, eventLog }: MoveDeps): void {
  recordMissing([{ row, path }], { files: new FilesRepository(connection), eventLog });
}

async function moveOne(
  { path, row, stays }: PlannedFile,
  surroundings: Surroundings,
  trash: Trash,
  signal: AbortSignal,
): Promise<'gone' | StayedBecause> {
  const reason = stays ?? (await reasonToStay(path, row, surroundings));
  if (reason !== null) return stay(reason);
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

function stay(reason: StayReason): StayedBecause {
  return { reason, error: null };
}

function keptLost({ path }: Pick<KeptFile, 'path'>, detail: string): StayedBecause {
  const error = new AppError('file-missing', { file: path, detail }).serialize();
  return { reason: 'kept-is-not-there', error };
}

function nothingKept({ keep }: MergePlan): StayedBecause {
  const detail = 'the clip that is kept has no file that is there and as it was';
  const error = new AppError('file-missing', { clip: keep.clipId, detail }).serialize();
  return { reason: 'kept-is-not-there', error };
}
