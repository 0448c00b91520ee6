/** What to tell ffmpeg to make a version of a clip that any browser's player shows. */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import type { H264Encoder } from './h264-encoders.ts';
import { orientationFilters, swapsSides } from './orientation-filters.ts';
import type { PictureSize } from './picture-size.ts';
import { assumedMatrix } from './still-arguments.ts';
import { isHdr, toneMapFilters } from './tone-map-filters.ts';

type Probe = Artifact<'probe'>;
type ProbeDetail = Artifact<'probe-detail'>;

export interface ProxySettings {
  readonly size: PictureSize;
  readonly crf: number;
  readonly preset: string;
  readonly audioBitRate: number;
  readonly maxFramesPerSec: number;
  /** Seconds from one keyframe to the next, at most: how finely a player can be scrubbed. */
  readonly keyframeSec: number;
  readonly canToneMap: boolean;
}

export interface ProxyRequest {
  readonly probe: Probe;
  readonly detail: ProbeDetail | null;
  readonly settings: ProxySettings;
  readonly encoder: H264Encoder;
  /** Index of the sound to keep; null: none. */
  readonly audioIndex: number | null;
}

/** Frames a second of the proxy, as far as it can be told; what the clip has, but at most the setting. */
export function proxyFramesPerSec({ probe, settings }: Pick<ProxyRequest, 'probe' | 'settings'>): number {
  return Math.min(probe.video.framesPerSecond ?? 30, settings.maxFramesPerSec);
}

/** One picture for each frame, so the rate stays. Mode names: ffmpeg's bwdif. */
function deinterlaceFilters({ probe, detail }: ProxyRequest): string[] {
  if ((detail?.scanType ?? probe.video.scanType) !== 'interlaced') return [];
  const order = detail?.fieldOrder ?? probe.video.fieldOrder;
  const parity = order === 'tt' || order === 'tb' ? 'tff' : order === 'bb' || order === 'bt' ? 'bff' : 'auto';
  return [`bwdif=mode=send_frame:parity=${parity}:deint=all`];
}

/**
 * Scaled down to the size that it has before it is turned, then brought to BT.709 in limited range, which is what players
 * take a stream of this kind for. SDR primaries and transfer stay as they are.
 */
function colourFilters({ probe, detail, settings }: ProxyRequest): string[] {
  const colour = detail?.colour ?? probe.video.colour;
  const turned = swapsSides(probe.video.rotationDeg);
  const { width, height } = turned ? { width: settings.size.height, height: settings.size.width } : settings.size;
  const scale = `scale=${String(width)}:${String(height)}:flags=bicubic`;
  if (isHdr(colour) && settings.canToneMap) return [scale, ...toneMapFilters(colour)];
  const matrix = assumedMatrix({ ...probe.video, colour });
  const from = matrix === null ? '' : `:in_color_matrix=${matrix}`;
  return [`${scale}${from}:out_color_matrix=bt709:out_range=tv`, 'format=yuv420p', 'setparams=colorspace=bt709:range=tv'];
}

/** Everything between the decoder and the encoder; fields are taken apart before lines are mixed by scaling. */
export function proxyFilters(request: ProxyRequest): string[] {
  const { probe, settings } = request;
  const tooFast = (probe.video.framesPerSecond ?? 0) > settings.maxFramesPerSec * 1.01;
  return [
    ...deinterlaceFilters(request),
    ...(tooFast ? [`fps=${String(settings.maxFramesPerSec)}`] : []),
    ...colourFilters(request),
    ...orientationFilters(probe.video),
    'setsar=1',
    // The picture is turned: nobody may turn it again.
    'sidedata=mode=delete:type=DISPLAYMATRIX',
    ...request.encoder.lastFilters,
  ];
}

/** Holes in the sound are filled, and silence put before sound that begins late, so that it stays with the picture. */
const soundFilters = 'aresample=async=1000:first_pts=0';

export function proxyInputOptions({ encoder }: Pick<ProxyRequest, 'encoder'>): string[] {
  return [...encoder.deviceOptions, '-noautorotate'];
}

export function proxyOutputOptions(request: ProxyRequest): string[] {
  const { probe, settings, encoder, audioIndex } = request;
  const pixelsPerSec = settings.size.width * settings.size.height * proxyFramesPerSec(request);
  const sound =
    audioIndex === null
      ? ['-an']
      : [
          ...['-map', `0:${String(audioIndex)}`, '-af', soundFilters, '-c:a', 'aac'],
          ...['-b:a', String(settings.audioBitRate), '-ac', '2', '-ar', '48000'],
        ];
  return [
    // A graph of its own instead of -vf: the output then inherits nothing from the input stream, least of all its rotation.
    ...['-filter_complex', `[0:${String(probe.video.index)}]${proxyFilters(request).join(',')}[picture]`],
    ...['-map', '[picture]', '-c:v', encoder.name, ...encoder.options({ ...settings, pixelsPerSec })],
    ...['-force_key_frames', `expr:gte(t,n_forced*${String(settings.keyframeSec)})`],
    ...sound,
    ...['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-movflags', '+faststart'],
  ];
}
