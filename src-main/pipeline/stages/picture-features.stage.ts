/** What pictures look like: a vector for each frame and shot, for search by likeness, and labels where the model has them. */
import { z } from 'zod';
import type { TimelineEntry, VectorEntry } from '../../../src-preload/contract/artifacts.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { coarseGate } from '../../understanding/frame-gate.ts';
import { beginLook, type Look } from '../../understanding/look-analysis.ts';
import { lookParams } from '../../understanding/look-params.ts';
import { lookWish } from '../../understanding/look-wish.ts';
import {
  clipLabels,
  type FrameFeatures,
  type ShotFeatures,
  shotFeatures,
} from '../../understanding/shot-features.ts';
import { defineFrameAnalyzer } from '../stage.ts';

export default defineFrameAnalyzer({
  name: 'picture-features',
  title: 'Picture features and labels',
  version: 1,
  tier: 3,
  requires: ['probe'],
  uses: ['scenes'],
  provides: ['picture-features'],
  queue: 'inference',
  models: [{ task: 'picture-features', need: 'required' }],
  params: lookParams.extend({
    leastConfidence: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe('Labels less sure than this over a shot are left out, 0 to 1'),
    mostLabels: z
      .number()
      .int()
      .min(0)
      .max(100)
      .default(5)
      .describe('Most labels of a shot, and of the clip'),
  }),

  wishes: ({ artifacts, params }) => ({ frames: { look: lookWish(artifacts.get('probe'), params) } }),

  begin({ artifacts, params, infer }) {
    const model = infer.modelFor('picture-features');
    if (model === null) throw new AppError('model-missing', { task: 'picture-features' });
    const scenes = artifacts.find('scenes')?.scenes ?? null;
    return beginLook<FrameFeatures, 'picture-features'>({
      probe: artifacts.get('probe'),
      infer,
      settings: params,
      gate: coarseGate,
      analyse: (picture) => infer.run('picture-features', { picture }),
      conclude(look) {
        const shots = shotFeatures(look.samples, scenes, params);
        return {
          state: 'done',
          artifacts: {
            'picture-features': {
              model: model.title,
              dimensions: look.samples[0]?.answer.vector.length ?? 0,
              labels: clipLabels(shots, params),
              shots: shots.map(({ startSec, endSec, labels }) => ({ startSec, endSec, labels: [...labels] })),
              frames: look.frames,
            },
          },
          timeline: shots.flatMap(labelEntries),
          vectors: [...frameVectors(look, model.key), ...shotVectors(shots, model.key)],
        };
      },
    });
  },
});

/** Of frames that were looked at: the others hardly differ from the one before, and their vectors would be the same. */
function frameVectors({ samples }: Look<FrameFeatures>, model: string): VectorEntry[] {
  return samples
    .filter(({ origin }) => origin === 'analysed')
    .map(({ timeSec, answer: { vector } }) => ({
      kind: 'frame',
      startSec: timeSec,
      endSec: null,
      vector,
      model,
    }));
}

function shotVectors(shots: readonly ShotFeatures[], model: string): VectorEntry[] {
  return shots.flatMap(({ startSec, endSec, vector }) =>
    vector === null ? [] : [{ kind: 'shot' as const, startSec, endSec, vector, model }],
  );
}

function labelEntries({ startSec, endSec, labels }: ShotFeatures): TimelineEntry[] {
  return labels.map(({ label, confidence }) => ({
    lane: 'label',
    startSec,
    endSec,
    data: { label, confidence },
  }));
}
