/** With how long a lens a clip was filmed, by its look, where its EXIF does not say. */
import { coarseGate } from '../../understanding/frame-gate.ts';
import { focalMajority } from '../../understanding/focal-majority.ts';
import { beginLook } from '../../understanding/look-analysis.ts';
import { lookParams } from '../../understanding/look-params.ts';
import { lookWish } from '../../understanding/look-wish.ts';
import { defineFrameAnalyzer } from '../stage.ts';

export default defineFrameAnalyzer({
  name: 'focal-length',
  title: 'Focal length',
  version: 1,
  tier: 3,
  requires: ['probe'],
  uses: ['exif'],
  provides: ['focal-length'],
  queue: 'inference',
  models: [{ task: 'focal-length', need: 'required' }],
  params: lookParams,

  wishes({ artifacts, params }) {
    const category = artifacts.find('exif')?.focalLengthCategory ?? null;
    if (category !== null) return { skip: 'EXIF has it' };
    return { frames: { look: lookWish(artifacts.get('probe'), params) } };
  },

  begin({ artifacts, params, infer }) {
    return beginLook({
      probe: artifacts.get('probe'),
      infer,
      settings: params,
      gate: coarseGate,
      analyse: async (picture) => (await infer.run('focal-length', { picture })).scores,
      conclude({ samples, frames }) {
        const majority = focalMajority(samples.map(({ answer }) => answer));
        if (majority === null) return { state: 'skipped', reason: 'the model knew no category for it' };
        return { state: 'done', artifacts: { 'focal-length': { ...majority, frames } } };
      },
    });
  },
});
