import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import {
  noSignal,
  obedient,
  type TestClient,
  testClient,
  tinySum,
  tinySumFile,
} from '../../tests/support/inference-harness.ts';
import { tempDir } from '../../tests/support/temp-dir.ts';
import { createInferenceClient } from './client.ts';
import { forkInferenceProcess } from './fork-inference-process.ts';
import { protocolVersion } from './protocol.ts';

const failed = (reason: string) => ({
  code: 'inference-failed',
  facts: { reason, model: 'obedient@1', detail: expect.any(String) as string },
});

/** Others are given the usual time. */
function hang(client: TestClient, signal: AbortSignal): Promise<unknown> {
  const input = { texts: ['hang'], from: 'en', to: 'en' };
  return client.run(obedient, 'translation', input, signal, { timeoutSec: 1.5 });
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a process that dies', () => {
  it('costs one try in a fresh one', async () => {
    const client = testClient();
    const marker = join(await tempDir(), 'marker');
    expect(await client.obey('crash-once', marker)).toBe('survived');
    expect(client.processes).toHaveLength(2);
    expect((await client.usage()).restarts).toBe(1);
    expect(client.warnings).toHaveLength(1);
  });

  it('fails the request when it dies of it twice, and serves the next one', async () => {
    const client = testClient();
    await expect(client.obey('crash')).rejects.toMatchObject(failed('crashed'));
    expect(client.processes).toHaveLength(2);
    expect(await client.obey('echo', 'after')).toBe('after');
  });

  it('takes no innocent request along, however many it runs beside the one that kills it', async () => {
    const client = testClient();
    const orders = ['echo', 'wait', 'crash', 'wait', 'echo', 'wait'];
    const outcomes = await Promise.allSettled(orders.map((order) => client.obey(order, '50')));
    expect(outcomes.map(({ status }) => status)).toEqual(
      orders.map((order) => (order === 'crash' ? 'rejected' : 'fulfilled')),
    );
  });

  it('is replaced when somebody else killed it in the middle', async () => {
    const client = testClient();
    const pid = Number(await client.obey('pid'));
    const waiting = client.obey('wait', '400');
    process.kill(pid, 'SIGKILL');
    expect(await waiting).toBe('waited');
    expect(Number(await client.obey('pid'))).not.toBe(pid);
  });

  it('says what it wrote last', async () => {
    const client = testClient();
    await expect(client.obey('leave-rejection')).rejects.toMatchObject({
      message: expect.stringContaining('nobody catches this') as string,
      facts: { reason: 'crashed' },
    });
  });

  it('is told of where it cannot even be started', async () => {
    const client = createInferenceClient({
      start: () => {
        throw new Error('no more processes');
      },
      log: { info: () => undefined, warn: () => undefined },
    });
    await expect(client.inspect('/x.onnx', noSignal)).rejects.toMatchObject({
      code: 'inference-failed',
      facts: { reason: 'crashed', file: '/x.onnx', detail: 'no more processes' },
    });
    await expect(client.selfTest(obedient, 'webgpu', noSignal)).rejects.toMatchObject({
      code: 'inference-failed',
    });
    await client.close();
  });
});

describe('a process that hangs', () => {
  it('is killed, and the request fails when it hangs twice', async () => {
    const client = testClient();
    await expect(hang(client, noSignal)).rejects.toMatchObject(failed('hung'));
    expect(client.processes).toHaveLength(2);
    expect(await client.obey('echo', 'after')).toBe('after');
    await vi.waitUntil(() => client.processes.slice(0, 2).every(({ pid }) => !isAlive(pid)));
  });

  it('is given more time for what is known to take long', async () => {
    const client = testClient({ requestTimeoutSec: 0.05 });
    const input = { texts: ['wait', '200'], from: 'en', to: 'en' };
    const answer = await client.run(obedient, 'translation', input, noSignal, { timeoutSec: 60 });
    expect(answer.texts).toEqual(['waited']);
  });
});

describe('a process that grows', () => {
  it('is ended in the middle of it, and the request fails when it grows so again', async () => {
    const client = testClient({ mostBytes: 400e6, recycleBytes: 300e6 });
    await expect(client.obey('grow-and-wait', '500')).rejects.toMatchObject(failed('grew'));
    expect(await client.obey('echo', 'after')).toBe('after');
  });

  it('is replaced softly when it has grown over many runs: nothing fails, nothing is tried again', async () => {
    const client = testClient({ mostBytes: 4e9, recycleBytes: 300e6 });
    await client.obey('grow', '300');
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_value, index) => client.obey('echo', String(index))),
    );
    expect(answers).toEqual(Array.from({ length: 120 }, (_value, index) => String(index)));
    expect(client.processes).toHaveLength(2);
    expect(client.warnings).toEqual([]);
  });
});

describe('a process without enough memory', () => {
  it('is replaced, and the request is tried once more', async () => {
    const client = testClient();
    const marker = join(await tempDir(), 'marker');
    expect(await client.obey('starve-once', marker)).toBe('fed');
    expect(client.processes).toHaveLength(2);
  });

  it('is told of as that when it happens again', async () => {
    const client = testClient();
    await expect(client.obey('throw', 'std::bad_alloc')).rejects.toMatchObject({
      code: 'out-of-memory',
      facts: { model: 'obedient@1' },
    });
    expect(client.processes).toHaveLength(2);
    expect(await client.obey('echo', 'after')).toBe('after');
  });
});

describe('a model that fails', () => {
  it('fails the request with what it said, without another try', async () => {
    const client = testClient();
    await expect(client.obey('throw', 'a tensor is missing')).rejects.toMatchObject({
      code: 'inference-failed',
      facts: { model: 'obedient@1', detail: 'a tensor is missing' },
    });
    expect(client.processes).toHaveLength(1);
  });

  it('is not believed when it answers what was not agreed', async () => {
    await expect(testClient().obey('nonsense')).rejects.toMatchObject({ code: 'bad-response' });
  });

  it('is told of when it will not load', async () => {
    const model = { ...obedient, hub: { path: '/refuses-to-load', dtype: 'fp32' } };
    await expect(testClient().load(model, noSignal)).rejects.toMatchObject({
      code: 'model-damaged',
      facts: { file: '/refuses-to-load', detail: 'will not load' },
    });
  });
});

describe('aborting', () => {
  it('rejects at once, whether the request waits or runs, and the process goes on', async () => {
    const client = testClient({ concurrency: 1 });
    const pid = await client.obey('pid');
    const abort = new AbortController();
    const running = client.obey('wait', '1000', abort.signal);
    const waiting = client.obey('echo', 'never', abort.signal);
    abort.abort(new Error('not needed any more'));
    await expect(running).rejects.toThrow('not needed any more');
    await expect(waiting).rejects.toThrow('not needed any more');
    await expect(client.obey('echo', '', abort.signal)).rejects.toThrow('not needed any more');
    expect(await client.obey('pid')).toBe(pid);
  });

  it('leaves no try for what nobody waits for', async () => {
    const client = testClient({ concurrency: 1 });
    await client.obey('echo');
    const abort = new AbortController();
    const hanging = hang(client, abort.signal);
    setTimeout(() => {
      abort.abort(new Error('enough'));
    }, 200);
    await expect(hanging).rejects.toThrow('enough');
    expect(await client.obey('echo', 'next')).toBe('next');
    expect(client.processes).toHaveLength(2);
  });

  it('ends a self-test', async () => {
    const client = testClient();
    const model = tinySum(await tinySumFile());
    const abort = new AbortController();
    const trial = client.selfTest(model, 'webgpu', abort.signal);
    abort.abort(new Error('never mind'));
    await expect(trial).rejects.toThrow('never mind');
    await vi.waitUntil(() => !isAlive(client.processes[0]?.pid));
  });
});

describe('an end', () => {
  it('comes after a while without requests, and the next request starts another process', async () => {
    const client = testClient({ idleSec: 0.3 });
    await client.obey('echo');
    const [first] = client.processes;
    await vi.waitUntil(() => !isAlive(first?.pid), { timeout: 20_000 });
    expect(await client.usage()).toMatchObject({ pid: null, memoryBytes: 0, restarts: 0 });
    expect(await client.obey('echo', 'again')).toBe('again');
    expect(client.warnings).toEqual([]);
  });

  it('settles all requests when the client is closed', async () => {
    const client = testClient({ concurrency: 1 });
    const pid = Number(await client.obey('pid'));
    const outcomes = Promise.allSettled([
      client.obey('hang'),
      client.obey('echo'),
      client.obey('wait', '9000'),
    ]);
    await client.close();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    }
    expect(isAlive(pid)).toBe(false);
    await expect(client.obey('echo')).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a process that is left alone', () => {
  it('ends with its parent, also while it hangs', async () => {
    const entry = new URL('../../tests/support/inference-parent.ts', import.meta.url);
    const parent = spawn(process.execPath, [entry.pathname], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    await delay(1500);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitUntil(() => !isAlive(pid), { timeout: 20_000 });
  });

  it('refuses another version of the protocol, and ends', async () => {
    const child = forkInferenceProcess();
    const heard: unknown[] = [];
    child.onMessage((message) => heard.push(message));
    const ended = new Promise((resolve) => {
      child.onExit(resolve);
    });
    child.send({ version: protocolVersion + 1, kind: 'open' });
    await ended;
    expect(heard).toEqual([{ version: protocolVersion, kind: 'refused', heard: protocolVersion + 1 }]);
  });
});
