import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { finishAll, house, turn } from '../../tests/support/hand-scheduler.ts';
import { withClipParams } from './clip-settings.ts';
import { profileByName } from './profiles.ts';
import { createRegistry } from './registry.ts';

const isProxyOf = (clipId: string) => (run: { clipId: string; stages: readonly string[] }) =>
  run.clipId === clipId && run.stages.includes('proxy');

describe('what somebody waits for', () => {
  it('goes before what waits already, with what it needs', async () => {
    const { make, runner } = await house(['a', 'b', 'c']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a', 'b', 'c'], 'default');
    await turn();
    scheduler.demand('c', 'proxy', null);
    await turn();
    // What it needs is not worth stopping another for: it is short, and comes next.
    expect(runner.names()).toEqual(['a:probe']);
    await runner.open[0]?.end();
    expect(runner.names().at(1)).toBe('c:probe');
    await runner.open.find(({ clipId }) => clipId === 'c')?.end();
    expect(runner.open.some(isProxyOf('c'))).toBe(true);
    await finishAll(runner);
  });

  it('makes another one wait again, which is not held against that', async () => {
    const { make, runner, state, jobs } = await house(['a', 'b']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a', 'b'], 'default');
    const isOther = ({ stages }: { stages: readonly string[] }): boolean => !stages.includes('proxy');
    for (let next = runner.open.find(isOther); next !== undefined; next = runner.open.find(isOther)) {
      await next.end();
    }
    expect(runner.open.map(({ clipId }) => clipId)).toEqual(['a']);
    scheduler.demand('b', 'proxy', null);
    await turn();
    expect(runner.open.filter(isProxyOf('b'))).toHaveLength(1);
    expect(state('a')['proxy']).toBe('waiting');
    expect(jobs.find('a', 'proxy')?.attempt).toBe(0);
    // What runs already has nothing to wait for.
    scheduler.demand('b', 'proxy', null);
    await turn();
    expect(runner.open.filter(isProxyOf('b'))).toHaveLength(1);
    await finishAll(runner);
    expect([state('a')['proxy'], state('b')['proxy']]).toEqual(['done', 'done']);
  });

  it('is left alone where its result stands', async () => {
    const { make, runner, state } = await house(['a']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    await turn();
    await finishAll(runner);
    scheduler.demand('a', 'proxy', null);
    await turn();
    expect(runner.open).toEqual([]);
    expect(state('a')['proxy']).toBe('done');
  });

  it('is made though the profile of the clip leaves it out', async () => {
    const { make, runner, state, clips } = await house(['a']);
    clips.setProfile('a', 'fast');
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'fast');
    await turn();
    await finishAll(runner);
    expect(state('a')['proxy']).toBeUndefined();
    scheduler.demand('a', 'proxy', null);
    await turn();
    await finishAll(runner);
    expect(state('a')['proxy']).toBe('done');
  });
});

describe("a clip's own params", () => {
  const params = z.object({ size: z.number().default(1), make: z.enum(['always']).optional() });
  const registry = createRegistry([
    {
      fileName: 'proxy',
      exported: {
        ...{ kind: 'stage', name: 'proxy', title: 'Proxy', version: 1, tier: 3, queue: 'proxy' },
        ...{ requires: [], provides: ['proxy'], params },
      },
    },
  ]);
  const settings = new Map([['proxy', { params: { size: 1 } }]]);
  const profile = profileByName('default');

  it('go on top of those of its profile', () => {
    const own = withClipParams(settings, registry, profile, { proxy: { make: 'always' } });
    expect(own.get('proxy')).toEqual({ params: { size: 1, make: 'always' } });
  });

  it('are passed over where the stage does not take them, is not there, or has none', () => {
    for (const own of [{ proxy: { make: 'never' } }, { gone: { any: 1 } }, {}]) {
      expect(withClipParams(settings, registry, profile, own)).toBe(settings);
    }
  });
});
