/**
 * What models made of pictures and sound. Boxes and points are fractions of the picture as it is shown; confidences are 0 to 1.
 * Which model it was is in the manifest of the run, and under `model` where a person should see it.
 */
import { z } from 'zod';
import { box, confidence, faceLandmarkNames, point, scored } from '../inference-tasks.ts';
import { count, nullableText, span, timeSec } from './scalars.ts';
import { focalLengthCategories } from './technical.ts';

/** How many sampled frames there were, and how many a model looked at: the rest hardly differed from the one before. */
const framesLookedAt = z.object({ seen: count, analysed: count });

/** Where something was, at one sampled frame. */
const placed = z.object({ timeSec, box, confidence });

const sightings = span.extend({
  /** Number within the artifact, from 0. */
  id: count,
  /** The highest of its boxes. */
  confidence,
  boxes: z.array(placed).min(1),
});

export const speechActivity = z.object({
  /** 'energy': no model is installed; loud counts as speech. */
  detector: z.enum(['model', 'energy']),
  spans: z.array(span.extend({ confidence })),
  speechSec: z.number().nonnegative(),
});

export const transcriptWord = span.extend({
  text: z.string(),
  /** null where the engine does not tell. */
  confidence: confidence.nullable(),
});

/** Why a stretch of text was taken out as made up by the model rather than heard. */
const removalReasons = ['repeated', 'over-silence', 'filler-phrase', 'impossible-rate'] as const;

export const transcript = z.object({
  /** What made it: a model's title, "PocketSphinx", "whisper.cpp", or the name of an imported file. */
  engine: z.string(),
  /** ISO 639-1. */
  language: nullableText,
  segments: z.array(span.extend({ text: z.string(), words: z.array(transcriptWord) })),
  removed: z.array(span.extend({ text: z.string(), reason: z.enum(removalReasons) })),
});

export const textKinds = ['title', 'caption', 'timecode', 'other'] as const;

export const onScreenText = z.object({
  /** The same words at the same place over time are one span. */
  spans: z.array(
    span.extend({
      text: z.string(),
      kind: z.enum(textKinds),
      confidence,
      box,
      /** Of a text that changes in place (a timecode, a counter): its readings; empty for others. */
      readings: z.array(z.object({ timeSec, text: z.string() })),
    }),
  ),
  frames: framesLookedAt,
});

export const objects = z.object({
  tracks: z.array(sightings.extend({ label: z.string() })),
  /** By label, most time first. */
  labels: z.array(scored.extend({ seconds: z.number(), mostAtOnce: count })),
  frames: framesLookedAt,
});

export const faces = z.object({
  tracks: z.array(
    sightings.extend({
      /** Of the most certain box: where its landmarks are. */
      landmarks: z.array(point.extend({ name: z.enum(faceLandmarkNames) })),
      /** Share of the frame's area that its largest box covers, 0 to 1. */
      largestShare: z.number().min(0).max(1),
    }),
  ),
  mostAtOnce: count,
  frames: framesLookedAt,
});

/** Who is who among the faces of one clip; only where a person turned it on. */
export const people = z.object({
  people: z.array(
    z.object({
      id: count,
      /** When they are seen. */
      spans: z.array(span),
      /** Of the clearest view. */
      best: placed,
    }),
  ),
  frames: framesLookedAt,
});

export const emotions = z.object({
  spans: z.array(span.extend({ emotion: z.string(), confidence, box })),
  samples: z.array(z.object({ timeSec, faces: z.array(z.object({ box, scores: z.array(scored) })) })),
  frames: framesLookedAt,
});

const handedness = z.enum(['left', 'right']).nullable();

export const hands = z.object({
  spans: z.array(span.extend({ gesture: nullableText, handedness, confidence })),
  samples: z.array(
    z.object({
      timeSec,
      hands: z.array(
        z.object({ box, confidence, handedness, gesture: nullableText, points: z.array(point).length(21) }),
      ),
    }),
  ),
  frames: framesLookedAt,
});

export const shotSizes = ['extreme-close-up', 'close-up', 'medium', 'full', 'wide'] as const;

const framing = z.object({
  shotSize: z.enum(shotSizes),
  /** Empty space above the head, as a share of the picture's height; null where the head is cut off or not seen. */
  headRoom: z.number().nullable(),
  position: z.enum(['left', 'centre', 'right']),
});

export const pose = z.object({
  /** Of the largest body. */
  framing: z.array(span.extend(framing.shape)),
  samples: z.array(
    z.object({
      timeSec,
      framing: framing.nullable(),
      bodies: z.array(
        z.object({ box, confidence, points: z.array(point.extend({ visibility: confidence })).length(33) }),
      ),
    }),
  ),
  frames: framesLookedAt,
});

export const soundGroups = [
  'speech',
  'singing',
  'music',
  'applause',
  'laughter',
  'animal',
  'vehicle',
  'alarm',
  'nature',
  'other',
] as const;

export const soundEvents = z.object({
  spans: z.array(span.extend({ label: z.string(), group: z.enum(soundGroups), confidence })),
  /** By label, most time first. */
  labels: z.array(scored.extend({ seconds: z.number() })),
});

/** The vectors themselves are in a table of their own. */
export const pictureFeatures = z.object({
  model: z.string(),
  dimensions: count,
  labels: z.array(scored),
  shots: z.array(span.extend({ labels: z.array(scored) })),
  frames: framesLookedAt,
});

export const contentWarning = z.object({
  spans: z.array(span.extend({ label: z.string(), confidence })),
  samples: z.array(z.object({ timeSec, scores: z.array(scored) })),
  frames: framesLookedAt,
});

const describedText = z.object({
  text: z.string(),
  /** Words and signs, counted as a model's tokenizer roughly would. */
  tokenCount: count,
  /** What was left out because it was too long. */
  truncation: z.enum(['none', 'cut-at-sentence', 'cut-at-word']),
});

/** The clip in words: what text embeddings and full-text search are made from. */
export const description = z.object({ summary: describedText, keywords: describedText });

const embedded = z.object({ tokenCount: count, truncated: z.boolean() });

export const textEmbeddings = z.object({
  model: z.string(),
  dimensions: count,
  summary: embedded,
  keywords: embedded,
});

export const focalLength = z.object({
  category: z.enum(focalLengthCategories),
  confidence,
  frames: framesLookedAt,
});
