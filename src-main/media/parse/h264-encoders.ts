/** The H.264 encoders that an ffmpeg may have, and how to ask each for the same kind of file. */

export interface H264Encoder {
  /** As ffmpeg names it. */
  readonly name: string;
  readonly kind: 'hardware' | 'software';
  /** Options that stand before the input. */
  readonly deviceOptions: readonly string[];
  /** Filters behind all others, that bring 8-bit 4:2:0 pictures to where the encoder takes them. */
  readonly lastFilters: readonly string[];
  /** Options of the encoder for pictures of this size. */
  readonly options: (quality: EncoderQuality) => readonly string[];
}

export interface EncoderQuality {
  /** x264's rate factor, 0 to 51; others get the nearest of their own. */
  readonly crf: number;
  readonly preset: string;
  /** Pixels a second, for encoders that want a bit rate. */
  readonly pixelsPerSec: number;
}

/** Bits a pixel at which fixed-rate encoders look about like x264 at the default rate factor. */
const bitsPerPixel = 0.12;

function bitRate({ pixelsPerSec, crf }: EncoderQuality): string {
  // Six steps of the rate factor halve or double x264's bit rate (x264 documentation; H.264's quantiser scale).
  const bits = pixelsPerSec * bitsPerPixel * 2 ** ((23 - crf) / 6);
  return String(Math.round(Math.min(50_000_000, Math.max(200_000, bits))));
}

const planar = ['format=yuv420p'] as const;
const semiPlanar = ['format=nv12'] as const;

/** In order of preference: hardware first, then x264, then what is better than nothing. */
const h264Encoders: readonly H264Encoder[] = [
  {
    name: 'h264_nvenc',
    kind: 'hardware',
    deviceOptions: [],
    lastFilters: planar,
    options: ({ crf }) => [
      '-rc',
      'vbr',
      '-cq',
      String(crf + 2),
      '-b:v',
      '0',
      '-profile:v',
      'high',
      '-forced-idr',
      '1',
    ],
  },
  {
    name: 'h264_videotoolbox',
    kind: 'hardware',
    deviceOptions: [],
    lastFilters: planar,
    options: (quality) => ['-b:v', bitRate(quality), '-profile:v', 'high', '-allow_sw', '0'],
  },
  {
    name: 'h264_qsv',
    kind: 'hardware',
    deviceOptions: [],
    lastFilters: semiPlanar,
    options: ({ crf }) => ['-global_quality', String(crf + 2), '-profile:v', 'high', '-forced_idr', '1'],
  },
  {
    name: 'h264_amf',
    kind: 'hardware',
    deviceOptions: [],
    lastFilters: semiPlanar,
    options: ({ crf }) => {
      const quantiser = String(crf + 2);
      return ['-rc', 'cqp', '-qp_i', quantiser, '-qp_p', quantiser, '-profile:v', 'high'];
    },
  },
  {
    name: 'h264_vaapi',
    kind: 'hardware',
    deviceOptions: ['-init_hw_device', 'vaapi=gpu', '-filter_hw_device', 'gpu'],
    lastFilters: [...semiPlanar, 'hwupload'],
    options: ({ crf }) => ['-rc_mode', 'CQP', '-qp', String(crf + 2), '-profile:v', 'high'],
  },
  {
    name: 'libx264',
    kind: 'software',
    deviceOptions: [],
    lastFilters: planar,
    options: ({ crf, preset }) => ['-preset', preset, '-crf', String(crf), '-profile:v', 'high'],
  },
  {
    name: 'libopenh264',
    kind: 'software',
    deviceOptions: [],
    lastFilters: planar,
    options: (quality) => ['-b:v', bitRate(quality)],
  },
  {
    name: 'h264_mf',
    kind: 'software',
    deviceOptions: [],
    lastFilters: semiPlanar,
    options: (quality) => ['-b:v', bitRate(quality)],
  },
];

/** Those that this ffmpeg was built with, best first. Whether hardware is there to be used takes a trial to know. */
export function availableEncoders(names: ReadonlySet<string>): H264Encoder[] {
  return h264Encoders.filter(({ name }) => names.has(name));
}

/** Frames of the trial: half a second, enough to fill what an encoder holds back. */
const trialFrames = 15;

/** A moving test picture through the encoder, as raw H.264 on standard output. Large enough for every hardware. */
export function trialArguments(encoder: H264Encoder): string[] {
  const filters = encoder.lastFilters.join(',');
  const quality = { crf: 23, preset: 'veryfast', pixelsPerSec: 640 * 360 * 30 };
  return [
    ...encoder.deviceOptions,
    ...['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=30:duration=${String(trialFrames / 30)}`],
    ...['-vf', filters, '-c:v', encoder.name, ...encoder.options(quality)],
    ...['-f', 'h264', 'pipe:1'],
  ];
}

/** What the trial made, decoded to tiny grey pictures of `trialPictureBytes` each, so that they can be counted. */
const trialPictureBytes = 16 * 16;
export const trialDecodeArguments: readonly string[] = [
  ...['-f', 'h264', '-i', 'pipe:0', '-vf', 'scale=16:16,format=gray'],
  ...['-f', 'rawvideo', 'pipe:1'],
];

/** Whether the decoded trial is a whole one with a picture in it. */
export function trialSucceeded(decoded: Uint8Array): boolean {
  const frames = Math.floor(decoded.length / trialPictureBytes);
  if (frames < trialFrames - 2) return false;
  const last = decoded.subarray((frames - 1) * trialPictureBytes, frames * trialPictureBytes);
  return Math.max(...last) - Math.min(...last) > 40;
}
