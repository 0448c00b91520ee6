/** Where a clip may show what not everybody wants to see. Only where a person turned it on. */
import { z } from 'zod';
import { coarseGate } from '../../understanding/frame-gate.ts';
import { beginLook } from '../../understanding/look-analysis.ts';
import { lookParams } from '../../understanding/look-params.ts';
import { lookWish } from '../../understanding/look-wish.ts';
import { roundedScores } from '../../understanding/rounded-findings.ts';
import { warningSpans } from '../../understanding/warning-spans.ts';
import { defineFrameAnalyzer } from '../stage.ts';

/** The makers of such models name no thresholds. Above 0.5 a class is likelier than all others together; a little more spares false alarms. */
const threshold = z.number().min(0).max(1);

export default defineFrameAnalyzer({
  name: 'content-warning',
  title: 'Content warnings',
  version: 1,
  tier: 3,
  requires: ['probe'],
  provides: ['content-warning'],
  queue: 'inference',
  models: [{ task: 'content-warning', need: 'required' }],
  initially: 'off',
  params: lookParams.extend({
    porn: threshold.default(0.6).describe('Least confidence of a warning of pornography, 0 to 1'),
    hentai: threshold.default(0.6).describe('Least confidence of a warning of drawn pornography, 0 to 1'),
    sexy: threshold.default(0.7).describe('Least confidence of a warning of provocative pictures, 0 to 1'),
    other: threshold
      .default(0.6)
      .describe('Least confidence of a warning of any other kind that a model knows, 0 to 1'),
  }),

  wishes: ({ artifacts, params }) => ({ frames: { look: lookWish(artifacts.get('probe'), params) } }),

  begin({ artifacts, params, infer }) {
    return beginLook({
      probe: artifacts.get('probe'),
      infer,
      settings: params,
      gate: coarseGate,
      analyse: async (picture) => (await infer.run('content-warning', { picture })).scores,
      conclude({ samples, frames }) {
        const spans = warningSpans(samples, params);
        return {
          state: 'done',
          artifacts: {
            'content-warning': {
              spans,
              samples: samples.map(({ timeSec, answer }) => ({ timeSec, scores: roundedScores(answer) })),
              frames,
            },
          },
          timeline: spans.map(({ startSec, endSec, label, confidence }) => ({
            lane: 'content-warning',
            startSec,
            endSec,
            data: { label, confidence },
          })),
        };
      },
    });
  },
});
