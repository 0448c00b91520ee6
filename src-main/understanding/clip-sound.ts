/** Stretches of a clip's sound, from one decode of it. No more is held in memory than is being looked at. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { findClipClock } from '../media/parse/clip-clock.ts';
import { soundArguments } from '../media/parse/sound-arguments.ts';
import type { MediaTools } from '../pipeline/stage.ts';
import { PieceCutter, type SoundPiece } from './piece-cutter.ts';
import type { Stretch } from './transcript-pieces.ts';

export interface ClipSoundRequest {
  readonly media: Pick<MediaTools, 'capabilities' | 'ffprobe' | 'inputArguments' | 'startFfmpeg'>;
  readonly probe: Pick<Artifact<'probe'>, 'container' | 'startSec' | 'durationSec'>;
  readonly trackIndex: number;
  /** In the order of time, without overlap. */
  readonly pieces: readonly Stretch[];
  /** Pieces are given together until they come to this much sound. */
  readonly batchSec: number;
}

const firstPipe = 3;
const marginSec = 10;
const unknownDurationSec = 12 * 3600;
/** The decode stands still while its pieces are being looked at, which may take some times as long as they last. */
const baseTimeoutSec = 600;
const timeoutPerSecond = 120;

/** @throws AppError as ffmpeg failed, where it did before the last piece was complete */
export async function* soundBatches(request: ClipSoundRequest): AsyncGenerator<readonly SoundPiece[]> {
  const { media, probe, trackIndex, pieces, batchSec } = request;
  const clipSec = probe.durationSec ?? unknownDurationSec;
  const sound = {
    ...{ trackIndex, mostSec: clipSec + marginSec, input: media.inputArguments.bind(media) },
    clock: await findClipClock(media, probe, [trackIndex]),
    hasErrorRateOption: media.capabilities.hasErrorRateOption,
  };
  const child = media.startFfmpeg({
    args: soundArguments(sound, firstPipe),
    pipes: 1,
    timeoutSec: baseTimeoutSec + timeoutPerSecond * clipSec,
  });
  const cutter = new PieceCutter(pieces);
  let batch: SoundPiece[] = [];
  try {
    for await (const bytes of child.pipes[0] ?? []) {
      batch.push(...cutter.push(bytes as Uint8Array));
      if (cutter.isDone) break;
      if (secondsOf(batch) < batchSec) continue;
      yield batch;
      batch = [];
    }
    if (!cutter.isDone) await child.done;
    batch.push(...cutter.end());
    if (batch.length > 0) yield batch;
  } finally {
    child.stop();
    // Stopped on purpose; how it failed before, if it did, was told above.
    await child.done.catch(() => undefined);
  }
}

function secondsOf(pieces: readonly SoundPiece[]): number {
  return pieces.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);
}
