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
  /** Pieces are given together while they come to no more sound than this; one that is longer comes alone. */
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
  let batch: SoundPiece[] = [];
  for await (const piece of soundPieces(request)) {
    if (batch.length > 0 && secondsOf([...batch, piece]) > request.batchSec) {
      yield batch;
      batch = [];
    }
    batch.push(piece);
  }
  if (batch.length > 0) yield batch;
}

async function* soundPieces({
  media,
  probe,
  trackIndex,
  pieces,
}: ClipSoundRequest): AsyncGenerator<SoundPiece> {
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
  try {
    for await (const bytes of child.pipes[0] ?? []) {
      yield* cutter.push(bytes as Uint8Array);
      if (cutter.isDone) break;
    }
    if (!cutter.isDone) await child.done;
    yield* cutter.end();
  } finally {
    child.stop();
    // Stopped on purpose; how it failed before, if it did, was told above.
    await child.done.catch(() => undefined);
  }
}

function secondsOf(pieces: readonly SoundPiece[]): number {
  return pieces.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);
}
