import { z } from 'zod';
import { AppError, type ErrorCode } from '../../../src-preload/contract/errors.ts';
import {
  browserPlayable,
  defaultAudioTrack,
  picturesCanBeCopied,
} from '../../media/parse/browser-playable.ts';
import {
  availableEncoders,
  type H264Encoder,
  trialArguments,
  trialDecodeArguments,
  trialSucceeded,
} from '../../media/parse/h264-encoders.ts';
import { fitInside, type PictureSize } from '../../media/parse/picture-size.ts';
import {
  copiedOutputOptions,
  proxyOutputOptions,
  type ProxyRequest,
} from '../../media/parse/proxy-arguments.ts';
import { isShort, madeProxy, proxyDefects, proxyProbeArguments } from '../../media/parse/proxy-check.ts';
import { isHdr } from '../../media/parse/tone-map-filters.ts';
import { defineStage, type MediaTools, type StageContext } from '../stage.ts';

const presets = ['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium'] as const;

const params = z.object({
  // 1280 squared at 60 frames a second is within level 4.2 (ITU-T H.264, table A-1), and so is everything smaller.
  longestSide: z
    .number()
    .int()
    .min(160)
    .max(1280)
    .default(1280)
    .describe('Longest side in pixels; never enlarged'),
  crf: z.number().int().min(0).max(40).default(23).describe('Rate factor: lower is better and larger'),
  preset: z.enum(presets).default('superfast').describe("x264's preset: slower is smaller"),
  audioBitRate: z.number().int().min(32_000).max(320_000).default(128_000).describe('Bits a second of sound'),
  maxFramesPerSec: z.number().int().min(1).max(60).default(60).describe('Faster clips lose frames'),
  keyframeSec: z.number().min(0.1).max(10).default(1).describe('Seconds between keyframes, at most'),
  // Without a default: where nobody asks for it, results keep the key that they have.
  make: z.enum(['always']).optional().describe('Even of a clip that the player is expected to show'),
});

type Context = StageContext<z.infer<typeof params>>;
type Sound = ProxyRequest['audioIndex'];

const outputName = 'proxy.mp4';
const trialTimeoutSec = 15;

/** Failures that another encoder, or leaving the sound out, would not mend. */
const lasting: ReadonlySet<ErrorCode> = new Set([
  ...(['cancelled', 'timeout', 'disk-full', 'out-of-memory', 'io-error'] as const),
  ...(['file-missing', 'permission-denied', 'tool-missing', 'input-refused'] as const),
]);

/** Whether an encoder makes something of a test picture that can be decoded again. */
async function works(media: MediaTools, encoder: H264Encoder): Promise<boolean> {
  try {
    const made = await media.ffmpeg({ args: trialArguments(encoder), timeoutSec: trialTimeoutSec });
    if (made.stdout.length === 0) return false;
    const request = { args: trialDecodeArguments, stdin: made.stdout, timeoutSec: trialTimeoutSec };
    return trialSucceeded((await media.ffmpeg(request)).stdout);
  } catch (thrown) {
    // A driver may hang; that software took too long only says that the machine is busy.
    const inconclusive = ['cancelled', ...(encoder.kind === 'software' ? ['timeout'] : [])];
    if (thrown instanceof AppError && !inconclusive.includes(thrown.code)) return false;
    throw thrown;
  }
}

/** Hardware that passes its trial, and the software to fall back on, each if there is one. */
async function usableEncoders(media: MediaTools): Promise<readonly H264Encoder[]> {
  const available = availableEncoders(media.capabilities.encoders);
  const usable: H264Encoder[] = [];
  for (const kind of ['hardware', 'software'] as const) {
    for (const encoder of available) {
      if (encoder.kind !== kind || usable.some((chosen) => chosen.kind === kind)) continue;
      if (await works(media, encoder)) usable.push(encoder);
    }
  }
  return usable;
}

/** Tried once an engine, by whichever run comes first. If that one is cancelled, the next does it again. */
async function encodersOf(context: Context): Promise<readonly H264Encoder[]> {
  const { media, signal } = context;
  try {
    return await media.once('proxy: H.264 encoders', () => usableEncoders(media));
  } catch (thrown) {
    const otherRunEnded = thrown instanceof AppError && thrown.code === 'cancelled' && !signal.aborted;
    if (!otherRunEnded) throw thrown;
    return encodersOf(context);
  }
}

/** One way to make the proxy. */
interface Way {
  /** The encoder's name, or "copy". */
  readonly name: string;
  readonly inputOptions: readonly string[];
  readonly outputOptions: readonly string[];
  readonly size: PictureSize;
  readonly hasSound: boolean;
}

/** The pictures as they are: costs next to nothing, and loses nothing. No help where these very pictures were not shown. */
function copying(context: Context, audioIndex: Sound): Way[] {
  const probe = context.artifacts.get('probe');
  if (browserPlayable(probe).playable || !picturesCanBeCopied(probe)) return [];
  const { width, height } = probe.video;
  const outputOptions = copiedOutputOptions(probe, audioIndex, context.params.audioBitRate);
  return [
    { name: 'copy', inputOptions: [], outputOptions, size: { width, height }, hasSound: audioIndex !== null },
  ];
}

function encoding(context: Context, encoder: H264Encoder, audioIndex: Sound): Way {
  const request = requestOf(context, encoder, audioIndex);
  return {
    name: encoder.name,
    inputOptions: encoder.deviceOptions,
    outputOptions: proxyOutputOptions(request),
    size: request.settings.size,
    hasSound: audioIndex !== null,
  };
}

/** What to try when the pictures can't be copied: the best encoder, the next one, and without sound. */
async function encodings(context: Context, audioIndex: Sound): Promise<Way[]> {
  const encoders = await encodersOf(context);
  const withSound = encoders.map((encoder) => encoding(context, encoder, audioIndex));
  const last = encoders.at(-1);
  return last === undefined || audioIndex === null
    ? withSound
    : [...withSound, encoding(context, last, null)];
}

function requestOf(context: Context, encoder: H264Encoder, audioIndex: Sound): ProxyRequest {
  const { artifacts, media, params: settings } = context;
  const probe = artifacts.get('probe');
  const { displayWidth: width, displayHeight: height } = probe.video;
  const size = fitInside({ width, height }, settings.longestSide);
  const { canToneMap } = media.capabilities;
  return {
    probe,
    detail: artifacts.find('probe-detail'),
    settings: { ...settings, size, canToneMap },
    encoder,
    audioIndex,
  };
}

/** Makes it once, and looks at what came out. */
async function make(context: Context, way: Way) {
  const { media, output, filePath, artifacts } = context;
  const path = output.pathFor(outputName);
  const durationSec = artifacts.find('probe-detail')?.durationSec ?? artifacts.get('probe').durationSec;
  await media.transcode({
    inputOptions: way.inputOptions,
    outputOptions: way.outputOptions,
    output: path,
    durationSec,
    // Ten times as long as the clip, for slow machines; an hour where its length is not known.
    timeoutSec: Math.max(600, (durationSec ?? 360) * 10),
    onProgress: (fraction) => {
      context.progress(fraction);
    },
  });
  const made = madeProxy(await media.ffprobe(proxyProbeArguments, { file: path }));
  const defects = proxyDefects(made, way.size, durationSec);
  if (defects.length > 0) throw new AppError('tool-failed', { file: filePath, detail: defects.join('; ') });
  if (isShort(made, durationSec)) {
    context.log.warn('The proxy is shorter than the clip says it is', { durationSec: made.durationSec });
  }
  if (way.hasSound && !made.hasAudio) context.log.warn('None of the sound could be decoded');
  return { made, encoder: way.name };
}

/** The first way that succeeds; else the failure of the last. */
async function makeSomehow(context: Context) {
  const { audioTracks } = context.artifacts.get('probe');
  const track = defaultAudioTrack(audioTracks.filter(({ codec }) => codec !== null));
  const audioIndex = track?.index ?? null;
  let failure = new AppError('tool-missing', {
    file: context.filePath,
    detail: 'ffmpeg has no H.264 encoder that works; one with libx264 is needed',
  });
  for (const ways of [() => copying(context, audioIndex), () => encodings(context, audioIndex)]) {
    for (const way of await ways()) {
      try {
        return await make(context, way);
      } catch (thrown) {
        if (!(thrown instanceof AppError) || lasting.has(thrown.code)) throw thrown;
        const { name, hasSound } = way;
        context.log.warn('An attempt failed', { encoder: name, hasSound, message: thrown.message });
        failure = thrown;
      }
    }
  }
  throw failure;
}

/** Only for clips that a browser's player cannot show, be it expected (`browserPlayable`) or found out by somebody's player. */
export default defineStage({
  name: 'proxy',
  title: 'Proxy for the player',
  version: 1,
  tier: 3,
  requires: ['probe'],
  uses: ['probe-detail'],
  provides: ['proxy'],
  queue: 'proxy',
  params,
  async run(context) {
    const probe = context.artifacts.get('probe');
    const verdict = browserPlayable(probe);
    if (verdict.playable && context.params.make !== 'always')
      return { state: 'skipped', reason: 'the player shows the original' };
    const colour = context.artifacts.find('probe-detail')?.colour ?? probe.video.colour;
    if (isHdr(colour) && !context.media.capabilities.canToneMap) {
      context.log.warn('This ffmpeg cannot turn HDR into SDR; the proxy will look pale');
    }
    const { encoder, made } = await makeSomehow(context);
    const file = await context.output.adopt(outputName, 'video/mp4');
    const { width, height, durationSec, hasAudio } = made;
    const proxy = {
      ...file,
      width,
      height,
      durationSec,
      hasAudio,
      videoEncoder: encoder,
      reason: verdict.playable ? 'a player did not show the original' : verdict.reason,
    };
    return { state: 'done', artifacts: { proxy } };
  },
});
