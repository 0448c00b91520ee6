/** What to tell ffmpeg to make a version of a clip that any browser's player shows. */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import type { H264Encoder } from './h264-encoders.ts';
import { orientationFilters } from './orientation-filters.ts';
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
function proxyFramesPerSec({ probe, settings }: Pick<ProxyRequest, 'probe' | 'settings'>): number {
  return Math.min(probe.video.framesPerSecond ?? 30, settings.maxFramesPerSec);
}

/**
 * One picture for each frame, so the rate stays. Fields lie as they were filmed, so a picture that ffmpeg has turned is
 * turned back before and forth again after. Mode names: ffmpeg's bwdif.
 */
function deinterlaceFilters({ probe, detail }: ProxyRequest): string[] {
  const { rotationDeg, mirrored } = probe.video;
  if ((detail?.scanType ?? probe.video.scanType) !== 'interlaced') return [];
  const order = detail?.fieldOrder ?? probe.video.fieldOrder;
  const parity = order === 'tt' || order === 'tb' ? 'tff' : order === 'bb' || order === 'bt' ? 'bff' : 'auto';
  return [
    // A mirroring is its own inverse, turned or not.
    ...orientationFilters({ rotationDeg: mirrored ? rotationDeg : -rotationDeg, mirrored }),
    `bwdif=mode=send_frame:parity=${parity}:deint=all`,
    ...orientationFilters({ rotationDeg, mirrored }),
  ];
}

/**
 * Scaled down first, then brought to BT.709 in limited range, which is what players take a stream of this kind for. SDR
 * primaries and transfer stay as they are.
 */
function colourFilters({ probe, detail, settings }: ProxyRequest): string[] {
  const colour = detail?.colour ?? probe.video.colour;
  const { width, height } = settings.size;
  const scale = `scale=${String(width)}:${String(height)}:flags=bicubic`;
  if (isHdr(colour) && settings.canToneMap) return [scale, ...toneMapFilters(colour)];
  const matrix = assumedMatrix({ ...probe.video, colour });
  const from = matrix === null ? '' : `:in_color_matrix=${matrix}`;
  return [
    `${scale}${from}:out_color_matrix=bt709:out_range=tv`,
    'format=yuv420p',
    'setparams=colorspace=bt709:range=tv',
  ];
}

/**
 * Everything between the decoder and the encoder. Turning is left to ffmpeg's autorotation, which also takes the
 * rotation off the output; turned by filters alone, the stream would keep it and players would turn it again.
 */
export function proxyFilters(request: ProxyRequest): string[] {
  const { probe, settings } = request;
  const tooFast = (probe.video.framesPerSecond ?? 0) > settings.maxFramesPerSec * 1.01;
  return [
    // Fields are taken apart before scaling would mix their lines.
    ...deinterlaceFilters(request),
    ...(tooFast ? [`fps=${String(settings.maxFramesPerSec)}`] : []),
    ...colourFilters(request),
    'setsar=1',
    ...request.encoder.lastFilters,
  ];
}

/** Holes in the sound are filled, and silence put before sound that begins late, so that it stays with the picture. */
const soundFilters = 'aresample=async=1000:first_pts=0';

function soundOptions(audioIndex: number | null, audioBitRate: number): string[] {
  if (audioIndex === null) return ['-an'];
  return [
    ...['-map', `0:${String(audioIndex)}`, '-af', soundFilters, '-c:a', 'aac'],
    ...['-b:a', String(audioBitRate), '-ac', '2', '-ar', '48000'],
  ];
}

const containerOptions = [
  '-sn',
  '-dn',
  '-map_metadata',
  '-1',
  '-map_chapters',
  '-1',
  '-movflags',
  '+faststart',
];

/** The pictures as they are, in another container: for clips of which only the container or the sound is in the way. */
export function copiedOutputOptions(probe: Probe, audioIndex: number | null, audioBitRate: number): string[] {
  const pictures = ['-map', `0:${String(probe.video.index)}`, '-c:v', 'copy'];
  return [...pictures, ...soundOptions(audioIndex, audioBitRate), ...containerOptions];
}

export function proxyOutputOptions(request: ProxyRequest): string[] {
  const { probe, settings, encoder, audioIndex } = request;
  const pixelsPerSec = settings.size.width * settings.size.height * proxyFramesPerSec(request);
  return [
    ...[
      '-map',
      `0:${String(probe.video.index)}`,
      '-vf',
      proxyFilters(request).join(','),
      '-c:v',
      encoder.name,
      ...encoder.options({ ...settings, pixelsPerSec }),
    ],
    ...['-force_key_frames', `expr:gte(t,n_forced*${String(settings.keyframeSec)})`],
    ...soundOptions(audioIndex, settings.audioBitRate),
    ...containerOptions,
  ];
}
