/**
 * What models can be asked to do: task -> what it is given and what it answers. A task is what a person would call it; which
 * model does it is a matter of what is installed. Inputs are typed only, because they never come from outside; outputs have
 * schemas, because they come from another process.
 *
 * Coordinates are fractions of the picture, 0 at its left and top, 1 at its right and bottom, so that they hold at any size. Boxes
 * lie within the picture; single points may lie outside it. Confidences are 0 to 1. Times are seconds from the first sample given.
 */
import { z } from 'zod';

/** rgb24: rows from top to bottom without padding, full range. */
export interface Picture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export const confidence = z.number().min(0).max(1);

export const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Box = z.infer<typeof box>;

export const point = z.object({ x: z.number(), y: z.number() });
export type Point = z.infer<typeof point>;

export const scored = z.object({ label: z.string(), confidence });
export type Scored = z.infer<typeof scored>;

const floats = z.custom<Float32Array>((value) => value instanceof Float32Array, 'not a Float32Array');

/** Names of BlazeFace's and YuNet's landmarks. Left and right are the person's own. */
export const faceLandmarkNames = [
  'right-eye',
  'left-eye',
  'nose',
  'mouth',
  'right-mouth-corner',
  'left-mouth-corner',
  'right-ear',
  'left-ear',
] as const;

const object = scored.extend({ box });
export type DetectedObject = z.infer<typeof object>;

const face = z.object({
  confidence,
  box,
  /** As many as the model gives, in no order that matters. */
  landmarks: z.array(point.extend({ name: z.enum(faceLandmarkNames) })),
});
export type DetectedFace = z.infer<typeof face>;

const depthPoint = point.extend({
  /** Towards the camera is negative; on the scale of x. */
  z: z.number(),
});

const hand = z.object({
  confidence,
  box,
  /** The person's own; null where the model does not tell. */
  handedness: z.enum(['left', 'right']).nullable(),
  /** 21: wrist, then four each for thumb, index, middle, ring and little finger, from the palm outwards. */
  points: z.array(depthPoint).length(21),
});
export type DetectedHand = z.infer<typeof hand>;

const body = z.object({
  confidence,
  /** Around the points that are likely to be seen. */
  box,
  /** 33, in BlazePose's order: 0 nose … 11/12 shoulders, 23/24 hips, 25/26 knees, 27/28 ankles. Left is the person's own. */
  points: z.array(depthPoint.extend({ visibility: confidence })).length(33),
});
export type DetectedBody = z.infer<typeof body>;

const textLine = z.object({
  text: z.string(),
  confidence,
  /** Corners, clockwise from the text's own top left. */
  corners: z.array(point).length(4),
});
export type ReadLine = z.infer<typeof textLine>;

const word = z.object({
  text: z.string(),
  startSec: z.number(),
  endSec: z.number(),
  /** null where the engine does not tell. */
  confidence: confidence.nullable(),
});

/** Task -> schema of its answer. */
export const taskOutputs = {
  /** How likely each window of 512 samples (32 ms) is speech. `state` goes into the next request of the same sound. */
  'speech-activity': z.object({ probabilities: z.array(confidence), state: floats }),
  /** Best labels of each window (of AudioSet's), best first. */
  'sound-events': z.object({
    windows: z.array(z.object({ startSec: z.number(), endSec: z.number(), scores: z.array(scored) })),
  }),
  objects: z.object({ objects: z.array(object) }),
  faces: z.object({ faces: z.array(face) }),
  /** One for each box asked for; null where there is no face in it after all. 468 points, MediaPipe's face mesh. */
  'face-landmarks': z.object({
    faces: z.array(z.object({ confidence, points: z.array(depthPoint) }).nullable()),
  }),
  /** One unit vector for each face asked for. */
  'face-identity': z.object({ vectors: z.array(floats) }),
  /** One for each box asked for, all emotions, most likely first. */
  emotion: z.object({ faces: z.array(z.object({ scores: z.array(scored) })) }),
  hands: z.object({ hands: z.array(hand) }),
  /** One for each hand asked for. */
  gesture: z.object({
    gestures: z.array(z.object({ label: z.string(), confidence: confidence.nullable() })),
  }),
  pose: z.object({ bodies: z.array(body) }),
  'on-screen-text': z.object({ lines: z.array(textLine) }),
  /** A unit vector, and labels where the model has classes, best first. */
  'picture-features': z.object({ vector: floats, labels: z.array(scored) }),
  /** Unit vectors in the space of the same pack's picture features: one for each text. */
  'text-features': z.object({ vectors: z.array(floats) }),
  /** All classes, most likely first. */
  'content-warning': z.object({ scores: z.array(scored) }),
  /** All categories, most likely first. */
  'focal-length': z.object({ scores: z.array(scored) }),
  transcript: z.object({
    /** ISO 639-1; null where the engine does not tell. */
    language: z.string().nullable(),
    words: z.array(word),
  }),
  /** One unit vector for each text; tokens as the model counts them, before anything was cut off. */
  'text-embedding': z.object({
    vectors: z.array(floats),
    tokenCounts: z.array(z.number().int()),
    /** Texts longer than this many tokens were cut off there. */
    mostTokens: z.number().int(),
  }),
  entities: z.object({
    entities: z.array(
      scored.extend({ text: z.string(), startCharacter: z.number().int(), endCharacter: z.number().int() }),
    ),
  }),
  translation: z.object({ texts: z.array(z.string()) }),
} as const satisfies Record<string, z.ZodType>;

export type TaskName = keyof typeof taskOutputs;
export const taskNames = Object.keys(taskOutputs) as readonly TaskName[];
export const taskName = z.enum(Object.keys(taskOutputs) as [TaskName, ...TaskName[]]);
export type TaskOutput<T extends TaskName> = z.infer<(typeof taskOutputs)[T]>;

interface OnlyPicture {
  readonly picture: Picture;
}

interface PictureAndBoxes extends OnlyPicture {
  readonly boxes: readonly Box[];
}

interface Sound {
  /** Mono, 16 kHz, -1 to 1. */
  readonly samples: Float32Array;
}

/** Task -> what it is given. */
export interface TaskInputs {
  /** A multiple of 512 samples. `state`: null at the beginning of a sound, then what the last answer gave. */
  readonly 'speech-activity': Sound & { readonly state: Float32Array | null };
  readonly 'sound-events': Sound;
  readonly objects: OnlyPicture;
  readonly faces: OnlyPicture;
  readonly 'face-landmarks': PictureAndBoxes;
  readonly 'face-identity': OnlyPicture & {
    readonly faces: readonly Pick<DetectedFace, 'box' | 'landmarks'>[];
  };
  readonly emotion: PictureAndBoxes;
  readonly hands: OnlyPicture;
  /** `aspect`: width of the picture over its height. */
  readonly gesture: { readonly hands: readonly Pick<DetectedHand, 'points'>[]; readonly aspect: number };
  readonly pose: OnlyPicture;
  readonly 'on-screen-text': OnlyPicture;
  readonly 'picture-features': OnlyPicture;
  readonly 'text-features': { readonly texts: readonly string[] };
  readonly 'content-warning': OnlyPicture;
  readonly 'focal-length': OnlyPicture;
  /** `language`: ISO 639-1; null: to be found out. */
  readonly transcript: Sound & { readonly language: string | null };
  readonly 'text-embedding': { readonly texts: readonly string[]; readonly purpose: 'passage' | 'query' };
  readonly entities: { readonly text: string };
  /** Languages by ISO 639-1. */
  readonly translation: { readonly texts: readonly string[]; readonly from: string; readonly to: string };
}

export type TaskInput<T extends TaskName> = TaskInputs[T];
