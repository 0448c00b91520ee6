import { describe, expect, it } from 'vitest';
import { lookWithScript } from '../../../tests/support/scripted-look.ts';
import objectsStage from './objects.stage.ts';

const at = (x: number, label = 'person', confidence = 0.8) => ({
  ...{ label, confidence },
  box: { x, y: 0.4, width: 0.1, height: 0.4 },
});

describe('objects stage', () => {
  it('links what it finds, counts labels, and fills the lane', async () => {
    const { artifact, timeline, wish } = await lookWithScript(objectsStage, 'objects', {
      times: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      script: {
        objects: (_, timeSec) => ({
          objects: [
            ...(timeSec < 3 || timeSec > 6 ? [at(0.1 + timeSec * 0.02)] : []),
            ...(timeSec === 1 ? [at(0.6), at(0.9, 'dog', 0.4)] : []),
          ],
        }),
      },
    });
    expect(wish).toMatchObject({ rate: { perSecond: 1.25 }, width: 640, height: 360, pixelFormat: 'rgb24' });
    expect(
      artifact?.tracks.map(({ id, label, startSec, endSec }) => [id, label, startSec, endSec]),
    ).toStrictEqual([
      [0, 'person', 0, 3],
      [1, 'person', 1, 2],
      [2, 'person', 7, 10],
    ]);
    expect(artifact?.labels).toStrictEqual([{ label: 'person', confidence: 0.8, seconds: 6, mostAtOnce: 2 }]);
    expect(artifact?.frames).toStrictEqual({ seen: 10, analysed: 10 });
    expect(timeline).toHaveLength(3);
    expect(timeline[0]).toStrictEqual({
      ...{ lane: 'object', startSec: 0, endSec: 3 },
      data: { track: 0, label: 'person', confidence: 0.8 },
    });
  });

  it('does not look again at frames that hardly differ', async () => {
    const { artifact, asked } = await lookWithScript(objectsStage, 'objects', {
      times: [0, 1, 2, 3],
      unchanged: [1],
      script: { objects: (_, timeSec) => ({ objects: timeSec === 0 ? [at(0.5)] : [] }) },
    });
    // The first frames are looked at turned as well: those pictures are not frames.
    const asShown = asked.filter(({ timeSec }) => timeSec >= 0);
    expect(asShown.map(({ timeSec }) => timeSec)).toStrictEqual([0, 2, 3]);
    expect(artifact?.frames).toStrictEqual({ seen: 4, analysed: 3 });
    expect(artifact?.tracks).toMatchObject([{ startSec: 0, endSec: 2 }]);
  });

  it('clips boxes, and leaves out what is unsure or outside', async () => {
    const { artifact } = await lookWithScript(objectsStage, 'objects', {
      times: [0],
      script: {
        objects: () => ({ objects: [at(-0.05), at(0.5, 'cat', 0.34), at(0.7, 'dog', 0.45), at(1.2)] }),
      },
    });
    expect(artifact?.tracks.map(({ label, boxes }) => [label, boxes[0]?.box.x])).toStrictEqual([
      ['person', 0],
    ]);
  });

  it('takes thresholds from its params', async () => {
    const { artifact } = await lookWithScript(objectsStage, 'objects', {
      times: [0],
      params: { leastConfidence: 0.3, sureConfidence: 0.3 },
      script: { objects: () => ({ objects: [at(0.5, 'cat', 0.34)] }) },
    });
    expect(artifact?.tracks).toHaveLength(1);
  });

  it('finds nothing where there is nothing, and skips a clip without frames', async () => {
    const script = { objects: () => ({ objects: [] }) };
    const { artifact, timeline } = await lookWithScript(objectsStage, 'objects', { times: [0, 1], script });
    expect([artifact?.tracks, artifact?.labels, timeline]).toStrictEqual([[], [], []]);
    const { skipped } = await lookWithScript(objectsStage, 'objects', { times: [], script });
    expect(skipped).toBe('no picture could be decoded');
  });

  it('fails with what the model failed of', async () => {
    const script = { objects: () => Promise.reject(new Error('out of order')) };
    await expect(lookWithScript(objectsStage, 'objects', { times: [0, 1], script })).rejects.toThrow(
      'out of order',
    );
  });

  it('makes the same of what another program found', () => {
    const facts = { durationSec: 3, framesPerSecond: 1, width: 640, height: 360 };
    const detections = [0, 1].map((timeSec) => ({ ...at(0.4), timeSec, track: null }));
    const outcome = objectsStage.imports?.outcome({ subject: 'objects', detections }, facts);
    expect(outcome).toMatchObject({
      state: 'done',
      artifacts: { objects: { labels: [{ label: 'person', seconds: 2 }], frames: { seen: 2, analysed: 2 } } },
      timeline: [{ lane: 'object', startSec: 0, endSec: 2 }],
    });
  });
});
