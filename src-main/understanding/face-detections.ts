/** Faces as things that are linked over time, for the stages that look at them. */
import { z } from 'zod';
import type { DetectedFace, Picture } from '../../src-preload/contract/inference-tasks.ts';
import type { Inference } from '../pipeline/stage.ts';
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

/** A face, and whether a second model that knows faces better found one there. */
export interface CheckedFace extends DetectedFace {
  /** 'unknown': no such model is installed. */
  readonly check: 'confirmed' | 'not-confirmed' | 'unknown';
}

/**
 * Small detectors take toys, prints and the backs of heads for faces. A model of face landmarks tells those; but it does not know
 * every face in profile either, so what it does not confirm is marked and not left out.
 */
export async function findFaces(infer: Inference, picture: Picture): Promise<CheckedFace[]> {
  const { faces } = await infer.run('faces', { picture });
  if (faces.length === 0 || infer.modelFor('face-landmarks') === null)
    return faces.map((face) => ({ ...face, check: 'unknown' }));
  const looked = await infer.run('face-landmarks', { picture, boxes: faces.map(({ box }) => box) });
  return faces.map((face, at) => ({
    ...face,
    check: (looked.faces[at] ?? null) === null ? 'not-confirmed' : 'confirmed',
  }));
}

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
