/** What went wrong and has not come right since. */
import type { Failure } from '../../src-preload/contract/commands/failures.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import { failedFiles, failedStages, quarantinedClips } from '../db/repositories/failures.repository.ts';
import { type ClipReference, resolveClip } from './clip-names.ts';
import type { IngestDeps } from './ingest-report.ts';
import type { LibraryView } from './library-view.ts';

/** Files that did not become clips first, then stages, clip by clip. `clipId` null: everything. */
export function listFailures(connection: Connection, clipId: string | null): Failure[] {
  const stages = failedStages(connection, clipId).map(({ failedMs, ...row }) => ({ ...row, failedAt: isoTime(failedMs) }));
  const explained = new Set(stages.map((row) => row.clipId));
  const quarantined = quarantinedClips(connection, clipId).filter((clip) => !explained.has(clip.clipId));
  return [
    ...(clipId === null ? listFailedFiles(connection) : []),
    ...stages,
    ...quarantined.map(({ path, quarantinedMs, clipId: id }) => ({
      clipId: id,
      path,
      stage: null,
      error: new AppError('quarantined', path === null ? {} : { file: path }).serialize(),
      attempt: 0,
      state: 'quarantined' as const,
      failedAt: isoTime(quarantinedMs),
    })),
  ];
}

function listFailedFiles(connection: Connection): Failure[] {
  return failedFiles(connection).map(({ path, error, lastSeenMs }) => ({
    clipId: null,
    path,
    stage: null,
    error,
    attempt: 1,
    state: 'final',
    failedAt: isoTime(lastSeenMs),
  }));
}

function isoTime(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

export interface RetryDeps extends LibraryView, IngestDeps {}

/** @throws AppError clip-unknown, bad-arguments, cancelled */
export async function retryFailures(
  request: { readonly clip: string | null; readonly relativeTo: string | null },
  deps: RetryDeps,
  signal: AbortSignal,
) {
  const { connection, pipeline } = deps;
  const target = request.clip === null ? null : retryTarget(connection, { clip: request.clip, relativeTo: request.relativeTo });
  const files = target?.clipId === undefined ? failedFiles(connection) : [];
  const wanted = target?.path === undefined ? files : files.filter((file) => file.path === target.path);
  const clipId = target?.clipId ?? null;
  const retried = target?.path === undefined ? pipeline.retryFailed(clipId) : { clipIds: [], stages: 0 };
  const taken = wanted.length === 0 ? [] : await ingestAgain(wanted.map((file) => file.path), deps, signal);
  await pipeline.whenSettled([...new Set([...retried.clipIds, ...taken])], signal);
  return {
    library: deps.libraryPath,
    retriedStages: retried.stages,
    retriedFiles: wanted.length,
    failures: listFailures(connection, clipId),
  };
}

type RetryTarget = { readonly clipId: string; readonly path?: undefined } | { readonly clipId?: undefined; readonly path: string };

/** A clip, or a file that did not become one. */
function retryTarget(connection: Connection, reference: ClipReference): RetryTarget {
  try {
    return { clipId: resolveClip(connection, reference) };
  } catch (error) {
    const path = error instanceof AppError ? error.facts['file'] : undefined;
    if (typeof path !== 'string' || !failedFiles(connection).some((file) => file.path === path)) throw error;
    return { path };
  }
}

async function ingestAgain(paths: readonly string[], deps: RetryDeps, signal: AbortSignal): Promise<string[]> {
  const request = { paths, profile: 'default', recursive: false, pattern: null, dryRun: false } as const;
  const { entries } = await deps.ingest(request, signal);
  return entries.flatMap((entry) => entry.clipId ?? []);
}
