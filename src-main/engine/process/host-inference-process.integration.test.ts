import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  ChannelStandIn,
  type PortStandIn,
} from '../../../tests/support/electron-stand-in/stand-in-channel.ts';
import { noSignal, obedient, testModelsFolder } from '../../../tests/support/inference-harness.ts';
import { createInferenceClient } from '../../inference/client.ts';
import { forkInferenceProcess } from '../../inference/fork-inference-process.ts';
import { InferenceServer } from '../../inference/worker/inference-server.ts';
import { parentPortOf } from '../../inference/worker/parent-port.ts';
import { inferenceStarter } from './host-inference-process.ts';
import { hostPortOf } from './host-port.ts';
import type { InferenceNews, InferenceWish } from './protocol.ts';

/** A process of Electron's, as much as its own code sees of it. */
class UtilityProcessStandIn extends EventEmitter {
  readonly wishes: InferenceWish[] = [];
  postMessage(message: unknown): void {
    this.wishes.push(structuredClone(message) as InferenceWish);
  }
  hear(data: InferenceNews | { readonly kind: string }, ports: readonly PortStandIn[] = []): void {
    this.emit('message', { data: structuredClone(data), ports });
  }
  get asProcess(): NodeJS.Process {
    return { parentPort: this } as unknown as NodeJS.Process;
  }
}

describe('an engine that may fork', () => {
  it('does so', () => {
    expect(inferenceStarter({} as NodeJS.Process)).toBe(forkInferenceProcess);
  });
});

describe('an engine that may not', () => {
  it('has its host start a process, and says nothing to it before there is a channel', () => {
    const engine = new UtilityProcessStandIn();
    const started = inferenceStarter(engine.asProcess)();
    expect(engine.wishes).toEqual([{ kind: 'inference-start', id: 1 }]);
    started.send('first');
    started.send('second');
    const channel = new ChannelStandIn();
    const heard: unknown[] = [];
    channel.port2.on('message', ({ data }: { data: unknown }) => heard.push(data));
    channel.port2.start();
    engine.hear({ kind: 'inference-started', id: 1, pid: 4711 }, [channel.port1]);
    expect(heard).toEqual(['first', 'second']);
    expect(started.pid).toBe(4711);
    started.kill();
    expect(engine.wishes[1]).toEqual({ kind: 'inference-kill', id: 1 });
  });

  it('hears of its end, whose ever it is', () => {
    const engine = new UtilityProcessStandIn();
    const start = inferenceStarter(engine.asProcess);
    const [first, second] = [start(), start()];
    const codes: unknown[] = [];
    first.onExit((code) => codes.push('first', code));
    second.onExit((code) => codes.push('second', code));
    engine.hear({ kind: 'inference-exited', id: 2, code: null, lastLines: ['oh no'] });
    expect(codes).toEqual(['second', null]);
    expect(second.lastLines()).toEqual(['oh no']);
  });

  it('does not take what it hears of that for a message of its host', () => {
    const engine = new UtilityProcessStandIn();
    const heard: unknown[] = [];
    hostPortOf(engine.asProcess)?.onMessage((message) => heard.push(message));
    engine.hear({ kind: 'inference-exited', id: 2, code: null, lastLines: [] });
    engine.hear({ kind: 'close' });
    expect(heard).toEqual([{ kind: 'close' }]);
  });

  it('has models run through the channel', async () => {
    const engine = new UtilityProcessStandIn();
    const client = createInferenceClient({
      start: inferenceStarter(engine.asProcess),
      log: { info: () => undefined, warn: () => undefined },
      limits: { concurrency: 1, intraOpThreads: 1 },
      modelsFolder: testModelsFolder,
    });
    const input = { texts: ['echo', 'through'], from: 'en', to: 'en' };
    const answer = client.run(obedient, 'translation', input, noSignal);

    const child = new UtilityProcessStandIn();
    let ends = 0;
    const port = parentPortOf(child.asProcess);
    if (port === null) throw new Error('no port');
    const server = new InferenceServer(port, () => (ends += 1));
    port.onMessage((message) => {
      server.receive(message);
    });
    const channel = new ChannelStandIn();
    child.hear({ kind: 'engine' }, [channel.port2]);
    engine.hear({ kind: 'inference-started', id: 1, pid: null }, [channel.port1]);
    expect((await answer).texts).toEqual(['through']);

    let lost = 0;
    port.onLost(() => (lost += 1));
    const closed = client.close();
    expect(engine.wishes.at(-1)).toEqual({ kind: 'inference-kill', id: 1 });
    engine.hear({ kind: 'inference-exited', id: 1, code: 0, lastLines: [] });
    await closed;
    expect(lost).toBe(1);
    server.receive({ version: 1, kind: 'close' });
    expect(ends).toBe(1);
  });
});
