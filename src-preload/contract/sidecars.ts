/**
 * What other programs found in a clip, as they wrote it into a file beside it, in the one shape that Rushes keeps of it.
 * Which variants are read is a matter of the readers; this is what they all come to.
 */
import { z } from 'zod';
import { box, confidence } from './inference-tasks.ts';
import { nullableText, span } from './artifacts/scalars.ts';

/** Objects by frame: YOLO v5, v8 and custom JSON. */
const sidecarObjects = z.object({
  subject: z.literal('objects'),
  detections: z.array(
    z.object({
      timeSec: z.number(),
      label: z.string(),
      confidence,
      /** Fractions of the picture. */
      box,
      /** Of the same thing over time; null where the program did not link them. */
      track: z.number().int().nullable(),
    }),
  ),
});

/** Words: Whisper JSON, SRT, VTT. */
const sidecarTranscript = z.object({
  subject: z.literal('transcript'),
  /** Of the file that it was read from, for people. */
  fileName: z.string(),
  language: nullableText,
  segments: z.array(
    span.extend({
      text: z.string(),
      /** Empty where the file has no times of words. */
      words: z.array(span.extend({ text: z.string(), confidence: confidence.nullable() })),
    }),
  ),
});

export const sidecarData = z.discriminatedUnion('subject', [sidecarObjects, sidecarTranscript]);
export type SidecarData = z.infer<typeof sidecarData>;
export type SidecarSubject = SidecarData['subject'];

export const sidecarKinds = ['yolo-json', 'whisper-json', 'srt', 'vtt'] as const;
export type SidecarKind = (typeof sidecarKinds)[number];
