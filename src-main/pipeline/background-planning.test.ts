import { describe, expect, it } from 'vitest';
import { finishAll, house } from '../../tests/support/hand-scheduler.ts';

const models = new Map([['faces', 'faces@1']] as const);
const nothingSwitched = {};

describe('planning a library anew', () => {
  it('runs a stage for all clips once its model is there, and again for another model', async () => {
    const { make, runner, state } = await house(['a', 'b'], {}, 'with-models');
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a', 'b'], 'default');
    await finishAll(runner);
    expect(state('a')).toMatchObject({ faces: 'skipped', scenes: 'done' });
    scheduler.setConditions({ models, switches: nothingSwitched });
    await scheduler.whenPlanned();
    const before = runner.names().length;
    await finishAll(runner);
    expect(runner.names().slice(before - 1)).toEqual(['a:faces', 'b:faces']);
    expect(state('b')['faces']).toBe('done');
    scheduler.setConditions({ models: new Map([['faces', 'faces@2']]), switches: nothingSwitched });
    await scheduler.whenPlanned();
    await finishAll(runner);
    expect(runner.names().filter((name) => name === 'a:faces')).toHaveLength(2);
    await scheduler.stop();
  });

  it('keeps what a model found after the model is gone', async () => {
    const { make, runner, state, clips } = await house(['a'], {}, 'with-models');
    const planKey = () => clips.find('a')?.planKey;
    const scheduler = make();
    scheduler.setConditions({ models, switches: nothingSwitched });
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    await finishAll(runner);
    expect(state('a')['faces']).toBe('done');
    expect(planKey()).not.toBeNull();
    const before = planKey();
    scheduler.setConditions({ models: new Map(), switches: nothingSwitched });
    await scheduler.whenPlanned();
    expect(planKey()).not.toBe(before);
    expect(state('a')['faces']).toBe('done');
    await scheduler.stop();
  });

  it('finds at the next start what was installed meanwhile', async () => {
    const { make, runner, state } = await house(['a', 'b'], {}, 'with-models');
    const before = make();
    before.start();
    before.enqueue(['a', 'b'], 'default');
    await finishAll(runner);
    await before.stop();
    const after = make();
    after.setConditions({ models, switches: nothingSwitched });
    after.start();
    await after.whenPlanned();
    await finishAll(runner);
    expect(state('b')['faces']).toBe('done');
    await after.stop();
  });

  it('turns stages on and off, and refuses to leave one without what it needs', async () => {
    const { make, runner, state } = await house(['a'], {}, 'with-models');
    const scheduler = make();
    const all = new Map([...models, ['content-warning', 'c@1']] as const);
    scheduler.setConditions({ models: all, switches: nothingSwitched });
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    await finishAll(runner);
    expect(state('a')).not.toHaveProperty('content-warning');
    scheduler.setConditions({ models: all, switches: { 'content-warning': 'on', exposure: 'off' } });
    await scheduler.whenPlanned();
    await finishAll(runner);
    expect(state('a')['content-warning']).toBe('done');
    expect(() => {
      scheduler.setConditions({ models: all, switches: { probe: 'off' } });
    }).toThrow('needs probe');
    await scheduler.stop();
  });
});
