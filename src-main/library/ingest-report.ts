/** Ingests and says what came of it, once every stage that could run has run. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError, type SerializedError } from '../../src-preload/contract/errors.ts';
import {
  addToCacheTotals,
  countResultsBefore,
  countRunsSince,
  newestRunRow,
  type StoppedJob,
  stoppedJobs,
} from '../db/repositories/ingest-outcome.repository.ts';
import type { LibraryView } from './library-view.ts';
import type { WorkControl } from './work-control.ts';

export interface IngestedFile {
  readonly path: string;
  /** null: the file did not become a clip. */
  readonly clipId: string | null;
  readonly state: 'new' | 'unchanged' | 'failed';
  readonly error: SerializedError | null;
}

export interface IngestedFiles {
  readonly entries: readonly IngestedFile[];
  readonly found: number;
}

/** Finds files, takes them into the library and hands them to the pipeline; does not wait for their stages. */
export type IngestFiles = (request: CommandRequest<'library.ingest'>, signal: AbortSignal) => Promise<IngestedFiles>;

export interface IngestReportDeps extends LibraryView {
  readonly ingest: IngestFiles;
  readonly pipeline: Pick<WorkControl, 'whenSettled'>;
}

type IngestReport = CommandResponse<'library.ingest'>;

/** @throws AppError cancelled, file-missing, permission-denied, bad-arguments */
export async function ingestAndReport(
  request: CommandRequest<'library.ingest'>,
  deps: IngestReportDeps,
  signal: AbortSignal,
): Promise<IngestReport> {
  const { connection, clock } = deps;
  const startMs = clock.now();
  const runRow = newestRunRow(connection);
  const { entries, found } = await deps.ingest(request, signal);
  const clipIds = [...new Set(entries.flatMap((entry) => entry.clipId ?? []))];
  await deps.pipeline.whenSettled(clipIds, signal);
  const work = {
    stagesRun: countRunsSince(connection, runRow, clipIds),
    stagesReused: countResultsBefore(connection, runRow, clipIds),
  };
  addToCacheTotals(connection, work);
  const clips = reportClips(entries, stoppedJobs(connection, clipIds));
  return {
    library: deps.libraryPath,
    clips,
    summary: { found, ...countStates(clips), ...work, wallSec: (clock.now() - startMs) / 1000 },
  };
}

/** A clip of which a stage failed for good is a failed one, new or not. PURE. */
export function reportClips(
  entries: readonly IngestedFile[],
  stopped: readonly StoppedJob[],
): IngestReport['clips'] {
  const firstOf = new Map<string, StoppedJob>();
  for (const job of stopped) {
    const known = firstOf.get(job.clipId);
    if (known === undefined || (known.state === 'blocked' && job.state === 'failed')) firstOf.set(job.clipId, job);
  }
  return entries.map(({ path, clipId, state, error }) => {
    const job = clipId === null ? undefined : firstOf.get(clipId);
    const reason = error ?? (job === undefined ? null : errorOf(job, path));
    if (reason === null) return { id: clipId, path, state };
    return { id: clipId, path, state: 'failed', error: reason };
  });
}

function errorOf(job: StoppedJob, path: string): SerializedError {
  if (job.error !== null) return job.error;
  if (job.blockedBy === 'quarantined') return new AppError('quarantined', { file: path }).serialize();
  if (job.blockedBy === 'offline') return new AppError('file-missing', { file: path, stage: job.stage }).serialize();
  return new AppError('internal', { file: path, stage: job.stage, detail: 'it failed and left no error' }).serialize();
}

export function countStates(clips: IngestReport['clips']): { new: number; unchanged: number; failed: number } {
  const counts = { new: 0, unchanged: 0, failed: 0 };
  for (const { state } of clips) counts[state] += 1;
  return counts;
}
