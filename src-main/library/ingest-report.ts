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
import type { IngestRequest, IngestResult } from './ingest-types.ts';
import type { LibraryView } from './library-view.ts';
import type { WorkControl } from './work-control.ts';

export type IngestedFiles = Pick<IngestResult, 'entries' | 'found' | 'unreadableFolders'>;

/** Finds files, takes them into the library and hands them to the pipeline; does not wait for their stages. */
export type IngestFiles = (
  request: Omit<IngestRequest, 'dryRun'>,
  signal: AbortSignal,
) => Promise<IngestedFiles>;

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
  const files = await deps.ingest(request, signal);
  const { entries, found } = files;
  const clipIds = [...new Set(entries.flatMap((entry) => entry.clipId ?? []))];
  await deps.pipeline.whenSettled(clipIds, signal);
  const work = {
    stagesRun: countRunsSince(connection, runRow, clipIds),
    stagesReused: countResultsBefore(connection, runRow, clipIds),
  };
  addToCacheTotals(connection, work);
  const clips = reportClips(files, stoppedJobs(connection, clipIds));
  return {
    library: deps.libraryPath,
    clips,
    summary: { found, ...countStates(clips), ...work, wallSec: (clock.now() - startMs) / 1000 },
  };
}

/**
 * A clip of which a stage failed for good is a failed one, new or not. A folder that could not be read stands among the
 * failures, so that nobody takes what lies in it for ingested. PURE.
 */
export function reportClips(
  { entries, unreadableFolders }: Pick<IngestedFiles, 'entries' | 'unreadableFolders'>,
  stopped: readonly StoppedJob[],
): IngestReport['clips'] {
  const firstOf = new Map<string, StoppedJob>();
  for (const job of stopped) {
    const known = firstOf.get(job.clipId);
    if (known === undefined || (known.state === 'blocked' && job.state === 'failed'))
      firstOf.set(job.clipId, job);
  }
  const clips = entries.map(({ path, clipId, state, error }): IngestReport['clips'][number] => {
    const job = clipId === null ? undefined : firstOf.get(clipId);
    const reason = error ?? (job === undefined ? null : errorOf(job, path));
    if (reason === null) return { id: clipId, path, state };
    return { id: clipId, path, state: 'failed', error: reason };
  });
  const folders = unreadableFolders.map(({ path, error }) => ({
    id: null,
    path,
    state: 'failed' as const,
    error,
  }));
  return [...clips, ...folders];
}

function errorOf(job: StoppedJob, path: string): SerializedError {
  if (job.error !== null) return job.error;
  if (job.blockedBy === 'quarantined') return new AppError('quarantined', { file: path }).serialize();
  if (job.blockedBy === 'offline')
    return new AppError('file-missing', { file: path, stage: job.stage }).serialize();
  return new AppError('internal', {
    file: path,
    stage: job.stage,
    detail: 'it failed and left no error',
  }).serialize();
}

export function countStates(clips: IngestReport['clips']): {
  new: number;
  unchanged: number;
  failed: number;
} {
  const counts = { new: 0, unchanged: 0, failed: 0 };
  for (const { state } of clips) counts[state] += 1;
  return counts;
}
