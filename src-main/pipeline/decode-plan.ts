/**
 * From what analyzers wish of one clip to one ffmpeg command. Pure.
 *
 * Every output of pictures takes two pipes, one for raw frames and one for their times; so do samples; measurement takes
 * one. Equal wishes share an output. Pictures and sound have filter graphs of their own, so that a change of format in the
 * middle of the one does not start the other afresh.
 */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { ClipClock } from '../media/parse/clip-clock.ts';
import { isHdr } from '../media/parse/tone-map-filters.ts';
import { bytesPerPixel } from '../media/pixel-format.ts';
import type { MediaCapabilities } from '../media/tools.ts';
import {
  filterGraph,
  type GraphInput,
  measureChain,
  pictureChain,
  type PictureFacts,
  sampleChain,
} from './decode-filters.ts';
import type { AudioWish, DecodeWishes, FrameWish } from './stage.ts';

type Measure = NonNullable<AudioWish['measure']>;
type Probe = Artifact<'probe'>;

export interface PlanRequest {
  readonly analyzers: readonly { readonly name: string; readonly wishes: DecodeWishes }[];
  readonly probe: Pick<Probe, 'video' | 'audioTracks'>;
  readonly capabilities: Pick<
    MediaCapabilities,
    'canToneMap' | 'frameSyncOption' | 'hasErrorRateOption' | 'printsToPipes'
  >;
  /** Decoder threads; 0 = as many as ffmpeg likes. */
  readonly threads: number;
  /** Leaves out the in-loop filter of pictures that no other refers to: faster, a little blockier. */
  readonly skipLoopFilter: 'none' | 'noref';
  /** Whether frames between keyframes are left undecoded where nobody wants them. */
  readonly betweenKeyframes: 'skip' | 'decode';
  readonly only?: 'pictures' | 'sound';
  readonly clock: DecodeClock;
}

export type DecodeClock = ClipClock;

export interface FrameTarget {
  readonly analyzer: string;
  /** The analyzer's own name for its wish. */
  readonly wish: string;
}

export interface PictureOutput {
  readonly wish: FrameWish;
  readonly frameBytes: number;
  /** File descriptors in the child; those of times and measures are mere numbers where these go through the log. */
  readonly pixelPipe: number;
  readonly timePipe: number;
  readonly targets: readonly FrameTarget[];
}

export interface SampleOutput {
  readonly samplePipe: number;
  readonly timePipe: number;
  readonly analyzers: readonly string[];
}

export interface MeasureOutput {
  readonly measure: Measure;
  readonly pipe: number;
  readonly analyzers: readonly string[];
}

export interface DecodePlan {
  readonly globalOptions: readonly string[];
  readonly inputOptions: readonly string[];
  readonly outputOptions: readonly string[];
  readonly pictures: readonly PictureOutput[];
  readonly samples: SampleOutput | null;
  readonly measures: readonly MeasureOutput[];
  /** The streams that are decoded. */
  readonly streams: readonly number[];
  readonly pipeCount: number;
  readonly printsThrough: 'pipe' | 'log';
  readonly keyframesOnly: boolean;
}

const firstPipe = 3;

export function planDecode(request: PlanRequest): DecodePlan {
  const { video, audioTracks } = request.probe;
  const through = throughOf(request);
  let nextPipe = firstPipe;
  const takePipe = (): number => nextPipe++;
  const pictures =
    request.only === 'sound'
      ? []
      : groupFrameWishes(request).map((group) => ({ ...group, pixelPipe: takePipe(), timePipe: takePipe() }));
  const track = audioTracks.find(({ isDefault }) => isDefault) ?? audioTracks[0];
  const hasSound = track !== undefined && request.only !== 'pictures';
  const listeners = hasSound ? request.analyzers.filter(({ wishes }) => wishes.audio?.samples === true) : [];
  const samples =
    listeners.length === 0
      ? null
      : { samplePipe: takePipe(), timePipe: takePipe(), analyzers: listeners.map(({ name }) => name) };
  const measures = hasSound ? groupMeasures(request).map((group) => ({ ...group, pipe: takePipe() })) : [];
  const keyframesOnly =
    request.betweenKeyframes === 'skip' &&
    pictures.length > 0 &&
    pictures.every(({ wish }) => wish.rate === 'keyframes');
  const outputs = { pictures, samples, measures };
  return {
    ...outputs,
    // Several clips are decoded side by side; threads for filters of small pictures would only get in each other's way.
    globalOptions: [
      ...['-filter_complex_threads', '1'],
      ...(request.capabilities.hasErrorRateOption ? ['-max_error_rate', '1'] : []),
      ...(request.clock.times === 'as-stored' ? ['-copyts'] : []),
    ],
    inputOptions: inputOptions(request, keyframesOnly),
    outputOptions: [
      ...pictureOptions(request, pictures, inputOf(request, video.index, 'video')),
      ...(track === undefined
        ? []
        : soundOptions({ ...outputs, printsThrough: through }, inputOf(request, track.index, 'audio'))),
    ],
    streams: [
      ...(pictures.length > 0 ? [video.index] : []),
      ...(track !== undefined && (samples !== null || measures.length > 0) ? [track.index] : []),
    ],
    pipeCount: nextPipe - firstPipe,
    printsThrough: through,
    keyframesOnly,
  };
}

function throughOf({ capabilities }: PlanRequest): 'pipe' | 'log' {
  return capabilities.printsToPipes ? 'pipe' : 'log';
}

function inputOf({ clock }: PlanRequest, index: number, kind: 'video' | 'audio'): GraphInput {
  return { stream: `0:${String(index)}`, kind, shiftSec: clock.shiftSec };
}

function inputOptions(request: PlanRequest, keyframesOnly: boolean): string[] {
  return [
    ...(request.threads === 0 ? [] : ['-threads', String(request.threads)]),
    // The first spares reading where the container has an index, the second decoding where it has none.
    ...(keyframesOnly ? ['-discard:v', 'nokey', '-skip_frame:v', 'nokey'] : []),
    ...(request.skipLoopFilter === 'none' ? [] : ['-skip_loop_filter:v', request.skipLoopFilter]),
    '-noautorotate',
  ];
}

function pictureOptions(
  request: PlanRequest,
  pictures: readonly PictureOutput[],
  input: GraphInput,
): string[] {
  if (pictures.length === 0) return [];
  const facts: PictureFacts = request.probe.video;
  const chains = pictures.map(({ wish, timePipe }, at) => {
    const times = { pipe: timePipe, through: throughOf(request) };
    return [pictureChain(wish, facts, times), `v${String(at)}`] as const;
  });
  const outputs = pictures.flatMap(({ pixelPipe }, at) => [
    ...['-map', `[v${String(at)}]`, request.capabilities.frameSyncOption, 'passthrough'],
    ...['-c:v', 'rawvideo', '-f', 'rawvideo', `pipe:${String(pixelPipe)}`],
  ]);
  return ['-filter_complex', filterGraph(input, chains), ...outputs];
}

function soundOptions(
  { samples, measures, printsThrough: through }: Pick<DecodePlan, 'samples' | 'measures' | 'printsThrough'>,
  input: GraphInput,
): string[] {
  const chains: (readonly [string, string])[] = [];
  const outputs: string[] = [];
  if (samples !== null) {
    chains.push([sampleChain({ pipe: samples.timePipe, through }), 'samples']);
    outputs.push(
      '-map',
      '[samples]',
      '-c:a',
      'pcm_s16le',
      '-f',
      's16le',
      `pipe:${String(samples.samplePipe)}`,
    );
  }
  measures.forEach(({ measure, pipe }, at) => {
    const name = `measure${String(at)}`;
    chains.push([measureChain(measure, { pipe, through }), name]);
    outputs.push('-map', `[${name}]`, '-f', 'null', '-');
  });
  return chains.length === 0 ? [] : ['-filter_complex', filterGraph(input, chains), ...outputs];
}

type FrameGroup = Pick<PictureOutput, 'wish' | 'frameBytes' | 'targets'>;

function groupFrameWishes({ analyzers, probe, capabilities }: PlanRequest): FrameGroup[] {
  const mapsTones = capabilities.canToneMap && isHdr(probe.video.colour);
  const groups = new Map<string, { wish: FrameWish; targets: FrameTarget[] }>();
  for (const { name, wishes } of analyzers) {
    for (const [wishName, stated] of Object.entries(wishes.frames ?? {})) {
      const wish = { ...stated, toneMap: stated.toneMap === true && mapsTones };
      const key = keyOf(wish);
      const group = groups.get(key) ?? { wish, targets: [] };
      group.targets.push({ analyzer: name, wish: wishName });
      groups.set(key, group);
    }
  }
  return [...groups.values()].map((group) => ({
    ...group,
    frameBytes: group.wish.width * group.wish.height * bytesPerPixel(group.wish.pixelFormat),
  }));
}

function keyOf(wish: FrameWish): string {
  const rate = typeof wish.rate === 'string' ? wish.rate : wish.rate.perSecond;
  const gapSec = wish.rate === 'keyframes' ? (wish.minimumGapSec ?? 0) : 0;
  return [rate, gapSec, wish.width, wish.height, wish.pixelFormat, wish.toneMap === true].join(' ');
}

function groupMeasures({ analyzers }: PlanRequest): { measure: Measure; analyzers: string[] }[] {
  const groups = new Map<string, { measure: Measure; analyzers: string[] }>();
  for (const { name, wishes } of analyzers) {
    const measure = wishes.audio?.measure;
    if (measure === undefined) continue;
    const key = `${String(measure.silenceDb)} ${String(measure.silenceSec)}`;
    const group = groups.get(key) ?? { measure, analyzers: [] };
    group.analyzers.push(name);
    groups.set(key, group);
  }
  return [...groups.values()];
}
