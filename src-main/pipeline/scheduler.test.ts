import { describe, expect, it } from 'vitest';
import { AppError } from '../../src-preload/contract/errors.ts';
import { finishAll, house, turn } from '../../tests/support/hand-scheduler.ts';

describe('Scheduler', () => {
  it('takes lower tiers of all clips first, analyzers of a clip together, and the slow tier last', async () => {
    const { make, runner } = await house(['a', 'b']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a', 'b'], 'default');
    await finishAll(runner);
    const names = runner.names();
    expect(names.slice(0, 2)).toEqual(['a:probe', 'b:probe']);
    expect(names.indexOf('b:poster')).toBeLessThan(names.indexOf('b:exposure+scenes'));
    expect(names.filter((name) => name.includes('+'))).toEqual(['a:exposure+scenes', 'b:exposure+scenes']);
    expect(names.indexOf('a:proxy')).toBeGreaterThan(names.indexOf('a:poster'));
    expect(new Set(names).size).toBe(names.length);
  });

  it('keeps to the limits of its queues', async () => {
    const { make, runner } = await house(['a', 'b', 'c'], {
      limits: { io: 2, cpu: 1, inference: 1, proxy: 1 },
    });
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a', 'b', 'c'], 'default');
    expect(runner.names()).toEqual(['a:probe', 'b:probe']);
    await runner.open[0]?.end();
    expect(runner.open.map(({ clipId, stages }) => `${clipId}:${stages.join('+')}`)).toEqual([
      'b:probe',
      'c:probe',
      'a:poster',
    ]);
    await finishAll(runner);
  });

  it('puts a raised clip first while it runs', async () => {
    const { make, runner } = await house(['a', 'b', 'c']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a', 'b', 'c'], 'default');
    scheduler.raise(['c'], 10);
    await runner.open[0]?.end();
    expect(runner.names()).toContain('c:probe');
    expect(runner.names()).not.toContain('b:probe');
    await finishAll(runner);
  });

  it('stores a state before it announces it', async () => {
    const { make, runner, eventLog, jobs } = await house(['a']);
    const unstored: string[] = [];
    eventLog.subscribe((event) => {
      if (event.type !== 'job-changed') return;
      const { clipId, stage: name, state: announced } = event.data;
      const stored = jobs.find(clipId, name)?.state;
      if (stored !== announced) unstored.push(`${name} ${announced}, stored ${String(stored)}`);
    });
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    await finishAll(runner);
    expect(unstored).toEqual([]);
    await expect(scheduler.whenSettled(['a'], AbortSignal.timeout(1000))).resolves.toBeUndefined();
  });

  it('tries a retryable failure again after its backoff, at most three times, and nothing else stops', async () => {
    const { make, runner, clock, state, jobs } = await house(['a', 'b']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a', 'b'], 'default');
    for (const delayMs of [1000, 2000, 4000]) {
      await runner.open
        .find(({ clipId, stages }) => clipId === 'a' && stages[0] === 'probe')
        ?.end(new AppError('io-error'));
      await finishAll(runner);
      expect(state('a')['probe']).toBe('waiting');
      await clock.forward(delayMs - 1);
      expect(runner.open).toEqual([]);
      await clock.forward(30);
      expect(runner.open.map(({ stages }) => stages)).toEqual([['probe']]);
    }
    await runner.open[0]?.end(new AppError('io-error', { file: '/x' }));
    expect(state('a')).toMatchObject({ probe: 'failed', poster: 'blocked', scenes: 'blocked' });
    expect(jobs.find('a', 'poster')?.blockedBy).toBe('probe');
    expect(state('b')).toMatchObject({ probe: 'done', poster: 'done', scenes: 'done', proxy: 'done' });
  });

  it('gives up at once on a failure that will not change, until a person retries it', async () => {
    const { make, runner, state } = await house(['a']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    await runner.open[0]?.end(new AppError('media-unreadable', { file: '/x' }));
    expect(state('a')).toMatchObject({ probe: 'failed', poster: 'blocked' });
    await scheduler.whenSettled(['a'], AbortSignal.timeout(1000));
    expect(scheduler.retryFailed(null)).toEqual({ clipIds: ['a'], stages: 1 });
    await finishAll(runner);
    expect(new Set(Object.values(state('a')))).toEqual(new Set(['done']));
  });

  it('sets a clip aside on which a tool crashed twice', async () => {
    const { make, runner, clock, state, events } = await house(['a']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    await runner.open[0]?.end(new AppError('tool-crashed'));
    await clock.forward(1100);
    await runner.open[0]?.end(new AppError('tool-crashed'));
    expect(state('a')['probe']).toBe('failed');
    expect(events.map((event) => event.type)).toContain('clip-quarantined');
    scheduler.retryFailed('a');
    await finishAll(runner);
    expect(state('a')['proxy']).toBe('done');
  });

  it('claims nothing while it is paused', async () => {
    const { make, runner } = await house(['a']);
    const scheduler = make();
    scheduler.start();
    scheduler.pause();
    scheduler.enqueue(['a'], 'default');
    expect(runner.started).toEqual([]);
    scheduler.resume();
    expect(runner.names()).toEqual(['a:probe']);
    await finishAll(runner);
  });

  it('stops what runs without blaming it, and takes it up at the next start', async () => {
    const { make, runner, state, jobs } = await house(['a']);
    const first = make();
    first.start();
    first.enqueue(['a'], 'default');
    await runner.open[0]?.end();
    expect(runner.open[0]?.stages).toEqual(['poster']);
    await first.stop();
    expect(state('a')).toMatchObject({ probe: 'done', poster: 'waiting' });
    expect(jobs.find('a', 'poster')?.attempt).toBe(0);
    make().start();
    await finishAll(runner);
    expect(runner.names().filter((name) => name === 'a:probe')).toHaveLength(1);
    expect(state('a')['poster']).toBe('done');
  });

  it('takes up what an engine left running when it died', async () => {
    const { make, runner, state, jobs } = await house(['a', 'b']);
    const dead = make();
    dead.start();
    dead.enqueue(['a', 'b'], 'default');
    const left = runner.open.splice(0);
    expect(left.map(({ stages }) => stages)).toEqual([['probe']]);
    make().start();
    expect(jobs.find('a', 'probe')?.interruptions).toBe(1);
    expect(runner.open[0]?.clipId).toBe('b');
    await finishAll(runner);
    expect(state('a')['proxy']).toBe('done');
  });

  it('cancels what a person no longer wants', async () => {
    const { make, runner, state, jobs } = await house(['a', 'b']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a', 'b'], 'default');
    scheduler.cancel(['a']);
    await turn();
    expect(state('a')).toMatchObject({ probe: 'failed', poster: 'blocked' });
    expect(jobs.find('a', 'probe')?.error).toContain('cancelled');
    await finishAll(runner);
    expect(state('b')['proxy']).toBe('done');
  });

  it('stops a run that gives no sign of life', async () => {
    const { make, runner, clock, state } = await house(['a'], { stallSec: 60 });
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    await clock.forward(61_000);
    expect(runner.started[0]?.signal.aborted).toBe(true);
    expect(state('a')['probe']).toBe('waiting');
  });

  it('blocks, and does not fail, what is on a disk that is not there', async () => {
    const { make, runner, clips, state } = await house(['a']);
    clips.reachable = false;
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    expect(state('a')['probe']).toBe('blocked');
    clips.reachable = true;
    scheduler.enqueue(['a'], 'default');
    await finishAll(runner);
    expect(state('a')['proxy']).toBe('done');
  });

  it('plans a finished clip no more, until something changes', async () => {
    const { make, runner, connection, clips } = await house(['a']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    await finishAll(runner);
    expect(clips.find('a')?.planKey).not.toBeNull();
    connection.exec(
      "CREATE TEMP TRIGGER untouched BEFORE UPDATE ON jobs BEGIN SELECT RAISE(ABORT, 'touched'); END",
    );
    scheduler.enqueue(['a'], 'default');
    expect(runner.started).toHaveLength(4);
  });

  it('does not take a clip back to a poorer profile', async () => {
    const { make, runner, clips } = await house(['a']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    scheduler.enqueue(['a'], 'fast');
    expect(clips.find('a')?.profile).toBe('default');
    await finishAll(runner);
  });

  it('runs one stage again when a person asks for it, and what depends on it only if its key changes', async () => {
    const { make, runner } = await house(['a']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    await finishAll(runner);
    const before = runner.started.length;
    scheduler.runAgain('a', 'poster');
    await finishAll(runner);
    expect(runner.names().slice(before)).toEqual(['a:poster']);
    expect(() => {
      scheduler.runAgain('a', 'horoscope');
    }).toThrow('No stage');
  });

  it('runs a stage that the profile leaves out when a person asks for it, and keeps it', async () => {
    const { make, runner, connection, state } = await house(['a']);
    connection.exec(`UPDATE clips SET profile = 'fast'`);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'fast');
    await finishAll(runner);
    expect(state('a')).not.toHaveProperty('exposure');
    scheduler.runAgain('a', 'exposure');
    await finishAll(runner);
    scheduler.enqueue(['a'], 'fast');
    expect(state('a')).toMatchObject({ exposure: 'done' });
  });
});
