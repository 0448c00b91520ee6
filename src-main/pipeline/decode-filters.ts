/** The filter chains of the shared decode, as text for `-filter_complex`. Pure. */
import { orientationFilters, swapsSides } from '../media/parse/orientation-filters.ts';
import { type ColourTags, toneMapFilters } from '../media/parse/tone-map-filters.ts';
import type { AudioWish, FrameWish } from './stage.ts';

/** What the chains need to know of the clip's pictures. */
export interface PictureFacts {
  /** Coded size, as frames come from the decoder. */
  readonly width: number;
  readonly height: number;
  readonly rotationDeg: number;
  readonly mirrored: boolean;
  readonly framesPerSecond: number | null;
  readonly pixelFormat: string | null;
  readonly colour: ColourTags;
}

/** Where times and measures are printed: into a pipe of its own, or into ffmpeg's log by that pipe's number. */
export interface PrintTarget {
  readonly pipe: number;
  readonly through: 'pipe' | 'log';
}

/** Times are printed in microseconds: exact where seconds in six digits, as the filter prints them too, are not. */
export const timesPerSec = 1_000_000;
export const sampleRate = 16_000;
/** Samples are handed on in blocks of this many (50 ms), each with its time. */
export const samplesPerBlock = 800;

/** A frame is taken for an instant up to half a frame later; where the rate is unknown, of 25 a second. */
const assumedFramesPerSecond = 25;

/**
 * One picture output: choose frames, scale while they lie as they were filmed, map tones and turn them when they are
 * small, then print each one's time. Nothing stands behind the print, so that times and pictures stay in step.
 */
export function pictureChain(wish: FrameWish, facts: PictureFacts, times: PrintTarget): string {
  const toneMap = wish.toneMap === true ? toneMapFilters(facts.colour) : [];
  const filters = [
    ...selectFilter(wish, facts),
    scaleFilter(wish, facts),
    // Chroma at full size first: zscale refuses subsampled pictures of odd size.
    ...(toneMap.length === 0 ? [] : ['format=yuv444p10le', ...toneMap]),
    ...formatFilters(wish, facts, toneMap.length > 0),
    ...orientationFilters(facts),
    'settb=AVTB',
    ...printTimes('metadata', times),
  ];
  return filters.join(',');
}

function selectFilter(wish: FrameWish, facts: PictureFacts): string[] {
  if (wish.rate === 'every') return [];
  if (wish.rate === 'keyframes') {
    const gapSec = (wish.minimumGapSec ?? 0) - 0.001;
    const apart =
      gapSec > 0 ? `*(isnan(prev_selected_t)+gte(abs(t-prev_selected_t),${decimal(gapSec)}))` : '';
    return [`select='(key+eq(n,0))${apart}'`];
  }
  // The first frame of each interval around k / perSecond: of evenly spaced frames that is the nearest one.
  const rate = decimal(wish.rate.perSecond);
  const half = decimal(0.5 / (facts.framesPerSecond ?? assumedFramesPerSecond));
  const slot = (time: string): string => `floor((${time}+${half})*${rate})`;
  return [`select='isnan(prev_selected_t)+not(eq(${slot('t')},${slot('prev_selected_t')}))'`];
}

/** `area` averages all that falls into a pixel and costs least; for enlarging it would only repeat pixels. */
function scaleFilter(wish: FrameWish, facts: PictureFacts): string {
  const turned = swapsSides(facts.rotationDeg);
  const width = turned ? wish.height : wish.width;
  const height = turned ? wish.width : wish.height;
  const shrinks = width <= facts.width && height <= facts.height;
  return `scale=${String(width)}:${String(height)}:flags=${shrinks ? 'area' : 'bicubic'}`;
}

/**
 * RGB is made of the scaled picture in a second step. In one step swscale either takes a shortcut that never reaches
 * white, or (`full_chroma_int`) does the scaling without SIMD.
 * High-definition pictures that do not say their matrix are BT.709 (ITU-R BT.709, section 3), while swscale would take BT.601.
 */
function formatFilters(wish: FrameWish, facts: PictureFacts, toneMapped: boolean): string[] {
  const format = `format=${wish.pixelFormat}`;
  if (wish.pixelFormat === 'gray' || isRgb(facts.pixelFormat)) return [format];
  const guessesMatrix = isUnknown(facts.colour.matrix) && facts.height >= 720 && !toneMapped;
  const convert = `scale=flags=bilinear+full_chroma_int${guessesMatrix ? ':in_color_matrix=bt709' : ''}`;
  return [...(toneMapped ? [] : ['format=yuv444p']), convert, format];
}

function isUnknown(tag: string | null): boolean {
  return tag === null || tag === 'unknown' || tag === 'unspecified';
}

function isRgb(pixelFormat: string | null): boolean {
  return (
    pixelFormat !== null &&
    /^(gbr|rgb|bgr|argb|abgr|0rgb|0bgr|x2rgb|x2bgr|pal8|mono|gray|ya)/.test(pixelFormat)
  );
}

export function sampleChain(times: PrintTarget): string {
  return [
    `aresample=${String(sampleRate)}`,
    'aformat=sample_fmts=s16:channel_layouts=mono',
    `asetnsamples=n=${String(samplesPerBlock)}:p=0`,
    'asettb=AVTB',
    ...printTimes('ametadata', times),
  ].join(',');
}

/**
 * ebur128 (EBU R 128, ITU-R BS.1770-4) cuts the sound into blocks of 100 ms and marks each; silencedetect comes behind it, because
 * its marks would not survive that cutting.
 */
export function measureChain(measure: NonNullable<AudioWish['measure']>, target: PrintTarget): string {
  return [
    'aresample=48000',
    'ebur128=metadata=1:peak=sample+true',
    `silencedetect=noise=${decimal(measure.silenceDb)}dB:duration=${decimal(measure.silenceSec)}`,
    'asettb=AVTB',
    print('ametadata', target),
  ].join(',');
}

/**
 * `print` is silent about frames without metadata, so each is given some. Versions of ffmpeg that cannot print to pipes cannot
 * give metadata to such frames either; there `showinfo` tells the time.
 */
function printTimes(filter: 'metadata' | 'ametadata', target: PrintTarget): string[] {
  if (target.through === 'log')
    return [`${filter === 'metadata' ? 'showinfo' : 'ashowinfo'}@p${String(target.pipe)}`];
  return [`${filter}=mode=add:key=rushes:value=1`, print(filter, target, 'rushes')];
}

function print(filter: 'metadata' | 'ametadata', { pipe, through }: PrintTarget, key?: string): string {
  const what = `mode=print${key === undefined ? '' : `:key=${key}`}`;
  if (through === 'log') return `${filter}@p${String(pipe)}=${what}`;
  return `${filter}=${what}:file='pipe\\:${String(pipe)}':direct=1`;
}

export interface GraphInput {
  /** "0:1": stream 1 of the first input. */
  readonly stream: string;
  readonly kind: 'video' | 'audio';
  /** Seconds to add to all times. */
  readonly shiftSec: number;
}

/** Joins chains, each with the name of its output, that read one stream: `[0:1]split=2[in_v0][in_v1];[in_v0]…[v0];…`. */
export function filterGraph(input: GraphInput, chains: readonly (readonly [string, string])[]): string {
  const prefix = input.kind === 'audio' ? 'a' : '';
  const shift = Math.round(input.shiftSec * timesPerSec);
  const sign = shift < 0 ? '-' : '+';
  const clock =
    shift === 0 ? [] : [`${prefix}settb=AVTB`, `${prefix}setpts=PTS${sign}${String(Math.abs(shift))}`];
  const only = chains[0];
  if (chains.length === 1 && only !== undefined)
    return `[${input.stream}]${[...clock, only[0]].join(',')}[${only[1]}]`;
  const pads = chains.map(([, output]) => `[in_${output}]`).join('');
  const split = [...clock, `${prefix}split=${String(chains.length)}`].join(',');
  const parts = chains.map(([chain, output]) => `[in_${output}]${chain}[${output}]`);
  return [`[${input.stream}]${split}${pads}`, ...parts].join(';');
}

function decimal(value: number): string {
  return value.toFixed(9).replace(/\.?0+$/, '');
}
