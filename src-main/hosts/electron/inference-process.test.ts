import type { MessageChannelMain, UtilityProcess } from 'electron';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { runApplication } from '../../../tests/support/electron-stand-in/run-application.ts';
import {
  ChannelStandIn,
  type PortStandIn,
} from '../../../tests/support/electron-stand-in/stand-in-channel.ts';
import { inferenceHost } from './inference-process.ts';

class Child extends EventEmitter {
  pid: number | undefined = undefined;
  readonly stderr = new PassThrough();
  readonly posted: { readonly message: unknown; readonly ports: readonly PortStandIn[] }[] = [];
  kills = 0;
  postMessage(message: unknown, ports: readonly PortStandIn[] = []): void {
    this.posted.push({ message, ports });
  }
  kill(): boolean {
    this.kills += 1;
    return true;
  }
}

const asChannel = (standIn: unknown): MessageChannelMain => standIn as MessageChannelMain;

/** No process has such a number: nobody's priority is changed. */
const nobody = 2 ** 31 - 1;

function hosting() {
  const engine = new Child();
  const children: Child[] = [];
  const forks: unknown[][] = [];
  const killed: number[] = [];
  let refusal: Error | null = null;
  const host = inferenceHost(engine as unknown as UtilityProcess, {
    fork: (...given) => {
      if (refusal !== null) throw refusal;
      forks.push(given);
      const child = new Child();
      children.push(child);
      return child as unknown as UtilityProcess;
    },
    environment: { PATH: '/bin' },
    killNow: (pid) => killed.push(pid),
    channel: () => asChannel(new ChannelStandIn()),
    entryPath: '/out/inference/worker/main.js',
  });
  const start = (id: number): Child => {
    host.hear({ kind: 'inference-start', id });
    const child = children.at(-1);
    if (child === undefined) throw new Error('nothing was started');
    return child;
  };
  const spawned = (child: Child): void => {
    child.pid = nobody;
    child.emit('spawn');
  };
  return { host, engine, forks, killed, start, spawned, refuse: (error: Error) => (refusal = error) };
}

describe('inference processes of an engine in Electron', () => {
  it('are the program that the host knows, whatever the engine says', () => {
    const { host, forks } = hosting();
    expect(host.hear({ kind: 'inference-start', id: 1, entryPath: '/tmp/evil.js' })).toBe('heard');
    expect(forks).toMatchObject([['/out/inference/worker/main.js', [], { env: { PATH: '/bin' } }]]);
    expect(host.hear({ kind: 'opened' })).toBe('other');
    expect(forks).toHaveLength(1);
  });

  it('are joined with the engine by a channel of their own', () => {
    const { engine, start, spawned } = hosting();
    const child = start(7);
    expect(engine.posted).toEqual([]);
    spawned(child);
    expect(engine.posted[0]?.message).toEqual({ kind: 'inference-started', id: 7, pid: nobody });
    const [ofEngine] = engine.posted[0]?.ports ?? [];
    const [ofChild] = child.posted[0]?.ports ?? [];
    const heard: unknown[] = [];
    ofChild?.on('message', ({ data }: { data: unknown }) => heard.push(data));
    ofChild?.start();
    ofEngine?.postMessage('a frame');
    expect(heard).toEqual(['a frame']);
  });

  it('are told of when they end, with what they said last', async () => {
    const { engine, start, spawned } = hosting();
    const child = start(1);
    spawned(child);
    child.stderr.end(Array.from({ length: 30 }, (_value, line) => `line ${String(line)}\n`).join(''));
    await vi.waitUntil(() => child.stderr.readableEnded);
    child.emit('exit', 139);
    expect(engine.posted[1]?.message).toMatchObject({ kind: 'inference-exited', id: 1, code: 139 });
    expect(engine.posted[1]?.message).toHaveProperty('lastLines.19', 'line 29');
  });

  it('are told of when they could not be started at all', () => {
    const { host, engine, refuse } = hosting();
    refuse(new Error('no more processes'));
    expect(host.hear({ kind: 'inference-start', id: 1 })).toBe('heard');
    expect(engine.posted[0]?.message).toEqual({
      kind: 'inference-exited',
      ...{ id: 1, code: null, lastLines: ['no more processes'] },
    });
  });

  it('are killed when the engine says so, and when it is gone', () => {
    const { host, engine, killed, start, spawned } = hosting();
    const [first, second] = [start(1), start(2)];
    host.hear({ kind: 'inference-kill', id: 1 });
    expect(first.kills).toBe(1);
    host.hear({ kind: 'inference-kill', id: 99 });
    spawned(second);
    engine.emit('exit', 1);
    expect(killed).toEqual([nobody]);
    second.emit('exit', 9);
    expect(engine.posted).toHaveLength(1);
  });

  it('are served by the app', async () => {
    const { standIn } = await runApplication();
    standIn.engine.wish({ kind: 'inference-start', id: 1 });
    const [child] = standIn.inferences;
    expect(child?.entry).toMatch(/inference.worker.main\.ts$/);
    expect(child?.options).toMatchObject({ serviceName: 'Rushes inference' });
    child?.emit('spawn');
    child?.emit('exit', 0);
    expect(standIn.engine.news).toMatchObject([
      { news: { kind: 'inference-started', id: 1 }, ports: [{}] },
      { news: { kind: 'inference-exited', id: 1, code: 0 } },
    ]);
  });
});
