/** What ffprobe and exiftool know of a file. Names and values of technical fields are ffprobe's own where it has them. */
import { z } from 'zod';
import { count, fraction, nullableNumber, nullableText, timeSec } from './scalars.ts';

export const hdrFormats = ['HDR10', 'HDR10+', 'HLG', 'Dolby Vision'] as const;

/** ST 2086 mastering display: CIE 1931 xy of the primaries and white point, luminance in cd/m². */
export const masteringDisplay = z.object({
  red: z.tuple([z.number(), z.number()]).nullable(),
  green: z.tuple([z.number(), z.number()]).nullable(),
  blue: z.tuple([z.number(), z.number()]).nullable(),
  whitePoint: z.tuple([z.number(), z.number()]).nullable(),
  minLuminance: nullableNumber,
  maxLuminance: nullableNumber,
});

export const dolbyVision = z.object({
  profile: count,
  level: count,
  baseLayerCompatibility: count.nullable(),
});

export const hdr = z.object({
  /** null: standard dynamic range. */
  format: z.enum(hdrFormats).nullable(),
  masteringDisplay: masteringDisplay.nullable(),
  /** Maximum content and frame-average light level, cd/m² (CTA-861.3). */
  maxCll: count.nullable(),
  maxFall: count.nullable(),
  dolbyVision: dolbyVision.nullable(),
});

export const colour = z.object({
  primaries: nullableText,
  transfer: nullableText,
  matrix: nullableText,
  /** "tv" (limited) or "pc" (full), as ffprobe says it. */
  range: nullableText,
  chromaLocation: nullableText,
});

export const videoStream = z.object({
  index: count,
  codec: nullableText,
  codecLongName: nullableText,
  codecTag: nullableText,
  profile: nullableText,
  /** As ffprobe gives it (41 for H.264 level 4.1, 123 for HEVC level 4.1); `levelName` is what people call it. */
  level: z.number().int().nullable(),
  levelName: nullableText,
  bitDepth: count.nullable(),
  pixelFormat: nullableText,
  /** "4:2:0", "4:2:2", "4:4:4", "4:1:1", "4:0:0"; null for RGB and unknown. */
  chromaSubsampling: nullableText,
  /** Coded size in pixels, before rotation and pixel aspect. */
  width: count,
  height: count,
  /** Size in square pixels, the right way up. */
  displayWidth: count,
  displayHeight: count,
  /** As ffprobe's display matrix says it: counter-clockwise, -180 to 180; -90 means "turn it clockwise to look at it". */
  rotationDeg: z.number().int(),
  /** Whether the display matrix mirrors the picture (after its rotation). */
  mirrored: z.boolean(),
  sampleAspect: fraction.nullable(),
  displayAspect: fraction.nullable(),
  /** Average frame rate as a fraction of frames over seconds. */
  frameRate: fraction.nullable(),
  framesPerSecond: nullableNumber,
  /** The lowest rate at which every time stamp can be told (ffprobe's r_frame_rate). */
  baseFrameRate: fraction.nullable(),
  /** Whether frame times are uneven; null until the detailed step has looked at them. */
  variableFrameRate: z.boolean().nullable(),
  scanType: z.enum(['progressive', 'interlaced']).nullable(),
  /** ffprobe's field_order: progressive, tt, bb, tb, bt. */
  fieldOrder: nullableText,
  referenceFrames: count.nullable(),
  bitRate: nullableNumber,
  durationSec: nullableNumber,
  frameCount: count.nullable(),
  colour,
  hdr,
  timecode: nullableText,
  language: nullableText,
  title: nullableText,
  isDefault: z.boolean(),
});

export const audioTrack = z.object({
  index: count,
  codec: nullableText,
  codecLongName: nullableText,
  profile: nullableText,
  language: nullableText,
  title: nullableText,
  channels: count.nullable(),
  layout: nullableText,
  sampleRate: count.nullable(),
  bitDepth: count.nullable(),
  bitRate: nullableNumber,
  durationSec: nullableNumber,
  isDefault: z.boolean(),
});

export const subtitleTrack = z.object({
  index: count,
  codec: nullableText,
  language: nullableText,
  title: nullableText,
  isDefault: z.boolean(),
  isForced: z.boolean(),
});

export const chapter = z.object({ startSec: timeSec, endSec: timeSec, title: nullableText });
export const attachment = z.object({
  index: count,
  codec: nullableText,
  fileName: nullableText,
  mediaType: nullableText,
});
export const dataStream = z.object({
  index: count,
  codec: nullableText,
  codecTag: nullableText,
  handler: nullableText,
});

/** Basic facts from the container and stream headers: there in milliseconds, enough to play. */
export const probe = z.object({
  /** ffprobe's format_name, such as "mov,mp4,m4a,3gp,3g2,mj2". */
  container: z.string(),
  /** What people call it: MP4, QuickTime, Matroska, WebM… */
  containerName: z.string(),
  containerBrand: nullableText,
  /** null where neither container nor stream says it; the detailed step then measures it. */
  durationSec: nullableNumber,
  startSec: timeSec,
  bitRate: nullableNumber,
  title: nullableText,
  timecode: nullableText,
  /** The container's own tags, keys in lower case. */
  tags: z.record(z.string(), z.string()),
  video: videoStream,
  /** Further moving pictures (a second camera, a proxy), and still pictures that came along as a cover. */
  otherVideo: z.array(
    z.object({ index: count, codec: nullableText, width: count, height: count, isCover: z.boolean() }),
  ),
  audioTracks: z.array(audioTrack),
  subtitleTracks: z.array(subtitleTrack),
  chapters: z.array(chapter),
  attachments: z.array(attachment),
  dataStreams: z.array(dataStream),
});

/** Facts that want packets and the first frames: what the headers do not say, or say wrongly. */
export const probeDetail = z.object({
  /** Of the main video: from its first shown picture to the end of the last that is really there. */
  durationSec: nullableNumber,
  /** Frames that are shown: without those that an edit list hides. */
  frameCount: count.nullable(),
  keyframeCount: count.nullable(),
  /** Longest distance between keyframes, in frames. */
  longestGop: count.nullable(),
  /** Whether frame times are uneven as they are stored, before any edit list. */
  variableFrameRate: z.boolean().nullable(),
  scanType: z.enum(['progressive', 'interlaced']).nullable(),
  fieldOrder: nullableText,
  /** As the decoder learns it; the basic probe has only ffprobe's guess from the header. */
  referenceFrames: count.nullable(),
  /** Spread of bits over seconds: constant if each second is within 10 % of the mean. */
  bitRateMode: z.enum(['constant', 'variable']).nullable(),
  /** Bits of the main video a second. */
  bitRate: nullableNumber,
  colour,
  hdr,
  timecode: nullableText,
  closedCaptions: z.boolean(),
  /**
   * Whether packets were read to the end. False where the file was too large and only its beginning was looked at: then
   * duration and counts are null, and the rest describes the beginning.
   */
  complete: z.boolean(),
});

export const focalLengthCategories = ['ULTRA-WIDE', 'WIDE', 'MEDIUM', 'LONG-LENS', 'TELEPHOTO'] as const;

export const exif = z.object({
  make: nullableText,
  model: nullableText,
  lens: nullableText,
  serialNumber: nullableText,
  focalLengthMm: nullableNumber,
  focalLength35mm: nullableNumber,
  focalLengthCategory: z.enum(focalLengthCategories).nullable(),
  iso: nullableNumber,
  /** As photographers write it: "1/60", "2s". */
  shutterSpeed: nullableText,
  shutterSpeedSec: nullableNumber,
  fStop: nullableNumber,
  exposureMode: nullableText,
  whiteBalance: nullableText,
  /** Signed decimal degrees (WGS 84), north and east positive; metres above sea level. */
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  altitudeM: nullableNumber,
  place: nullableText,
  /** ISO 8601 with the zone where the file has one, else without. */
  taken: nullableText,
  created: nullableText,
  modified: nullableText,
  /** Where `taken` comes from and whether its zone was written in the file, is UTC by the format's rule, or unknown. */
  takenZone: z.enum(['written', 'utc-by-format', 'unknown']).nullable(),
  software: nullableText,
  artist: nullableText,
  copyright: nullableText,
  description: nullableText,
  keywords: z.array(z.string()),
  /** Everything exiftool found, grouped by its family 1 group; binary values left out. */
  all: z.record(z.string(), z.record(z.string(), z.unknown())),
});
