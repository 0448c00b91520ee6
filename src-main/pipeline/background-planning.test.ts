import { describe, expect, it } from 'vitest';
import type { ImportedRun } from './imported-run.ts';
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

  it('does not begin what was turned off before it began, but where a person asks for it on one clip', async () => {
    const { make, runner, state } = await house(['a', 'b'], {}, 'with-models');
    const scheduler = make();
    scheduler.setConditions({ models, switches: nothingSwitched });
    scheduler.start();
    scheduler.enqueue(['a', 'b'], 'default');
    expect(state('a')['faces']).toBe('waiting');
    scheduler.setConditions({ models, switches: { faces: 'off', scenes: 'off' } });
    await scheduler.whenPlanned();
    await finishAll(runner);
    expect(runner.names().some((name) => name.includes('faces') || name.includes('scenes'))).toBe(false);
    expect(state('b')).not.toHaveProperty('faces');
    scheduler.runAgain('a', 'faces');
    await finishAll(runner);
    expect(state('a')['faces']).toBe('done');
    expect(runner.names().filter((name) => name.includes('faces'))).toEqual(['a:faces']);
    await scheduler.stop();
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
    // What it found before it was turned off is kept.
    expect(state('a')).toMatchObject({ 'content-warning': 'done', exposure: 'done' });
    expect(() => {
      scheduler.setConditions({ models: all, switches: { probe: 'off' } });
    }).toThrow('needs probe');
    await scheduler.stop();
  });
});

describe('what a person imported', () => {
  const importOf = (sha256: string) =>
    ({
      stage: { name: 'faces', version: 1, requires: ['probe'] },
      manifest: { stage: 'faces', runId: sha256, clipId: 'a', version: 1, runKey: sha256, state: 'done' },
      log: '',
      artifacts: {},
      timeline: [],
    }) as unknown as ImportedRun;

  it('is the result at once, also where the stage runs just now, and gives way again', async () => {
    const { make, runner, state, clips } = await house(['a'], {}, 'with-models');
    const scheduler = make();
    scheduler.setConditions({ models, switches: nothingSwitched });
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    while (!runner.open.some(({ stages }) => stages.includes('faces'))) await runner.open[0]?.end();
    expect(state('a')['faces']).toBe('running');
    scheduler.standIn(
      'a',
      withRunRow(importOf('0123')),
      () => void clips.imports.set('a', new Map([['faces', '0123']])),
    );
    await finishAll(runner);
    expect(state('a')['faces']).toBe('done');
    const before = runner.names().length;
    const isForgotten = scheduler.forget('a', 'faces', () => clips.imports.delete('a'));
    expect(isForgotten).toBe(true);
    expect(scheduler.forget('a', 'faces', () => false)).toBe(false);
    await finishAll(runner);
    expect(runner.names().slice(before - 1)).toContain('a:faces');
    await scheduler.stop();
  });
});

/** With the times that a stored run needs. */
function withRunRow(run: ImportedRun): ImportedRun {
  const now = new Date(0).toISOString();
  return { ...run, manifest: { ...run.manifest, startedAt: now, finishedAt: now } };
}
