/** What to tell ffmpeg to get a few single pictures out of a clip, small and the right way up. */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { orientationFilters, swapsSides } from './orientation-filters.ts';
import type { PictureSize } from './picture-size.ts';
import { toneMapFilters } from './tone-map-filters.ts';

type Probe = Artifact<'probe'>;
type VideoStream = Probe['video'];

/**
 * The matrix to read a picture by whose stream does not name one: BT.709 for what is larger than standard definition,
 * as players do; null leaves it to ffmpeg, which follows the stream and else takes BT.601.
 */
export function assumedMatrix(video: Pick<VideoStream, 'width' | 'height' | 'colour'>): 'bt709' | null {
  return video.colour.matrix === null && (video.width >= 1280 || video.height > 576) ? 'bt709' : null;
}

/**
 * Filters from a decoded picture to RGB of exactly `size` (as it is looked at). Scaled first, so that tone mapping and
 * turning work on few pixels.
 */
function stillFilters(video: VideoStream, size: PictureSize, toneMap: boolean): string[] {
  const [width, height] = swapsSides(video.rotationDeg)
    ? [size.height, size.width]
    : [size.width, size.height];
  const matrix = assumedMatrix(video);
  return [
    `scale=${String(width)}:${String(height)}:flags=bilinear${matrix === null ? '' : `:in_color_matrix=${matrix}`}`,
    ...(toneMap ? toneMapFilters(video.colour) : []),
    'format=rgb24',
    ...orientationFilters(video),
    'setsar=1',
  ];
}

/** Containers whose headers say everything; of others, ffmpeg has to read a piece before it knows what is in them. */
function describesItself(container: string): boolean {
  return /(^|,)(mov|matroska)(,|$)/.test(container);
}

export interface StillRequest {
  readonly probe: Probe;
  readonly size: PictureSize;
  readonly toneMap: boolean;
  /** `MediaTools.inputArguments` of the clip. */
  readonly input: (before: readonly string[]) => readonly string[];
}

/** One thread, because frame threads cost more than they save on a handful of frames. */
const decodeOnly = ['-noautorotate', '-an', '-sn', '-dn', '-threads', '1'] as const;
/** Times stay those of the file; Matroska carries them, and unlike raw video never repeats or drops pictures. */
const timedOutput = ['-c:v', 'rawvideo', '-allow_raw_vfw', '1', '-f', 'matroska', 'pipe:1'] as const;

/**
 * One picture for each time (seconds on the clip's clock): the keyframe that a seek to it arrives at, so the cost does not
 * depend on the length of the clip. Plain decoding from there, since with `-skip_frame nokey` a decoder that reorders
 * pictures would need further keyframes before it gave the first. They come in the order of their own times.
 */
export function seekArguments(request: StillRequest, timesSec: readonly number[]): string[] {
  const { probe, input } = request;
  const quick = describesItself(probe.container) ? ['-nofind_stream_info'] : [];
  const inputs = timesSec.flatMap((time) =>
    input([
      ...decodeOnly,
      ...quick,
      // Absolute times: without stream analysis, ffmpeg would not know where the clip starts.
      ...['-noaccurate_seek', '-seek_timestamp', '1', '-ss', (probe.startSec + time).toFixed(3)],
    ]),
  );
  const filters = stillFilters(probe.video, request.size, request.toneMap).join(',');
  const stream = String(probe.video.index);
  const chains = timesSec.map(
    (_, index) => `[${String(index)}:${stream}]trim=end_frame=1,${filters}[still${String(index)}]`,
  );
  const labels = timesSec.map((_, index) => `[still${String(index)}]`).join('');
  const graph = [...chains, `${labels}interleave=nb_inputs=${String(timesSec.length)}[out]`].join(';');
  return ['-copyts', ...inputs, '-filter_complex', graph, '-map', '[out]', ...timedOutput];
}

/** Pictures at least `gapSec` apart among the first `frameCount` decoded frames, at most `pictureCount`. No seeking. */
export function firstFramesArguments(
  request: StillRequest,
  { frameCount, gapSec, pictureCount }: { frameCount: number; gapSec: number; pictureCount: number },
): string[] {
  const filters = [
    `trim=end_frame=${String(frameCount)}`,
    `select='isnan(prev_selected_t)+gte(t-prev_selected_t,${gapSec.toFixed(3)})'`,
    `trim=end_frame=${String(pictureCount)}`,
    ...stillFilters(request.probe.video, request.size, request.toneMap),
  ].join(',');
  const graph = `[0:${String(request.probe.video.index)}]${filters}[out]`;
  return ['-copyts', ...request.input(decodeOnly), '-filter_complex', graph, '-map', '[out]', ...timedOutput];
}
