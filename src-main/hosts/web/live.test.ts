import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import { liveMessage } from '../../../src-preload/contract/live.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { scriptedEngine } from '../../../tests/support/scripted-engine.ts';
import { type LiveReader, openWebWindow } from '../../../tests/support/web-window.ts';
import type { WindowService } from '../window/window-service.ts';
import { type LiveSink, LiveStream } from './live-stream.ts';

const messagesOf = (blocks: LiveReader['blocks']): LiveMessage[] =>
  blocks.flatMap(({ data }) => (data === undefined ? [] : [liveMessage.parse(JSON.parse(data))]));
const sequencesOf = (blocks: LiveReader['blocks']): number[] =>
  messagesOf(blocks).flatMap((message) =>
    message.kind === 'events' ? message.events.map(({ sequence }) => sequence) : [],
  );
const lastIdOf = (blocks: LiveReader['blocks']): string =>
  blocks.findLast(({ id }) => id !== undefined)?.id ?? '';
const has = (kind: LiveMessage['kind']) => (blocks: LiveReader['blocks']) =>
  messagesOf(blocks).some((message) => message.kind === kind);
const upTo = (sequence: number) => (blocks: LiveReader['blocks']) => sequencesOf(blocks).at(-1) === sequence;

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

async function open(library = '/lib.rushes') {
  const engine = scriptedEngine(library);
  return { engine, window: await openWebWindow(engine, { roots: ['/'] }) };
}

describe('live messages', () => {
  it('begin with how the engine is, and with a place to go on from', async () => {
    const { engine, window } = await open();
    engine.happen(5);
    const stream = await window.listen();
    await stream.until(has('engine'));
    expect(messagesOf(stream.blocks)).toEqual([{ kind: 'engine', engine: engine.state }]);
    expect(lastIdOf(stream.blocks)).toMatch(/^5-[0-9a-f]{8}$/);
    stream.close();
  });

  it('come as they are said, to each window', async () => {
    const { engine, window } = await open();
    const streams = [await window.listen(), await window.listen()];
    for (const stream of streams) await stream.until(has('engine'));
    engine.happen(3);
    engine.say({ kind: 'progress', progress: [{ clipId: 'clip1', stage: 'probe', fraction: 0.5 }] });
    engine.say({ kind: 'notice', error: new AppError('disk-full').serialize() });
    for (const stream of streams) {
      await stream.until(has('notice'));
      expect(messagesOf(stream.blocks).map(({ kind }) => kind)).toEqual([
        'engine',
        'events',
        'progress',
        'notice',
      ]);
      expect(lastIdOf(stream.blocks)).toMatch(/^3-/);
      stream.close();
    }
  });

  it.each([
    ['its header', (id: string) => ({ path: '/api/live', headers: { 'last-event-id': id } })],
    ['its address', (id: string) => ({ path: `/api/live?after=${id}`, headers: {} })],
  ])('go on where a window stopped, told by %s', async (_how, resume) => {
    const { engine, window } = await open();
    const first = await window.listen();
    await first.until(has('engine'));
    engine.happen(3);
    await first.until(upTo(3));
    first.close();
    engine.happen(4);
    const { path, headers } = resume(lastIdOf(first.blocks));
    const second = await window.listen(path, headers);
    await second.until(upTo(7));
    engine.happen(1);
    await second.until(upTo(8));
    expect(sequencesOf(second.blocks)).toEqual(range(4, 8));
    expect(has('reset')(second.blocks)).toBe(false);
    second.close();
  });

  it('lose nothing and say nothing twice when they happen during the replay', async () => {
    const { engine, window } = await open();
    engine.happen(10);
    // Said before the replay is read (in both), and after it was read (only live).
    const { replay } = engine;
    engine.replay = async (after, signal) => {
      engine.happen(5);
      return replay(after, signal);
    };
    engine.duringReplay = () => {
      engine.happen(5);
      engine.say({ kind: 'notice', error: new AppError('disk-full').serialize() });
    };
    const stream = await window.listen('/api/live?after=4');
    await stream.until(upTo(20));
    expect(sequencesOf(stream.blocks)).toEqual(range(5, 20));
    // What is no event does not wait.
    expect(messagesOf(stream.blocks).map(({ kind }) => kind)).toEqual([
      'engine',
      'notice',
      'events',
      'events',
    ]);
    stream.close();
  });

  it('begin anew when what was missed cannot be told', async () => {
    const { engine, window } = await open();
    engine.happen(3);
    engine.replay = () => Promise.reject(new AppError('engine-unavailable'));
    const stream = await window.listen('/api/live?after=1');
    await stream.until(has('reset'));
    engine.happen(1);
    await stream.until(upTo(4));
    expect(sequencesOf(stream.blocks)).toEqual([4]);
    stream.close();
  });

  it('begin anew in another library, whose events are counted from the start', async () => {
    const { engine, window } = await open('/one.rushes');
    const first = await window.listen();
    await first.until(has('engine'));
    engine.happen(6);
    await first.until(upTo(6));
    engine.stored.length = 0;
    engine.say({ kind: 'engine', engine: { state: 'running', library: '/two.rushes' } });
    engine.say({ kind: 'reset' });
    engine.happen(2);
    await first.until(upTo(2));
    const idOfOne = first.blocks.findLast(({ id }) => id?.startsWith('6-') === true)?.id ?? '';
    const second = await window.listen(`/api/live?after=${idOfOne}`);
    await second.until(has('reset'));
    const idOfTwo = lastIdOf(first.blocks);
    engine.happen(1);
    const third = await window.listen(`/api/live?after=${idOfTwo}`);
    await third.until(upTo(3));
    expect(sequencesOf(third.blocks)).toEqual([3]);
    for (const stream of [first, second, third]) stream.close();
  });

  it.each(['', 'x', '-1', '1e3', '99999999999999999999', '1-zzzzzzzz'])(
    'take no heed of the place "%s"',
    async (after) => {
      const { engine, window } = await open();
      engine.happen(2);
      const stream = await window.listen(`/api/live?after=${after}`);
      await stream.until(has('engine'));
      expect(lastIdOf(stream.blocks)).toMatch(/^2-/);
      stream.close();
    },
  );

  it('are text that nobody stores', async () => {
    const { window } = await open();
    const leave = new AbortController();
    const { headers } = await fetch(`${window.origin}/api/live`, {
      headers: { cookie: window.cookie },
      signal: leave.signal,
    });
    expect(headers.get('content-type')).toContain('text/event-stream');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    leave.abort();
  });
});

describe('a window that does not keep up', () => {
  function slowStream() {
    const engine = scriptedEngine();
    const sink = { text: '', bufferedBytes: 0, isDropped: false };
    const liveSink: LiveSink = {
      write: (text) => {
        sink.text += text;
      },
      get bufferedBytes() {
        return sink.bufferedBytes;
      },
      drop: () => {
        sink.isDropped = true;
      },
    };
    engine.answers.set('host.facts', () => ({ ok: true, data: { engine: engine.state } }));
    const service: WindowService = { ...engine, locateMedia: engine.locate };
    return { engine, sink, stream: new LiveStream(service, liveSink) };
  }
  const progress: LiveMessage = { kind: 'progress', progress: [{ clipId: 'c', stage: 's', fraction: 0.1 }] };

  it('is spared what is soon out of date', async () => {
    const { engine, sink, stream } = slowStream();
    await stream.start(null);
    sink.bufferedBytes = 1024 * 1024;
    engine.say(progress);
    engine.happen(1);
    expect(sink.text).not.toContain('"progress"');
    expect(sink.text).toContain('"events"');
    expect(sink.isDropped).toBe(false);
    stream.close();
  });

  it('is let go before it fills the memory', async () => {
    const { engine, sink, stream } = slowStream();
    await stream.start(null);
    sink.bufferedBytes = 16 * 1024 * 1024;
    engine.happen(1);
    expect(sink.isDropped).toBe(true);
    stream.close();
  });

  it('is let go when more happens during its replay than can be held', async () => {
    const { engine, sink, stream } = slowStream();
    engine.duringReplay = () => engine.happen(30_000);
    await stream.start('0');
    expect(sink.isDropped).toBe(true);
    stream.close();
  });

  it('hears nothing more when it is gone', async () => {
    const { engine, sink, stream } = slowStream();
    await stream.start(null);
    stream.close();
    const before = sink.text;
    engine.happen(1);
    expect(sink.text).toBe(before);
  });
});
