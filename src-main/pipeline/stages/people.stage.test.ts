import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { madeFace } from '../../../tests/support/made-face.ts';
import {
  lookWithScript,
  type Script,
  scriptedContext,
  scriptedModels,
} from '../../../tests/support/scripted-look.ts';
import { SharedLooks } from '../stage-inference.ts';
import peopleStage from './people.stage.ts';

/** Two people: whoever is in the left half, and whoever is in the right; nobody looks quite the same twice. */
const byPlace: Script['face-identity'] = ({ faces }, timeSec) => ({
  vectors: faces.map(({ box }) => {
    const angle = (box.x < 0.5 ? 0 : Math.PI / 2) + Math.sin(timeSec * 7) * 0.2;
    return Float32Array.of(Math.cos(angle), Math.sin(angle));
  }),
});

const times = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('people stage', () => {
  it('knows who comes back', async () => {
    const { artifact, timeline } = await lookWithScript(peopleStage, 'people', {
      times,
      script: {
        faces: (_, timeSec) => ({
          faces: [
            ...(timeSec < 2 || timeSec > 6 ? [madeFace({ x: 0.1, size: timeSec === 8 ? 0.3 : 0.2 })] : []),
            ...(timeSec < 4 ? [madeFace({ x: 0.7 })] : []),
          ],
        }),
        'face-identity': byPlace,
      },
    });
    expect(
      artifact?.people.map(({ id, spans }) => [id, spans.map(({ startSec, endSec }) => [startSec, endSec])]),
    ).toStrictEqual([
      [
        0,
        [
          [0, 2],
          [7, 10],
        ],
      ],
      [1, [[0, 4]]],
    ]);
    expect(artifact?.people[0]?.best.timeSec).toBe(8);
    expect(timeline.map(({ lane, data }) => [lane, data['person']])).toStrictEqual([
      ['person', 0],
      ['person', 0],
      ['person', 1],
    ]);
  });

  it('does not take one for another who stands in the same place', async () => {
    const { artifact } = await lookWithScript(peopleStage, 'people', {
      times: [0, 1, 2, 3],
      script: {
        faces: () => ({ faces: [madeFace({ x: 0.4 })] }),
        'face-identity': (_, timeSec) => ({
          vectors: [timeSec < 2 ? Float32Array.of(1, 0) : Float32Array.of(0, 1)],
        }),
      },
    });
    expect(artifact?.people.map(({ spans }) => spans)).toMatchObject([
      [{ startSec: 0, endSec: 2 }],
      [{ startSec: 2, endSec: 4 }],
    ]);
  });

  it('never takes two that are seen together for one', async () => {
    const { artifact } = await lookWithScript(peopleStage, 'people', {
      times: [0, 1],
      script: {
        faces: () => ({ faces: [madeFace({ x: 0.1 }), madeFace({ x: 0.7 })] }),
        'face-identity': ({ faces }) => ({ vectors: faces.map(() => Float32Array.of(1, 0)) }),
      },
    });
    expect(artifact?.people).toHaveLength(2);
  });

  it('asks only of faces that are large and sure enough', async () => {
    const { artifact, asked } = await lookWithScript(peopleStage, 'people', {
      times: [0, 1],
      script: {
        faces: () => ({ faces: [madeFace({ x: 0.1, size: 0.05 }), madeFace({ x: 0.6, confidence: 0.5 })] }),
        'face-identity': byPlace,
      },
    });
    expect(artifact?.people).toStrictEqual([]);
    expect(asked.map(({ task }) => task)).toStrictEqual(['faces', 'faces']);
  });

  it('says in its log that there are too many faces to compare each with each', async () => {
    const facesInFrame = 60;
    const frameCount = 40;
    const script: Script = {
      faces: () => ({
        faces: Array.from({ length: facesInFrame }, (_, at) => ({
          ...madeFace({ x: 0.09 * (at % 10), size: 0.1 }),
          box: { x: 0.09 * (at % 10), y: 0.15 * Math.floor(at / 10), width: 0.08, height: 0.1 },
        })),
      }),
      // Everybody stands somewhere else in each frame.
      'face-identity': ({ faces }, timeSec) => ({
        vectors: faces.map((_, at) =>
          new Float32Array(facesInFrame).fill(
            1,
            (at + 31 * timeSec) % facesInFrame,
            ((at + 31 * timeSec) % facesInFrame) + 1,
          ),
        ),
      }),
    };
    const told: unknown[] = [];
    let timeSec = 0;
    const context = {
      ...scriptedContext(
        peopleStage,
        scriptedModels(script, () => timeSec),
        new SharedLooks(),
        {},
      ),
      log: { info: (_: string, facts: unknown) => told.push(facts), warn: () => undefined },
    };
    const analysis = peopleStage.begin(context);
    for (; timeSec < frameCount; timeSec += 1) {
      const pixels = new Uint8Array(640 * 360 * 3).fill((timeSec * 53) % 256);
      await analysis.onFrame?.({ index: timeSec, timeSec, pixels }, 'look');
      await setImmediate();
    }
    const outcome = await analysis.finish({
      ...{
        decodedFrames: frameCount,
        decodedSec: frameCount,
        keyframesOnly: false,
        errorCount: 0,
        messages: [],
      },
    });
    expect(outcome.state === 'done' ? outcome.artifacts.people?.people : []).toHaveLength(facesInFrame);
    expect(told).toStrictEqual([{ faces: facesInFrame * frameCount - 2000 }]);
  });

  it('is off until somebody turns it on', () => {
    expect(peopleStage.initially).toBe('off');
  });
});
