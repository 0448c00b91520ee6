/** What went wrong and has not come right since. */
import type { Failure } from '../../src-preload/contract/commands/failures.ts';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import type { StoredPlace } from '../db/repositories/clip-facts.repository.ts';
import { failedFiles, failedStages, quarantinedClips } from '../db/repositories/failures.repository.ts';
import { resolveClip } from './clip-names.ts';
import type { LibraryView } from './library-view.ts';
import { storedPath } from './stored-path.ts';

export function readFailures(
  { clip, relativeTo }: CommandRequest<'failures.list'>,
  { connection, libraryPath }: LibraryView,
): CommandResponse<'failures.list'> {
  const clipId = clip === null ? null : resolveClip(connection, { clip, relativeTo });
  return { library: libraryPath, failures: listFailures(connection, clipId) };
}

/** Files that did not become clips first, then stages, clip by clip. `clipId` null: everything. */
export function listFailures(connection: Connection, clipId: string | null): Failure[] {
  const stages = failedStages(connection, clipId).map(({ failedMs, place, ...row }) => ({
    ...row,
    path: pathOf(place),
    failedAt: isoTime(failedMs),
  }));
  const explained = new Set(stages.map((row) => row.clipId));
  const quarantined = quarantinedClips(connection, clipId).filter((clip) => !explained.has(clip.clipId));
  return [
    ...(clipId === null ? listFailedFiles(connection) : []),
    ...stages,
    ...quarantined.map((clip) => ({
      clipId: clip.clipId,
      path: pathOf(clip.place),
      stage: null,
      error: new AppError('quarantined', { file: pathOf(clip.place) }).serialize(),
      attempt: 0,
      state: 'quarantined' as const,
      failedAt: isoTime(clip.quarantinedMs),
    })),
  ];
}

function listFailedFiles(connection: Connection): Failure[] {
  return failedFiles(connection).map(({ place, error, lastSeenMs }) => ({
    clipId: null,
    path: storedPath(place),
    stage: null,
    error,
    attempt: 1,
    state: 'final',
    failedAt: isoTime(lastSeenMs),
  }));
}

function pathOf(place: StoredPlace | null): string | null {
  return place === null ? null : storedPath(place);
}

function isoTime(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}
