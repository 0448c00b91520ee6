/** What faces express. */
import { z } from 'zod';
import type { Picture } from '../../../src-preload/contract/inference-tasks.ts';
import { emotionSpans } from '../../understanding/emotion-spans.ts';
import { faceParams, findFaces } from '../../understanding/face-detections.ts';
import { coarseGate } from '../../understanding/frame-gate.ts';
import { beginLook } from '../../understanding/look-analysis.ts';
import { lookParams } from '../../understanding/look-params.ts';
import { lookWish } from '../../understanding/look-wish.ts';
import { roundedBox, roundedScores } from '../../understanding/rounded-findings.ts';
import { isAtLeast, seenWithin } from '../../understanding/seen-boxes.ts';
import { inTurns } from '../../understanding/turns.ts';
import { defineFrameAnalyzer, type Inference } from '../stage.ts';

const params = lookParams.extend({
  ...faceParams.shape,
  smallestFacePixels: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(24)
    // Half the size of the faces of FER-2013 (I. Goodfellow et al., 2013), on which such models are trained.
    .describe('Faces smaller than this in the frames that are looked at are left out, in pixels'),
  leastEmotion: z
    .number()
    .min(0)
    .max(1)
    .default(0.4)
    .describe('An emotion counts as shown from this confidence on, 0 to 1'),
});
type Params = z.infer<typeof params>;

export default defineFrameAnalyzer({
  name: 'emotion',
  title: 'Emotions of faces',
  version: 1,
  tier: 3,
  requires: ['probe'],
  provides: ['emotions'],
  queue: 'inference',
  models: [
    { task: 'faces', need: 'required' },
    { task: 'emotion', need: 'required' },
    { task: 'face-landmarks', need: 'useful' },
  ],
  params,

  wishes: ({ artifacts, params: settings }) => ({
    frames: { look: lookWish(artifacts.get('probe'), settings) },
  }),

  begin({ artifacts, params: settings, infer }) {
    return beginLook({
      probe: artifacts.get('probe'),
      infer,
      settings,
      gate: coarseGate,
      analyse: (picture) => readFaces(infer, picture, settings),
      async conclude({ samples, frames, aspect }) {
        const spans = await inTurns(emotionSpans(samples, { ...settings, aspect }));
        return {
          state: 'done',
          artifacts: {
            emotions: {
              spans,
              samples: samples.map(({ timeSec, answer }) => ({
                timeSec,
                faces: answer.map(({ box, scores }) => ({
                  box: roundedBox(box),
                  scores: roundedScores(scores),
                })),
              })),
              frames,
            },
          },
          timeline: spans.map(({ startSec, endSec, emotion, confidence }) => ({
            lane: 'emotion',
            startSec,
            endSec,
            data: { emotion, confidence },
          })),
        };
      },
    });
  },
});

async function readFaces(infer: Inference, picture: Picture, settings: Params) {
  const faces = (await findFaces(infer, picture)).filter(({ check }) => check !== 'not-confirmed');
  const large = seenWithin(faces, settings.leastConfidence).filter(({ box }) =>
    isAtLeast(box, settings.smallestFacePixels, picture),
  );
  if (large.length === 0) return [];
  const read = await infer.run('emotion', { picture, boxes: large.map(({ box }) => box) });
  return large.flatMap(({ box, confidence }, at) => {
    const scores = read.faces[at]?.scores;
    return scores === undefined ? [] : [{ box, confidence, scores }];
  });
}
