import { describe, expect, it } from 'vitest';
import { madeFace } from '../../../tests/support/made-face.ts';
import { lookWithScript } from '../../../tests/support/scripted-look.ts';
import facesStage from './faces.stage.ts';

describe('faces stage', () => {
  it('follows faces, with the landmarks of the surest view and the largest share', async () => {
    const { artifact, timeline } = await lookWithScript(facesStage, 'faces', {
      times: [0, 1, 2],
      probe: { durationSec: 3, video: { durationSec: 3 } },
      script: {
        faces: (_, timeSec) => ({
          faces: [
            madeFace({ x: 0.2, size: 0.2 + timeSec * 0.05, confidence: timeSec === 1 ? 0.95 : 0.8 }),
            ...(timeSec === 1
              ? [madeFace({ x: 0.7, confidence: 0.9 }), madeFace({ x: 0.5, confidence: 0.5 })]
              : []),
          ],
        }),
      },
    });
    expect(artifact?.mostAtOnce).toBe(2);
    const [first, second, ...others] = artifact?.tracks ?? [];
    expect(others).toStrictEqual([]);
    expect(first).toMatchObject({ id: 0, startSec: 0, endSec: 3, confidence: 0.95 });
    expect(first?.largestShare).toBeCloseTo(0.09, 10);
    expect(first?.landmarks).toStrictEqual(madeFace({ x: 0.2, size: 0.25 }).landmarks);
    expect(second).toMatchObject({ id: 1, startSec: 1, endSec: 2, confidence: 0.9 });
    expect(timeline.map(({ lane, data }) => [lane, data['track']])).toStrictEqual([
      ['face', 0],
      ['face', 1],
    ]);
  });

  it('leaves out what a model of landmarks never knows for a face, and keeps who turns round', async () => {
    const { artifact } = await lookWithScript(facesStage, 'faces', {
      times: [0, 1, 2],
      script: {
        faces: () => ({
          faces: [madeFace({ x: 0.2, confidence: 0.9 }), madeFace({ x: 0.7, confidence: 0.9 })],
        }),
        // The one on the left turns round after the first frame; the one on the right is a print on a shirt.
        'face-landmarks': ({ boxes }, timeSec) => ({
          faces: boxes.map(({ x }) => (x < 0.4 && timeSec === 0 ? { confidence: 1, points: [] } : null)),
        }),
      },
    });
    expect(artifact?.tracks).toHaveLength(1);
    expect(artifact?.tracks[0]?.boxes.map(({ timeSec }) => timeSec)).toEqual([0, 1, 2]);
    expect(artifact?.mostAtOnce).toBe(1);
  });

  it('leaves out a face that was never seen surely', async () => {
    const { artifact } = await lookWithScript(facesStage, 'faces', {
      times: [0, 1],
      script: { faces: () => ({ faces: [madeFace({ x: 0.4, confidence: 0.7 })] }) },
    });
    expect(artifact).toMatchObject({ tracks: [], mostAtOnce: 0 });
  });
});
