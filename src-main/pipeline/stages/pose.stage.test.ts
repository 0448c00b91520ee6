import { describe, expect, it } from 'vitest';
import { standingBody } from '../../../tests/support/standing-body.ts';
import { lookWithScript } from '../../../tests/support/scripted-look.ts';
import poseStage from './pose.stage.ts';

describe('pose stage', () => {
  it('frames the largest body, from far to near', async () => {
    const soles = [0.7, 0.9, 1.6, 4, 4];
    const { artifact, timeline } = await lookWithScript(poseStage, 'pose', {
      times: [0, 1, 2, 3, 4],
      probe: { durationSec: 5, video: { durationSec: 5 } },
      script: {
        pose: (_, timeSec) => ({
          bodies: [
            standingBody({ crown: 0.4, soles: 0.5, x: 0.1 }),
            standingBody({ crown: 0.25, soles: soles[timeSec] ?? 1, x: 0.5 }),
          ],
        }),
      },
    });
    expect(
      artifact?.framing.map(({ shotSize, position, startSec, endSec }) => [
        shotSize,
        position,
        startSec,
        endSec,
      ]),
    ).toStrictEqual([
      ['wide', 'centre', 0, 1],
      ['full', 'centre', 1, 2],
      ['medium', 'centre', 2, 3],
      ['close-up', 'centre', 3, 5],
    ]);
    expect(artifact?.framing[0]?.headRoom).toBeCloseTo(0.25, 2);
    expect(artifact?.samples[0]?.bodies).toHaveLength(2);
    expect(timeline[0]).toMatchObject({
      lane: 'framing',
      startSec: 0,
      endSec: 1,
      data: { shotSize: 'wide' },
    });
  });

  it('has no framing where nobody is, or nobody surely', async () => {
    const { artifact, timeline } = await lookWithScript(poseStage, 'pose', {
      times: [0, 1],
      script: {
        pose: (_, timeSec) => ({
          bodies: timeSec === 0 ? [] : [{ ...standingBody({ crown: 0.1, soles: 0.9 }), confidence: 0.4 }],
        }),
      },
    });
    expect(artifact).toMatchObject({
      framing: [],
      samples: [{ framing: null, bodies: [] }, { framing: null }],
    });
    expect(timeline).toStrictEqual([]);
  });
});
