import { describe, expect, it } from 'vitest';
import { HandClock } from '../../tests/support/hand-clock.ts';
import { ScriptedInferenceProcess } from '../../tests/support/scripted-inference-process.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { usualLimits } from './limits.ts';
import { protocolVersion } from './protocol.ts';
import { RequestRunner } from './request-runner.ts';

function scripted() {
  const processes: ScriptedInferenceProcess[] = [];
  const clock = new HandClock();
  const runner = new RequestRunner({
    start: () => {
      const started = new ScriptedInferenceProcess();
      processes.push(started);
      return started;
    },
    settings: { lanes: 2, intraOpThreads: 1, modelsFolder: null, keepWarmSec: 1, spareBytes: 1 },
    limits: { ...usualLimits(), concurrency: 2, mostBytes: 1000, recycleBytes: 500, idleSec: 60 },
    log: { info: () => undefined, warn: () => undefined },
    clock,
  });
  const ask = (path: string, signal = new AbortController().signal): Promise<unknown> => {
    const asked = runner.ask({ kind: 'inspect', path }, { about: { file: path }, signal, timeoutSec: 10 });
    asked.catch(() => undefined);
    return asked;
  };
  const last = (): ScriptedInferenceProcess => {
    const found = processes.at(-1);
    if (found === undefined) throw new Error('no process was started');
    return found;
  };
  return { runner, clock, processes, ask, last };
}

const paths = ({ asked }: ScriptedInferenceProcess): unknown[] =>
  asked.map(({ question }) => 'path' in question && question.path);
const done = { ok: true, data: 'done' } as const;
/** Lets what follows from a message happen. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('requests', () => {
  it('go to the process as many at once as it may have, in their order', async () => {
    const { ask, last } = scripted();
    const all = ['a', 'b', 'c', 'd'].map((path) => ask(path));
    expect(paths(last())).toEqual(['a', 'b']);
    last().answer(done);
    await settle();
    expect(paths(last())).toEqual(['b', 'c']);
    for (let left = 3; left > 0; left -= 1) {
      last().answer(done);
      await settle();
    }
    expect(await Promise.all(all)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('that are tried again run before all others, and alone', async () => {
    const { ask, processes, last } = scripted();
    const all = ['a', 'b', 'c'].map((path) => ask(path));
    last().exit(null);
    await settle();
    expect(processes).toHaveLength(2);
    expect(paths(last())).toEqual(['a']);
    last().answer(done);
    await settle();
    expect(paths(last())).toEqual(['b']);
    last().exit(null);
    await settle();
    await expect(all[1]).rejects.toMatchObject({ code: 'inference-failed', facts: { reason: 'crashed' } });
    expect(paths(last())).toEqual(['c']);
    expect(await all[0]).toBe('done');
  });

  it('keep their place in the process when nobody waits for them any more', async () => {
    const { ask, last } = scripted();
    const abort = new AbortController();
    const dropped = [ask('a', abort.signal), ask('b', abort.signal)];
    const wanted = ask('c');
    abort.abort(new AppError('cancelled'));
    for (const each of dropped) await expect(each).rejects.toMatchObject({ code: 'cancelled' });
    expect(paths(last())).toEqual(['a', 'b']);
    last().answer(done);
    await settle();
    expect(paths(last())).toEqual(['b', 'c']);
    last().answer(done);
    last().answer(done);
    expect(await wanted).toBe('done');
  });

  it('do not wait for ever for a process that does not even die', async () => {
    const { ask, clock, processes, last } = scripted();
    const hanging = ask('a');
    clock.pass(10_000);
    expect(last().kills).toBe(1);
    clock.pass(7_000);
    await settle();
    expect(processes).toHaveLength(2);
    clock.pass(17_000);
    await expect(hanging).rejects.toMatchObject({ facts: { reason: 'hung', file: 'a' } });
  });
});

describe('a process that is too large', () => {
  it('is ended at once, and what it has answered holds', async () => {
    const { runner, ask, processes, last } = scripted();
    const both = [ask('a'), ask('b')];
    last().answer(done, { memoryBytes: 1001, peakMemoryBytes: 1500 });
    expect(await both[0]).toBe('done');
    expect(last().kills).toBe(1);
    last().exit(null);
    await settle();
    expect(processes).toHaveLength(2);
    last().tellState({ memoryBytes: 1200 });
    last().exit(null);
    await expect(both[1]).rejects.toMatchObject({
      code: 'inference-failed',
      facts: { reason: 'grew', file: 'b' },
    });
    expect(await runner.usage()).toMatchObject({ pid: null, peakMemoryBytes: 1500, restarts: 2 });
  });

  it('is not replaced for its size alone before it has run a while', async () => {
    const { ask, last } = scripted();
    const first = ask('a');
    last().answer(done, { memoryBytes: 600 });
    expect(await first).toBe('done');
    expect(last()).toMatchObject({ kills: 0, closes: 0 });
  });
});

describe('a process of another build', () => {
  it('is not talked to: requests fail without another try', async () => {
    const { ask, processes, last } = scripted();
    const refused = ask('a');
    last().say({ version: protocolVersion + 1, kind: 'state' });
    expect(last().kills).toBe(1);
    last().exit(null);
    await expect(refused).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining(`version ${String(protocolVersion + 1)}`) as string,
    });
    expect(processes).toHaveLength(1);
  });

  it('that refuses us is not tried again either', async () => {
    const { ask, last } = scripted();
    const refused = ask('a');
    last().say({ version: protocolVersion, kind: 'refused', heard: protocolVersion });
    last().exit(1);
    await expect(refused).rejects.toMatchObject({ code: 'internal' });
  });

  it('that talks nonsense counts as crashed', async () => {
    const { ask, processes, last } = scripted();
    const unlucky = ask('a');
    last().say({ version: protocolVersion, kind: 'gossip' });
    last().exit(null);
    await settle();
    expect(processes).toHaveLength(2);
    last().answer(done);
    expect(await unlucky).toBe('done');
  });
});

describe('a process without work', () => {
  it('is told to end after a while; what comes meanwhile waits for the next one', async () => {
    const { runner, ask, clock, processes, last } = scripted();
    const first = ask('a');
    last().answer(done);
    await first;
    await settle();
    clock.pass(59_000);
    expect(last().closes).toBe(0);
    clock.pass(1_000);
    expect(last().closes).toBe(1);
    const second = ask('b');
    expect(processes).toHaveLength(1);
    last().exit(null);
    await settle();
    expect(processes).toHaveLength(2);
    last().answer(done);
    expect(await second).toBe('done');
    const usage = runner.usage();
    last().answer(done);
    expect(await usage).toMatchObject({ restarts: 0, memoryBytes: 50 });
  });

  it('is killed where it does not hear', async () => {
    const { ask, clock, last } = scripted();
    const first = ask('a');
    last().answer(done);
    await first;
    await settle();
    clock.pass(60_000);
    clock.pass(2_000);
    expect(last().kills).toBe(1);
  });
});
