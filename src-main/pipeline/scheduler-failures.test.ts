import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src-preload/contract/errors.ts';
import { finishAll, house, turn } from '../../tests/support/hand-scheduler.ts';

const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: as the system says it`), { code });

/** From now on the database refuses this change. */
const refusing = (change: string, when: string, name = 'refusal'): string =>
  `CREATE TEMP TRIGGER ${name} BEFORE ${change} WHEN ${when} BEGIN SELECT RAISE(ABORT, 'refused'); END`;

async function started(...given: Parameters<typeof house>) {
  const all = await house(...given);
  const scheduler = all.make();
  scheduler.start();
  scheduler.enqueue(given[0], 'default');
  const run = (clipId: string, stage: string) =>
    all.runner.open.find((open) => open.clipId === clipId && open.stages.includes(stage));
  return { ...all, scheduler, run };
}

describe('a claim whose runner rejects', () => {
  it('fails its jobs by the kind of error, and nothing else stops', async () => {
    const { runner, run, clock, state, jobs, scheduler } = await started(['a', 'b']);
    await run('a', 'probe')?.break(systemError('ENOSPC'));
    expect(jobs.find('a', 'probe')).toMatchObject({ state: 'waiting', attempt: 1 });
    expect(jobs.find('a', 'probe')?.error).toContain('disk-full');
    await run('b', 'probe')?.break(new Error('a defect'));
    expect(jobs.find('b', 'probe')).toMatchObject({ state: 'failed' });
    expect(jobs.find('b', 'probe')?.error).toContain('a defect');
    await clock.forward(1_100);
    await finishAll(runner);
    expect(new Set(Object.values(state('a')))).toEqual(new Set(['done']));
    await expect(scheduler.whenSettled(['a', 'b'], AbortSignal.timeout(1_000))).resolves.toBeUndefined();
  });

  it('fails each of its stages, and tells of it', async () => {
    const { run, state, events } = await started(['a']);
    await run('a', 'probe')?.end();
    await run('a', 'poster')?.end();
    await run('a', 'scenes')?.break(new AppError('media-unreadable', { file: '/x' }));
    expect(state('a')).toMatchObject({ scenes: 'failed', exposure: 'failed', poster: 'done' });
    const told = events.flatMap((event) => (event.type === 'job-changed' ? [event.data] : []));
    expect(told.filter((data) => data.state === 'failed').map((data) => data.stage)).toEqual([
      'exposure',
      'scenes',
    ]);
  });

  it('waits again where we stopped it', async () => {
    const { run, scheduler, jobs, runner } = await started(['a']);
    const probe = run('a', 'probe');
    runner.open.splice(0);
    const stopping = scheduler.stop();
    await probe?.break(new Error('killed'));
    await stopping;
    expect(jobs.find('a', 'probe')).toMatchObject({ state: 'waiting', attempt: 0, error: null });
  });
});

describe('a result that cannot be stored', () => {
  it('fails alone where its files cannot be moved into place', async () => {
    const { run, runner, clock, state, jobs, connection } = await started(['a']);
    await run('a', 'probe')?.end();
    let discarded = 0;
    await run('a', 'poster')?.end('done', {
      commitFiles: () => {
        throw systemError('EIO');
      },
      discard: () => {
        discarded += 1;
      },
    });
    expect(jobs.find('a', 'poster')).toMatchObject({ state: 'waiting', attempt: 1 });
    const manifests = connection.prepare(`SELECT manifest FROM runs WHERE stage = 'poster'`).pluck().all();
    expect(manifests.map((text) => JSON.parse(String(text)) as unknown)).toMatchObject([
      { state: 'failed', error: { code: 'io-error' } },
    ]);
    expect(discarded).toBe(1);
    await clock.forward(1_100);
    await finishAll(runner);
    expect(new Set(Object.values(state('a')))).toEqual(new Set(['done']));
  });

  it('is done with even if its work folder cannot be removed', async () => {
    const { run, state, warnings } = await started(['a']);
    await run('a', 'probe')?.end('done', {
      discard: () => {
        throw systemError('EIO');
      },
    });
    expect(state('a')).toMatchObject({ probe: 'done', poster: 'running' });
    expect(warnings).toEqual([expect.stringContaining('could not be removed')]);
  });

  it('fails where the database refuses just that one', async () => {
    const { run, runner, connection, state, jobs } = await started(['a', 'b']);
    connection.exec(refusing('INSERT ON runs', "NEW.clip_id = 'a' AND NEW.stage = 'probe'"));
    await run('a', 'probe')?.end();
    expect(state('a')).toMatchObject({ probe: 'failed', poster: 'blocked' });
    expect(jobs.find('a', 'probe')?.error).toContain('refused');
    await finishAll(runner);
    expect(new Set(Object.values(state('b')))).toEqual(new Set(['done']));
  });

  it('is kept while the disk of the database is full, and stored once there is room', async () => {
    const { run, runner, connection, clock, state, warnings, scheduler } = await started(['a', 'b']);
    fill(connection);
    const settled = scheduler.whenSettled(['a', 'b'], new AbortController().signal);
    await run('a', 'probe')?.end('done', { log: 'x'.repeat(100_000) });
    expect(state('a')['probe']).toBe('running');
    expect(warnings[0]).toContain('could not be stored yet');
    await clock.forward(5_100);
    // Its place is taken: nothing else begins meanwhile.
    expect([state('a')['probe'], runner.started.length]).toEqual(['running', 1]);
    connection.pragma('max_page_count = 1000000');
    await clock.forward(5_100);
    expect(state('a')).toMatchObject({ probe: 'done', poster: 'running' });
    await finishAll(runner);
    await expect(settled).resolves.toBeUndefined();
    expect(runner.names().filter((name) => name === 'a:probe')).toHaveLength(1);
  });

  it('does not keep the engine from closing, and is made anew at the next start', async () => {
    const { run, runner, connection, clock, state, scheduler, make } = await started(['a']);
    fill(connection);
    await run('a', 'probe')?.end('done', { log: 'x'.repeat(100_000) });
    await scheduler.stop();
    connection.pragma('max_page_count = 1000000');
    await clock.forward(60_000);
    expect(state('a')['probe']).toBe('running');
    make().start();
    await finishAll(runner);
    expect(state('a')['proxy']).toBe('done');
  });
});

/** A disk without room for one more page. */
function fill(connection: { pragma(text: string): unknown }): void {
  connection.pragma('max_page_count = 1');
}

describe('a database that takes nothing for a while', () => {
  it('delays claims', async () => {
    const { runner, connection, clock, make, warnings, state } = await house(['a']);
    const scheduler = make();
    scheduler.start();
    connection.exec(refusing('UPDATE ON jobs', "NEW.state = 'running'"));
    scheduler.enqueue(['a'], 'default');
    expect([runner.started.length, state('a')['probe']]).toEqual([0, 'waiting']);
    expect(warnings[0]).toContain('no work could be taken up');
    connection.exec('DROP TRIGGER refusal');
    await clock.forward(5_100);
    await finishAll(runner);
    expect(state('a')['proxy']).toBe('done');
  });

  it('fails no run over a figure of progress', async () => {
    const { run, connection, state, scheduler, clock } = await started(['a']);
    const seen: number[] = [];
    scheduler.onProgress(({ fraction }) => seen.push(fraction));
    connection.exec(refusing('UPDATE ON jobs', 'NEW.progress IS NOT NULL'));
    await clock.forward(3_000);
    expect(() => run('a', 'probe')?.progress('probe', 0.5)).not.toThrow();
    expect(seen).toEqual([0.5]);
    await run('a', 'probe')?.end();
    expect(state('a')['probe']).toBe('done');
  });

  it('does not keep the engine from closing', async () => {
    const { connection, make, runner } = await house(['a']);
    const scheduler = make();
    scheduler.start();
    scheduler.enqueue(['a'], 'default');
    connection.exec(refusing('INSERT ON events', "NEW.type = 'engine-changed'"));
    await scheduler.stop();
    expect(runner.started[0]?.signal.aborted).toBe(true);
  });

  it('leaves it running where a pause cannot be stored', async () => {
    const { connection, make } = await house(['a']);
    const scheduler = make();
    scheduler.start();
    connection.exec(refusing('INSERT ON events', "NEW.type = 'engine-changed'"));
    expect(() => {
      scheduler.pause();
    }).toThrow('refused');
    expect(scheduler.state).toBe('started');
  });
});

describe('Scheduler.whenSettled', () => {
  const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

  it('leaves nothing on the signal, however it ends', async () => {
    const { runner, scheduler } = await started(['a', 'b', 'c']);
    const [settled, aborted, closed] = [0, 1, 2].map(() => new AbortController());
    const waits = [settled, aborted, closed].map((abort) =>
      scheduler.whenSettled(['a', 'b'], abort?.signal ?? AbortSignal.abort()),
    );
    const ends = Promise.allSettled(waits);
    expect([settled, aborted, closed].map((abort) => abort && listeners(abort.signal))).toEqual([1, 1, 1]);
    aborted?.abort(new AppError('cancelled', { detail: 'by the test' }));
    expect(aborted && listeners(aborted.signal)).toBe(0);
    await finishAll(runner);
    expect(settled && listeners(settled.signal)).toBe(0);
    expect((await ends).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('rejects, and leaves nothing on the signal, when the engine closes or the signal had fired before', async () => {
    const { scheduler } = await started(['a']);
    const open = new AbortController();
    const waiting = scheduler.whenSettled(['a'], open.signal);
    const late = scheduler.whenSettled(
      ['a'],
      AbortSignal.abort(new AppError('cancelled', { detail: 'before' })),
    );
    await expect(late).rejects.toThrow('before');
    const ended = expect(waiting).rejects.toThrow('closing');
    await scheduler.stop();
    await ended;
    await turn();
    expect(listeners(open.signal)).toBe(0);
  });
});

describe('Scheduler.setLimits', () => {
  it('holds at once: more begin, and where there are too many nothing follows', async () => {
    const { runner, scheduler } = await started(['a', 'b', 'c', 'd']);
    expect(scheduler.limits).toEqual({ io: 1, cpu: 1, inference: 1, proxy: 1 });
    scheduler.setLimits({ io: 3, cpu: 1, inference: 1, proxy: 1 });
    expect(scheduler.limits.io).toBe(3);
    const probing = () => runner.open.filter(({ stages }) => stages[0] === 'probe');
    expect(probing()).toHaveLength(3);
    scheduler.setLimits({ io: 1, cpu: 1, inference: 1, proxy: 1 });
    expect(probing().some(({ signal }) => signal.aborted)).toBe(false);
    await probing()[0]?.end();
    await probing()[0]?.end();
    expect(probing()).toHaveLength(1);
    await probing()[0]?.end();
    expect(probing().map(({ clipId }) => clipId)).toEqual(['d']);
    await finishAll(runner);
  });

  it('starts nothing while it is paused', async () => {
    const { runner, scheduler } = await started(['a', 'b']);
    scheduler.pause();
    scheduler.setLimits({ io: 2, cpu: 1, inference: 1, proxy: 1 });
    expect(runner.open).toHaveLength(1);
    scheduler.resume();
    expect(runner.open).toHaveLength(2);
    await finishAll(runner);
  });

  it.each([0, -1, 1.5, NaN])('refuses %d', async (io) => {
    const { make } = await house([]);
    const scheduler = make();
    expect(() => {
      scheduler.setLimits({ io, cpu: 1, inference: 1, proxy: 1 });
    }).toThrow(`not ${String(io)}: queue io`);
    expect(scheduler.limits.io).toBe(1);
  });
});
