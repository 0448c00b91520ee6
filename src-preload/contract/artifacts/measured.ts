/** What Rushes measures itself from pictures and sound. */
import { z } from 'zod';
import { count, nullableNumber, outputFile, percent, pictureFile, span, timeSec } from './scalars.ts';

export const poster = pictureFile.extend({
  timeSec,
  toneMapped: z.boolean(),
  /** How the candidate frames were judged, best first. */
  candidates: z.array(
    z.object({
      timeSec,
      meanLuma: z.number(),
      contrast: z.number(),
      sharpness: z.number(),
      score: z.number(),
    }),
  ),
});

/** One sprite sheet: tile i is at column i % columns, row floor(i / columns). */
export const filmstrip = pictureFile.extend({
  tileWidth: count,
  tileHeight: count,
  columns: count,
  tileTimesSec: z.array(timeSec),
  toneMapped: z.boolean(),
});

/** Peaks for drawing: `peaks[2i]` is the lowest and `peaks[2i+1]` the highest sample of bucket i, -128 to 127. */
export const waveform = outputFile.extend({
  bucketSec: z.number().positive(),
  bucketCount: count,
  /** Highest absolute sample in the whole clip, 0 to 1. */
  peak: z.number().min(0).max(1),
  /** Root mean square of all samples, dBFS; null for digital silence. */
  rmsDb: nullableNumber,
});

/** EBU R128 / ITU-R BS.1770-4. null where there is too little sound to measure (all gated away). */
export const loudness = z.object({
  trackIndex: count,
  integratedLufs: nullableNumber,
  rangeLu: nullableNumber,
  truePeakDb: nullableNumber,
  samplePeakDb: nullableNumber,
  /** Spans quieter than the threshold for at least the minimum length. */
  silences: z.array(span),
  silenceThresholdDb: z.number(),
  silenceMinimumSec: z.number(),
  /** Short-term loudness (3 s window), one value each `stepSec`: value i is of the three seconds before (i + 1) steps; null before there were three, and below the gate of -70 LUFS. */
  shortTerm: z.object({ stepSec: z.number().positive(), lufs: z.array(nullableNumber) }),
});

const cutKinds = ['cut', 'fade', 'dissolve'] as const;
export const cut = z.object({
  /** The first frame of the new shot for a cut, the middle for a fade or dissolve. */
  timeSec,
  frame: count.nullable(),
  kind: z.enum(cutKinds),
  startSec: timeSec,
  endSec: timeSec,
  /** How sure: the measured change over the threshold it had to pass; 1 = just passed. */
  strength: z.number(),
});

/** Shots of a clip and what separates them. Scenes cover the clip without gaps. */
export const scenes = z.object({
  scenes: z.array(span.extend({ index: count })),
  cuts: z.array(cut),
  black: z.array(span),
  frozen: z.array(span),
  framesSeen: count,
  /** every frame, or keyframes only (the fast profile): then times are as exact as keyframes are close. */
  source: z.enum(['every-frame', 'keyframes']),
});

export const exposureQualities = ['excellent', 'good', 'fair', 'poor'] as const;
export const exposure = z.object({
  overexposedPercent: percent,
  underexposedPercent: percent,
  /** Estimated deviation: positive = too bright, -5 to 5. */
  stops: z.number(),
  quality: z.enum(exposureQualities),
  warning: z.boolean(),
  meanLuma: z.number(),
  /** Standard deviation of the samples' mean luma: how much the brightness varies over time. */
  lumaDeviation: z.number(),
  samples: z.array(
    z.object({
      timeSec,
      overexposedPercent: percent,
      underexposedPercent: percent,
      meanLuma: z.number(),
      stops: z.number(),
    }),
  ),
  /** Share of pixels by luma, 64 bins of 4 levels each, adding up to 1. */
  histogram: z.array(z.number()),
});

const bars = z.object({
  top: percent,
  right: percent,
  bottom: percent,
  left: percent,
  kind: z.enum(['none', 'letterbox', 'pillarbox', 'windowbox']),
});

export const picture = z.object({
  /**
   * Variance of the Laplacian of luma, 480 pixels along the longer side (smaller clips in their own size): median over
   * samples; and per sample below.
   */
  sharpness: z.number(),
  /** By the crispest parts, so that a small thing in focus is sharp; null where all is black. */
  sharpnessRating: z.enum(['sharp', 'soft', 'blurred']).nullable(),
  /** Mean speed of the picture content, per cent of its width a second. */
  motion: z.number(),
  /** 0 (shaken) to 1 (on a tripod). */
  stability: z.number().min(0).max(1),
  cameraMotion: z.enum(['static', 'handheld', 'pan', 'tilt', 'moving']),
  /** Black bars in per cent of the picture: letterbox (top, bottom), pillarbox (left, right). */
  letterbox: bars,
  /** Up to six colours as "#rrggbb" with their share, most first. */
  dominantColours: z.array(z.object({ colour: z.string().regex(/^#[0-9a-f]{6}$/), percent })),
  samples: z.array(z.object({ timeSec, sharpness: z.number(), motion: z.number() })),
});

/**
 * What the pictures look like over time: see `media/signal/fingerprint.ts`. `samples` has nine bytes for each sample: a 64-bit hash, lowest byte
 * first (0: a flat picture), and how much has changed since the last sample, on a logarithmic scale.
 */
export const fingerprint = z.object({
  samplesPerSecond: z.number().positive(),
  /** Of the first sample. */
  startSec: timeSec,
  samples: z.base64(),
  /** Black bars that were left out. */
  bars,
});

/** Whether the whole of the file decodes. */
export const integrity = z.object({
  decodedFrames: count,
  decodedSec: z.number(),
  decodeErrors: count,
  /** First messages of the decoder, as it wrote them. */
  messages: z.array(z.string()),
});

/** A version of the clip that any browser's player shows: H.264 8-bit 4:2:0 and AAC in MP4, index in front. */
export const proxy = outputFile.extend({
  width: count,
  height: count,
  durationSec: z.number(),
  /** The encoder used; "copy" where the pictures went into another container unchanged. */
  videoEncoder: z.string(),
  hasAudio: z.boolean(),
  /** Why the original cannot be shown. */
  reason: z.string(),
});
