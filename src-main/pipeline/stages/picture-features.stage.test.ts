import { describe, expect, it } from 'vitest';
import { madeScenes } from '../../../tests/support/made-understanding.ts';
import { lookWithScript, type Script } from '../../../tests/support/scripted-look.ts';
import pictureFeaturesStage from './picture-features.stage.ts';

const script: Script = {
  'picture-features': (_, timeSec) => ({
    vector: timeSec < 2 ? Float32Array.of(1, 0) : Float32Array.of(0, 1),
    labels: [{ label: timeSec < 2 ? 'dog' : 'sea', confidence: 0.8 }],
  }),
};

describe('picture-features stage', () => {
  it('gives a vector for each frame looked at and for each shot', async () => {
    const scenes = {
      ...madeScenes(0),
      scenes: [
        { index: 0, startSec: 0, endSec: 2 },
        { index: 1, startSec: 2, endSec: 4 },
      ],
    };
    const { artifact, timeline, vectors } = await lookWithScript(pictureFeaturesStage, 'picture-features', {
      times: [0, 1, 2, 3],
      unchanged: [1],
      artifacts: { scenes },
      script,
    });
    expect(artifact).toMatchObject({
      ...{ model: 'Scripted picture-features', dimensions: 2, frames: { seen: 4, analysed: 3 } },
      labels: [{ label: 'dog' }, { label: 'sea' }],
      shots: [
        { startSec: 0, endSec: 2, labels: [{ label: 'dog', confidence: 0.8 }] },
        { startSec: 2, endSec: 4, labels: [{ label: 'sea', confidence: 0.8 }] },
      ],
    });
    expect(
      vectors.map(({ kind, startSec, endSec, vector }) => [kind, startSec, endSec, ...vector]),
    ).toStrictEqual([
      ['frame', 0, null, 1, 0],
      ['frame', 2, null, 0, 1],
      ['frame', 3, null, 0, 1],
      ['shot', 0, 2, 1, 0],
      ['shot', 2, 4, 0, 1],
    ]);
    expect(new Set(vectors.map(({ model }) => model))).toStrictEqual(new Set(['picture-features@1']));
    expect(timeline.map(({ lane, startSec, data }) => [lane, startSec, data['label']])).toStrictEqual([
      ['label', 0, 'dog'],
      ['label', 2, 'sea'],
    ]);
  });

  it('takes the clip as one shot where scenes are not known', async () => {
    const { vectors } = await lookWithScript(pictureFeaturesStage, 'picture-features', {
      times: [0, 2],
      script,
    });
    const shots = vectors.filter(({ kind }) => kind === 'shot');
    expect(shots).toHaveLength(1);
    expect(Math.hypot(...(shots[0]?.vector ?? []))).toBeCloseTo(1, 6);
  });

  it('works with a model that knows no labels', async () => {
    const { artifact, timeline } = await lookWithScript(pictureFeaturesStage, 'picture-features', {
      times: [0],
      script: { 'picture-features': () => ({ vector: Float32Array.of(0, 1), labels: [] }) },
    });
    expect(artifact?.labels).toStrictEqual([]);
    expect(timeline).toStrictEqual([]);
  });
});
