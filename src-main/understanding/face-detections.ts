/** Faces as things that are linked over time, for the stages that look at them. */
import { z } from 'zod';
import type { DetectedFace } from '../../src-preload/contract/inference-tasks.ts';
import type { Detection, DetectionFrame } from './object-tracks.ts';
import type { Lasting } from './sampled-time.ts';
import { seenWithin } from './seen-boxes.ts';

export const faceParams = z.object({
  leastConfidence: z
    .number()
    .min(0)
    .max(1)
    .default(0.6)
    .describe('Faces less sure than this are left out, 0 to 1'),
  sureConfidence: z
    .number()
    .min(0)
    .max(1)
    .default(0.75)
    .describe('A face counts when it is seen at least once this surely, 0 to 1'),
});

/** All faces have one label: who they are is not known from boxes. */
export function asDetections<Face extends DetectedFace>(
  samples: readonly Lasting<{ readonly timeSec: number; readonly answer: readonly Face[] }>[],
  leastConfidence: number,
): DetectionFrame<Face & Detection>[] {
  return samples.map(({ timeSec, endSec, answer }) => ({
    timeSec,
    endSec,
    detections: seenWithin(answer, leastConfidence).map((face) => ({ ...face, label: 'face' })),
  }));
}
