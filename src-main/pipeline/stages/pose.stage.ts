/** Body points, and how the largest body is framed. */
import { z } from 'zod';
import type { DetectedBody } from '../../../src-preload/contract/inference-tasks.ts';
import { coarseGate } from '../../understanding/frame-gate.ts';
import { framingOf, largestBody } from '../../understanding/framing.ts';
import { framingSpans } from '../../understanding/framing-spans.ts';
import { beginLook } from '../../understanding/look-analysis.ts';
import { lookParams } from '../../understanding/look-params.ts';
import { lookWish } from '../../understanding/look-wish.ts';
import { fourDecimals, roundedBox, roundedPoint } from '../../understanding/rounded-findings.ts';
import { seenWithin } from '../../understanding/seen-boxes.ts';
import { defineFrameAnalyzer } from '../stage.ts';

export default defineFrameAnalyzer({
  name: 'pose',
  title: 'Body points and framing',
  version: 1,
  tier: 3,
  requires: ['probe'],
  provides: ['pose'],
  queue: 'inference',
  models: [{ task: 'pose', need: 'required' }],
  params: lookParams.extend({
    leastConfidence: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('Bodies less sure than this are left out, 0 to 1'),
  }),

  wishes: ({ artifacts, params }) => ({ frames: { look: lookWish(artifacts.get('probe'), params) } }),

  begin({ artifacts, params, infer }) {
    return beginLook({
      probe: artifacts.get('probe'),
      infer,
      settings: params,
      gate: coarseGate,
      analyse: async (picture) => (await infer.run('pose', { picture })).bodies,
      conclude({ samples, frames, aspect }) {
        const framed = samples.map(({ timeSec, endSec, answer }) => {
          const bodies = seenWithin(answer, params.leastConfidence);
          const largest = largestBody(bodies);
          return { timeSec, endSec, bodies, framing: largest === null ? null : framingOf(largest, aspect) };
        });
        const framing = framingSpans(framed);
        return {
          state: 'done',
          artifacts: {
            pose: {
              framing,
              samples: framed.map(({ timeSec, bodies, framing: here }) => ({
                timeSec,
                framing: here,
                bodies: bodies.map(keptOf),
              })),
              frames,
            },
          },
          timeline: framing.map(({ startSec, endSec, ...data }) => ({
            lane: 'framing',
            startSec,
            endSec,
            data,
          })),
        };
      },
    });
  },
});

function keptOf({ box, confidence, points }: DetectedBody) {
  return {
    box: roundedBox(box),
    confidence: fourDecimals(confidence),
    points: points.map(({ visibility, ...point }) => ({
      ...roundedPoint(point),
      visibility: fourDecimals(visibility),
    })),
  };
}
