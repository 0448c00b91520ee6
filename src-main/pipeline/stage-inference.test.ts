import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { TaskName } from '../../src-preload/contract/inference-tasks.ts';
import { createStageInference, type ModelService, SharedLooks } from './stage-inference.ts';
import { defineStage } from './stage.ts';

const stageAsking = (...tasks: readonly TaskName[]) =>
  defineStage({
    ...{ name: 'faces', title: 'Faces', version: 1, tier: 3, requires: [], provides: ['faces'] },
    queue: 'inference',
    models: tasks.map((task) => ({ task, need: 'required' as const })),
    params: z.object({}),
    run: () => Promise.resolve({ state: 'skipped', reason: 'nothing' }),
  });

function service(installed: readonly TaskName[]) {
  const asked: TaskName[] = [];
  const models: ModelService = {
    modelFor: (task) => (installed.includes(task) ? { key: `${task}@1`, title: task } : null),
    run: (task) => {
      asked.push(task);
      return Promise.resolve({ faces: [], hands: [] } as never);
    },
  };
  return { asked, models };
}

const { signal } = new AbortController();
const size = { width: 2, height: 1 };
const frame = (value: number) => ({ index: 0, timeSec: 0, pixels: new Uint8Array(6).fill(value) });

describe('asking models', () => {
  it('copies a frame once for all stages of a claim, and asks once what hangs on the picture alone', async () => {
    const { asked, models } = service(['faces', 'emotion']);
    const looks = new SharedLooks();
    const faces = createStageInference(models, looks, stageAsking('faces'), signal);
    const emotion = createStageInference(models, looks, stageAsking('faces', 'emotion'), signal);
    const shown = frame(7);
    const picture = faces.forStage.keep(shown, size);
    shown.pixels.fill(0);
    expect(emotion.forStage.keep(shown, size)).toBe(picture);
    expect([...picture.pixels]).toEqual([7, 7, 7, 7, 7, 7]);
    await Promise.all([faces.forStage.run('faces', { picture }), emotion.forStage.run('faces', { picture })]);
    await emotion.forStage.run('emotion', { picture, boxes: [] });
    await emotion.forStage.run('emotion', { picture, boxes: [] });
    expect(asked).toEqual(['faces', 'emotion', 'emotion']);
    await faces.forStage.run('faces', { picture: faces.forStage.keep(frame(1), size) });
    expect(asked).toHaveLength(4);
    expect(faces.used()).toEqual(['faces=faces@1']);
    expect(emotion.used()).toEqual(['faces=faces@1', 'emotion=emotion@1']);
  });

  it('refuses a task that the stage does not declare, and one that nothing does here', async () => {
    const { models } = service(['faces']);
    const { forStage } = createStageInference(models, new SharedLooks(), stageAsking('hands'), signal);
    expect(forStage.modelFor('hands')).toBeNull();
    expect(() => forStage.modelFor('faces')).toThrow('does not declare');
    const picture = { pixels: new Uint8Array(6), ...size };
    await expect(forStage.run('hands', { picture })).rejects.toMatchObject({ code: 'model-missing' });
  });
});
