import { z } from 'zod';
import { AppError, type ErrorCode } from '../../../src-preload/contract/errors.ts';
import { readMatroskaFrames } from '../../media/parse/matroska-frames.ts';
import { fitInside } from '../../media/parse/picture-size.ts';
import { firstFramesArguments, seekArguments, type StillRequest } from '../../media/parse/still-arguments.ts';
import { isHdr } from '../../media/parse/tone-map-filters.ts';
import { type FrameScore, goodFrameScore, scoreFrame } from '../../media/signal/frame-score.ts';
import { posterTimes } from '../../media/signal/poster-times.ts';
import { defineStage, type StageContext } from '../stage.ts';

const params = z.object({
  longestSide: z
    .number()
    .int()
    .min(16)
    .max(3840)
    .default(640)
    .describe('Longest side in pixels; never enlarged'),
  quality: z.number().int().min(1).max(100).default(80).describe('JPEG quality'),
});

interface Candidate {
  /** Seconds on the clip's clock. */
  readonly timeSec: number;
  readonly pixels: Uint8Array;
  readonly score: FrameScore;
}

type Context = StageContext<z.infer<typeof params>>;

/** Failures that another way to get at a picture would meet too, or that somebody else has to know of. */
const lasting: ReadonlySet<ErrorCode> = new Set([
  ...(['cancelled', 'timeout', 'tool-crashed', 'tool-missing', 'out-of-memory', 'io-error'] as const),
  ...(['file-missing', 'permission-denied', 'input-refused', 'codec-unsupported'] as const),
]);

/** Frames of 1080p that may be decoded in search of a better picture; fewer of larger ones. */
const searchedFrames = 180;
const searchedSec = 10;

function requestOf({ artifacts, media, params: { longestSide } }: Context): StillRequest {
  const probe = artifacts.get('probe');
  const { displayWidth: width, displayHeight: height, colour } = probe.video;
  return {
    probe,
    size: fitInside({ width, height }, longestSide),
    toneMap: isHdr(colour) && media.capabilities.canToneMap,
    input: (before) => media.inputArguments(before),
  };
}

/** Runs one ffmpeg and scores what came. A clip on which this way fails gives none: there may be another way. */
async function look(
  { media, log }: Context,
  request: StillRequest,
  args: readonly string[],
): Promise<Candidate[]> {
  const { width, height } = request.size;
  try {
    const { stdout } = await media.ffmpeg({ args, timeoutSec: 120 });
    return readMatroskaFrames(stdout)
      .filter(({ pixels }) => pixels.length === width * height * 3)
      .map(({ timeSec, pixels }) => ({
        timeSec: Math.max(0, timeSec - request.probe.startSec),
        pixels,
        score: scoreFrame({ pixels, width, height }),
      }));
  } catch (thrown) {
    if (!(thrown instanceof AppError) || lasting.has(thrown.code)) throw thrown;
    log.warn('No picture this way', { code: thrown.code, message: thrown.message });
    return [];
  }
}

/** Best first, among equally bad ones that with the most in it; several seeks may have arrived at one picture. */
function ranked(candidates: readonly Candidate[]): Candidate[] {
  const byTime = new Map(candidates.map((candidate) => [candidate.timeSec.toFixed(3), candidate]));
  return [...byTime.values()].sort(
    ({ score: a, timeSec: aTime }, { score: b, timeSec: bTime }) =>
      b.score - a.score || b.contrast - a.contrast || aTime - bTime,
  );
}

function isGood(candidates: readonly Candidate[]): boolean {
  return (candidates[0]?.score.score ?? 0) >= goodFrameScore;
}

/** Decodes from the start; what is left where seeking gives nothing, or where a clip has too few keyframes to choose. */
function firstFrames(context: Context, request: StillRequest): Promise<Candidate[]> {
  const { width, height } = request.probe.video;
  const frameCount = Math.round(searchedFrames * Math.min(1, (1920 * 1080) / Math.max(1, width * height)));
  const gapSec = Math.min(request.probe.durationSec ?? searchedSec, searchedSec) / 8;
  return look(context, request, firstFramesArguments(request, { frameCount, gapSec, pictureCount: 8 }));
}

/** Looks in a few places, and only if nothing good is there, in more. */
async function findCandidates(context: Context, request: StillRequest): Promise<Candidate[]> {
  const { first, further } = posterTimes(request.probe.durationSec);
  let found = ranked(await look(context, request, seekArguments(request, first)));
  if (!isGood(found) && found.length === first.length && further.length > 0) {
    found = ranked([...found, ...(await look(context, request, seekArguments(request, further)))]);
  }
  if (!isGood(found) && found.length < 3)
    found = ranked([...found, ...(await firstFrames(context, request))]);
  return found;
}

/** The best of several pictures of the clip: neither black nor white, nor even, nor blurred where there is a choice. */
export default defineStage({
  name: 'poster',
  title: 'Poster picture',
  version: 1,
  tier: 1,
  requires: ['probe'],
  provides: ['poster'],
  queue: 'cpu',
  params,
  async run(context) {
    const request = requestOf(context);
    const { width, height } = request.size;
    const candidates = await findCandidates(context, request);
    const [best] = candidates;
    if (best === undefined) {
      throw new AppError('media-damaged', { file: context.filePath, detail: 'no picture could be decoded' });
    }
    const { quality } = context.params;
    const { pixels } = best;
    const bytes = await context.media.encodePicture({
      pixels,
      width,
      height,
      channels: 3,
      format: 'jpeg',
      quality,
    });
    const file = await context.output.write('poster.jpg', bytes, 'image/jpeg');
    const judged = candidates.map(({ timeSec, score }) => ({ timeSec, ...score }));
    const poster = {
      ...file,
      width,
      height,
      timeSec: best.timeSec,
      toneMapped: request.toneMap,
      candidates: judged,
    };
    return { state: 'done', artifacts: { poster } };
  },
});
