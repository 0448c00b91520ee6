/**
 * Everything that is known of one clip, in one document. Objects are always there; what does not apply to the clip, or
 * is not known yet, is null in them. `stages` tells which of the two it is.
 */
import { z } from 'zod';
import {
  cut,
  exposureQualities,
  filmstrip,
  integrity,
  picture,
  poster,
  proxy,
  waveform,
} from '../artifacts/measured.ts';
import { count, nullableNumber, nullableText, span } from '../artifacts/scalars.ts';
import {
  attachment,
  audioTrack,
  chapter,
  colour,
  dataStream,
  focalLengthCategories,
  hdr,
  subtitleTrack,
  videoStream,
} from '../artifacts/technical.ts';
import { faces, objects, onScreenText, soundEvents } from '../artifacts/understood.ts';
import { errorSchema } from '../errors.ts';
import { jobStates } from '../events.ts';
import { scored } from '../inference-tasks.ts';
import { manifestSchema } from '../manifest.ts';
import { readTranscript } from './clip-understanding.ts';
import { isoTime } from './shapes.ts';

const clipFile = z.object({
  path: z.string(),
  state: z.enum(['present', 'missing', 'failed']),
  modified: isoTime,
  sizeBytes: count,
  volume: z.object({ identity: z.string(), label: nullableText, kind: z.string() }),
});

const nullableVideoStream = z.object({
  codec: videoStream.shape.codec,
  codecLongName: videoStream.shape.codecLongName,
  profile: videoStream.shape.profile,
  level: videoStream.shape.level,
  levelName: videoStream.shape.levelName,
  bitDepth: videoStream.shape.bitDepth,
  chromaSubsampling: videoStream.shape.chromaSubsampling,
  pixelFormat: videoStream.shape.pixelFormat,
  width: count.nullable(),
  height: count.nullable(),
  displayWidth: count.nullable(),
  displayHeight: count.nullable(),
  /** Counter-clockwise, as ffprobe says it: -90 means "turn it clockwise to look at it". */
  rotationDeg: z.number().int().nullable(),
  mirrored: z.boolean().nullable(),
  /** Frames over seconds, such as "30000/1001". */
  frameRate: videoStream.shape.frameRate,
  framesPerSecond: nullableNumber,
  variableFrameRate: z.boolean().nullable(),
  scanType: videoStream.shape.scanType,
  fieldOrder: nullableText,
  referenceFrames: videoStream.shape.referenceFrames,
  bitRate: nullableNumber,
  bitRateMode: z.enum(['constant', 'variable']).nullable(),
  sampleAspect: videoStream.shape.sampleAspect,
  displayAspect: videoStream.shape.displayAspect,
  /** Of the picture alone; the clip's own duration counts its sound as well. */
  durationSec: nullableNumber,
  frameCount: count.nullable(),
  keyframeCount: count.nullable(),
  longestGop: count.nullable(),
  closedCaptions: z.boolean().nullable(),
  colour,
  hdr,
  timecode: nullableText,
  language: nullableText,
  title: nullableText,
});

const camera = z.object({
  make: nullableText,
  model: nullableText,
  lens: nullableText,
  serialNumber: nullableText,
  focalLengthMm: nullableNumber,
  focalLength35mm: nullableNumber,
  focalLengthCategory: z.enum(focalLengthCategories).nullable(),
  iso: nullableNumber,
  shutterSpeed: nullableText,
  fStop: nullableNumber,
  exposureMode: nullableText,
  whiteBalance: nullableText,
  software: nullableText,
});

export const stageState = z.object({
  name: z.string(),
  title: z.string(),
  version: z.number().int().nullable(),
  tier: z.number().int(),
  state: z.enum(jobStates),
  /** Wall time of its last run; for one that is running, so far. */
  durationSec: nullableNumber,
  attempt: count,
  /** Why it was skipped. */
  reason: nullableText,
  /** The stage (or 'offline', 'quarantined') that it waits for. */
  blockedBy: nullableText,
  error: errorSchema.nullable(),
  /** 0 to 1 while it runs. */
  progress: nullableNumber,
});

const stageRun = z.object({ manifest: manifestSchema, log: z.string() });

export const clipInfo = z.object({
  id: z.string(),
  name: z.string(),
  /** SHA-256 of the whole content; null until the clip has been read to its end once. */
  contentHash: nullableText,
  files: z.array(clipFile),
  sizeBytes: count,
  profile: z.string(),
  added: isoTime,
  quarantined: isoTime.nullable(),
  durationSec: nullableNumber,
  /** ffprobe's format_name. */
  container: nullableText,
  containerName: nullableText,
  containerBrand: nullableText,
  bitRate: nullableNumber,
  title: nullableText,
  video: nullableVideoStream,
  audioTracks: z.array(audioTrack),
  subtitleTracks: z.array(subtitleTrack),
  chapters: z.array(chapter),
  attachments: z.array(attachment),
  dataStreams: z.array(dataStream),
  tags: z.record(z.string(), z.string()),
  camera,
  location: z.object({
    latitude: nullableNumber,
    longitude: nullableNumber,
    /** Metres above sea level. */
    altitude: nullableNumber,
    place: nullableText,
  }),
  dates: z.object({
    taken: nullableText,
    takenZone: z.enum(['written', 'utc-by-format', 'unknown']).nullable(),
    created: nullableText,
    /** The date inside the file, else the file's own. */
    modified: nullableText,
  }),
  about: z.object({
    artist: nullableText,
    copyright: nullableText,
    description: nullableText,
    keywords: z.array(z.string()),
  }),
  scenes: z.array(span.extend({ index: count })),
  cuts: z.array(cut),
  black: z.array(span),
  frozen: z.array(span),
  exposure: z.object({
    overexposedPercent: nullableNumber,
    underexposedPercent: nullableNumber,
    stops: nullableNumber,
    quality: z.enum(exposureQualities).nullable(),
    warning: z.boolean().nullable(),
    meanLuma: nullableNumber,
  }),
  loudness: z.object({
    integratedLufs: nullableNumber,
    rangeLu: nullableNumber,
    truePeakDb: nullableNumber,
    samplePeakDb: nullableNumber,
    silences: z.array(span),
  }),
  picture: picture.omit({ samples: true }).nullable(),
  poster: poster.omit({ candidates: true }).nullable(),
  filmstrip: filmstrip.nullable(),
  waveform: waveform.nullable(),
  proxy: proxy.nullable(),
  integrity: integrity.nullable(),
  /** With the corrections that people made; null: nothing has listened yet, or nobody speaks. */
  transcript: readTranscript.nullable(),
  /** What is written in the picture, and when. */
  texts: z.array(onScreenText.shape.spans.element.omit({ readings: true })),
  objects: z.array(
    objects.shape.tracks.element.pick({ label: true, startSec: true, endSec: true, confidence: true }),
  ),
  faces: z.array(
    faces.shape.tracks.element.pick({ startSec: true, endSec: true, confidence: true, largestShare: true }),
  ),
  sounds: soundEvents.shape.spans,
  /** What whole pictures are of, shot by shot. */
  labels: z.array(scored.extend(span.shape)),
  stages: z.array(stageState),
  /** Every run of every stage with its log, oldest first; null unless asked for. */
  runs: z.array(stageRun).nullable(),
});
export type ClipInfo = z.infer<typeof clipInfo>;
