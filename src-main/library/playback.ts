/** What a player can be given of a clip, and how a version is made that it can show. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { type ClipJobRow, jobsOfClip } from '../db/repositories/clip-facts.repository.ts';
import { readArtifact } from '../db/repositories/one-artifact.repository.ts';
import { browserPlayable } from '../media/parse/browser-playable.ts';
import { codecStrings } from '../media/parse/codec-strings.ts';
import { mediaTypeOf } from '../media/parse/media-type.ts';
import { resolveClip } from './clip-names.ts';
import type { LibraryView } from './library-view.ts';
import { locateDerived, locateOriginal } from './media-location.ts';
import type { VolumeSource } from './volumes.ts';
import type { WorkControl } from './work-control.ts';

export interface PlaybackDeps extends Pick<LibraryView, 'connection' | 'libraryPath'> {
  readonly volumes: VolumeSource;
}

interface ProxyDeps extends Pick<LibraryView, 'connection' | 'libraryPath'> {
  readonly pipeline: Pick<WorkControl, 'demand' | 'runAgain'>;
}

type Playback = CommandResponse<'clip.playback'>;
type ProxyState = Playback['proxy']['state'];
type Probe = Artifact<'probe'>;

const proxyStage = 'proxy';

/** @throws AppError clip-unknown, bad-arguments; for a file that did not become a clip, the error it was refused with */
export async function readPlayback(
  request: CommandRequest<'clip.playback'>,
  deps: PlaybackDeps,
): Promise<Playback> {
  const { connection } = deps;
  const clipId = resolveClip(connection, request);
  const probe = readArtifact(connection, clipId, 'probe');
  const original = await locateOriginal(clipId, deps);
  const proxy = await locateDerived(clipId, 'proxy', deps);
  const job = proxyJob(deps, clipId);
  const state = proxyState(proxy !== null, job, probe);
  return {
    clipId,
    original: {
      state: original === null ? 'offline' : 'present',
      mediaType: original?.mediaType ?? (probe === null ? null : mediaTypeOf(probe)),
      codecs: probe === null ? null : codecStrings(probe),
      unplayable: reasonOf(probe),
    },
    proxy: {
      state,
      version: proxy?.entityTag ?? null,
      fraction: state === 'making' ? (job?.progress ?? 0) : null,
      error: state === 'failed' ? (job?.error ?? null) : null,
    },
  };
}

/**
 * Answers without waiting for it. A clip that players are expected to show gets a proxy too: whoever asks has seen that
 * theirs does not.
 *
 * @throws AppError clip-unknown, bad-arguments
 */
export async function prepareProxy(
  request: CommandRequest<'clip.prepareProxy'>,
  deps: ProxyDeps,
): Promise<CommandResponse<'clip.prepareProxy'>> {
  const { connection, pipeline } = deps;
  const clipId = resolveClip(connection, request);
  if ((await locateDerived(clipId, 'proxy', deps)) !== null) return { clipId, state: 'ready' };
  const probe = readArtifact(connection, clipId, 'probe');
  // Where a proxy is made anyway its params stay, so that one that is half made goes on.
  const isExtra = probe !== null && browserPlayable(probe).playable;
  pipeline.demand(clipId, proxyStage, isExtra ? { make: 'always' } : null);
  const state = proxyJob(deps, clipId)?.state;
  // Failed before, or made and gone since: neither is due by itself.
  if (state === 'failed' || state === 'done') pipeline.runAgain(clipId, proxyStage);
  return { clipId, state: proxyState(false, proxyJob(deps, clipId), probe) };
}

function proxyJob({ connection }: Pick<PlaybackDeps, 'connection'>, clipId: string): ClipJobRow | null {
  return jobsOfClip(connection, clipId).find(({ stage }) => stage === proxyStage) ?? null;
}

function reasonOf(probe: Probe | null): string | null {
  const verdict = probe === null ? null : browserPlayable(probe);
  return verdict === null || verdict.playable ? null : verdict.reason;
}

/** PURE. `job` null: the clip's profile has none. */
export function proxyState(
  fileIsThere: boolean,
  job: Pick<ClipJobRow, 'state'> | null,
  probe: Probe | null,
): ProxyState {
  if (fileIsThere) return 'ready';
  switch (job?.state) {
    case 'running':
      return 'making';
    case 'waiting':
      return 'waiting';
    case 'failed':
      return 'failed';
    default:
      return probe !== null && browserPlayable(probe).playable ? 'not-needed' : 'missing';
  }
}
