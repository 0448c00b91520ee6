/** Which of a clip's faces are the same person's. Nobody is named; only where a person turned it on. */
import { z } from 'zod';
import type { Picture } from '../../../src-preload/contract/inference-tasks.ts';
import { asDetections, faceParams, findFaces } from '../../understanding/face-detections.ts';
import { coarseGate } from '../../understanding/frame-gate.ts';
import { beginLook } from '../../understanding/look-analysis.ts';
import { lookParams } from '../../understanding/look-params.ts';
import { lookWish } from '../../understanding/look-wish.ts';
import { peopleOf } from '../../understanding/people-of-faces.ts';
import { isAtLeast } from '../../understanding/seen-boxes.ts';
import { inTurns } from '../../understanding/turns.ts';
import { defineFrameAnalyzer, type Inference } from '../stage.ts';

const params = lookParams.extend({
  ...faceParams.shape,
  smallestFacePixels: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(32)
    .describe('Faces smaller than this in the frames that are looked at are left out, in pixels'),
  sameCosine: z
    .number()
    .min(-1)
    .max(1)
    .default(0.363)
    // OpenCV's value for its SFace model on the pairs of LFW ("DNN-based Face Detection And Recognition", docs.opencv.org).
    .describe('Two faces at least this alike are the same person, cosine of their vectors'),
});
type Params = z.infer<typeof params>;

export default defineFrameAnalyzer({
  name: 'people',
  title: 'Who is who',
  version: 1,
  tier: 3,
  requires: ['probe'],
  provides: ['people'],
  queue: 'inference',
  models: [
    { task: 'faces', need: 'required' },
    { task: 'face-identity', need: 'required' },
    { task: 'face-landmarks', need: 'useful' },
  ],
  initially: 'off',
  params,

  wishes: ({ artifacts, params: settings }) => ({
    frames: { look: lookWish(artifacts.get('probe'), settings) },
  }),

  begin({ artifacts, params: settings, infer, log }) {
    return beginLook({
      probe: artifacts.get('probe'),
      infer,
      settings,
      gate: coarseGate,
      analyse: (picture) => identify(infer, picture, settings),
      async conclude({ samples, frames, aspect }) {
        const faces = asDetections(samples, settings.leastConfidence);
        const { people, tooMany } = await inTurns(peopleOf(faces, { ...settings, aspect }));
        if (tooMany > 0)
          log.info('there are many faces: the shortest seen were given to the nearest person', {
            faces: tooMany,
          });
        return {
          state: 'done',
          artifacts: { people: { people, frames } },
          timeline: people.flatMap(({ id, spans }) =>
            spans.map(({ startSec, endSec }) => ({ lane: 'person', startSec, endSec, data: { person: id } })),
          ),
        };
      },
    });
  },
});

async function identify(infer: Inference, picture: Picture, settings: Params) {
  const faces = await findFaces(infer, picture);
  const large = faces.filter(
    ({ box, confidence, check }) =>
      check !== 'not-confirmed' &&
      confidence >= settings.leastConfidence &&
      isAtLeast(box, settings.smallestFacePixels, picture),
  );
  if (large.length === 0) return [];
  const { vectors } = await infer.run('face-identity', { picture, faces: large });
  return large.flatMap((face, at) => {
    const vector = vectors[at];
    return vector === undefined ? [] : [{ ...face, vector }];
  });
}
