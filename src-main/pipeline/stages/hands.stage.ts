/** Hands, their points, and the gestures they make. */
import { z } from 'zod';
import type { Picture } from '../../../src-preload/contract/inference-tasks.ts';
import { coarseGate } from '../../understanding/frame-gate.ts';
import { gestureSpans, type GesturingHand } from '../../understanding/gesture-spans.ts';
import { beginLook } from '../../understanding/look-analysis.ts';
import { lookParams } from '../../understanding/look-params.ts';
import { lookWish } from '../../understanding/look-wish.ts';
import { fourDecimals, roundedBox, roundedPoint } from '../../understanding/rounded-findings.ts';
import { seenWithin } from '../../understanding/seen-boxes.ts';
import { inTurns } from '../../understanding/turns.ts';
import { defineFrameAnalyzer, type Inference } from '../stage.ts';

const confidence = z.number().min(0).max(1);

const params = lookParams.extend({
  leastConfidence: confidence.default(0.5).describe('Hands less sure than this are left out, 0 to 1'),
  sureConfidence: confidence
    .default(0.7)
    .describe('A hand counts for a gesture when it is seen at least once this surely, 0 to 1'),
});
type Params = z.infer<typeof params>;

export default defineFrameAnalyzer({
  name: 'hands',
  title: 'Hands and gestures',
  version: 1,
  tier: 3,
  requires: ['probe'],
  provides: ['hands'],
  queue: 'inference',
  models: [
    { task: 'hands', need: 'required' },
    { task: 'gesture', need: 'useful' },
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
      analyse: (picture) => lookForHands(infer, picture, settings),
      async conclude({ samples, frames, aspect }) {
        const { sureConfidence } = settings;
        const spans = await inTurns(gestureSpans(samples, { aspect, sureConfidence }));
        return {
          state: 'done',
          artifacts: {
            hands: {
              spans,
              samples: samples.map(({ timeSec, answer }) => ({ timeSec, hands: answer.map(keptOf) })),
              frames,
            },
          },
          timeline: spans.map(({ startSec, endSec, ...data }) => ({
            lane: 'gesture',
            startSec,
            endSec,
            data,
          })),
        };
      },
    });
  },
});

async function lookForHands(infer: Inference, picture: Picture, settings: Params): Promise<GesturingHand[]> {
  const found = await infer.run('hands', { picture });
  const hands = seenWithin(found.hands, settings.leastConfidence);
  if (hands.length === 0) return [];
  const asked =
    infer.modelFor('gesture') === null
      ? null
      : await infer.run('gesture', { hands, aspect: picture.width / picture.height });
  return hands.map((hand, at) => {
    const gesture = asked?.gestures[at];
    return { ...hand, gesture: gesture?.label ?? null, gestureConfidence: gesture?.confidence ?? null };
  });
}

function keptOf({ box, confidence: sureness, handedness, gesture, points }: GesturingHand) {
  return {
    box: roundedBox(box),
    confidence: fourDecimals(sureness),
    handedness,
    gesture,
    points: points.map(roundedPoint),
  };
}
