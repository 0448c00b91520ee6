/** Tries again what has failed. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { openClipIds } from '../db/repositories/activity.repository.ts';
import { findClip } from '../db/repositories/clip-facts.repository.ts';
import { resolveClip } from './clip-names.ts';
import { listFailures } from './failures.ts';
import type { IngestFiles } from './ingest-report.ts';
import type { LibraryView } from './library-view.ts';
import type { WorkControl } from './work-control.ts';

export interface RetryDeps extends LibraryView {
  readonly ingest: IngestFiles;
  readonly pipeline: Pick<WorkControl, 'retryFailed' | 'whenSettled'>;
}

/** What is meant by a request: a clip, a file that did not become one, or everything. */
type RetryTarget =
  | { readonly kind: 'everything' }
  | { readonly kind: 'clip'; readonly clipId: string }
  | { readonly kind: 'file'; readonly path: string };

/** @throws AppError clip-unknown, bad-arguments, cancelled */
export async function retryFailures(
  request: CommandRequest<'failures.retry'>,
  deps: RetryDeps,
  signal: AbortSignal,
): Promise<CommandResponse<'failures.retry'>> {
  const { connection, pipeline } = deps;
  const target = targetOf(request, deps);
  const clipId = target.kind === 'clip' ? target.clipId : null;
  const files = failedPaths(deps).filter(
    (path) => target.kind === 'everything' || (target.kind === 'file' && target.path === path),
  );
  // Somebody may have put a sound file in the place of a broken one: then there is another clip to work on.
  const looked = target.kind === 'file' ? files : [...files, ...pathsOfFailedClips(deps, clipId)];
  const taken = looked.length === 0 ? [] : await ingestAgain(looked, deps, signal);
  const isGone = clipId !== null && findClip(connection, clipId) === null;
  const retried =
    target.kind === 'file' || isGone ? { clipIds: [], stages: 0 } : pipeline.retryFailed(clipId);
  // An earlier retry may have been stopped half-way: what it left open counts as tried again.
  const open = target.kind === 'everything' ? openClipIds(connection) : [];
  await pipeline.whenSettled([...new Set([...retried.clipIds, ...taken, ...open])], signal);
  return {
    library: deps.libraryPath,
    retriedStages: retried.stages,
    retriedFiles: files.length,
    failures: listFailures(connection, clipId),
  };
}

function targetOf({ clip, relativeTo }: CommandRequest<'failures.retry'>, deps: RetryDeps): RetryTarget {
  if (clip === null) return { kind: 'everything' };
  try {
    return { kind: 'clip', clipId: resolveClip(deps.connection, { clip, relativeTo }) };
  } catch (error) {
    const path = error instanceof AppError ? error.facts['file'] : undefined;
    if (typeof path === 'string' && failedPaths(deps).includes(path)) return { kind: 'file', path };
    throw error;
  }
}

function failedPaths({ connection }: LibraryView): string[] {
  return listFailures(connection, null).flatMap(({ clipId, path }) =>
    clipId === null && path !== null ? [path] : [],
  );
}

/** Where the clips are that failed; a clip with several failures counts once. */
function pathsOfFailedClips({ connection }: LibraryView, clipId: string | null): string[] {
  const failures = listFailures(connection, clipId);
  return [...new Set(failures.flatMap((failure) => (failure.clipId === null ? [] : (failure.path ?? []))))];
}

async function ingestAgain(
  paths: readonly string[],
  deps: RetryDeps,
  signal: AbortSignal,
): Promise<string[]> {
  const request = { paths: [...paths], profile: 'default' as const, recursive: false, pattern: null };
  const { entries } = await deps.ingest(request, signal);
  return entries.flatMap((entry) => entry.clipId ?? []);
}
