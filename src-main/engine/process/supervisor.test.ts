import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { EngineEvent } from '../../../src-preload/contract/events.ts';
import type { LiveMessage, ScanState } from '../../../src-preload/contract/live.ts';
import { HandClock } from '../../../tests/support/hand-clock.ts';
import type { EngineProcess } from './engine-connection.ts';
import type { FromEngine, ToEngine } from './protocol.ts';
import { createEngineConnection } from './supervisor.ts';

const never = new AbortController().signal;
const error = new AppError('library-locked', { file: '/l' }).serialize();

/** An engine process that says what a test makes it say. */
class ScriptedProcess implements EngineProcess {
  readonly pid = 1;
  readonly received: ToEngine[] = [];
  readonly killed: string[] = [];
  lines: string[] = [];
  #onMessage: (message: unknown) => void = () => undefined;
  #onExit: (code: number | null) => void = () => undefined;
  send(message: unknown): void {
    this.received.push(message as ToEngine);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
  }
  onExit(listener: (code: number | null) => void): void {
    this.#onExit = listener;
  }
  kill(): void {
    this.killed.push('killed');
    this.exit(null);
  }
  lastLines(): readonly string[] {
    return this.lines;
  }
  say(message: FromEngine): void {
    this.#onMessage(message);
  }
  sayAnything(message: unknown): void {
    this.#onMessage(message);
  }
  exit(code: number | null): void {
    this.#onExit(code);
  }
  opens(lastSequence = 0): void {
    this.say({ kind: 'opened', library: '/l', lastSequence });
  }
  /** The newest question of a kind. */
  asked<K extends ToEngine['kind']>(kind: K): Extract<ToEngine, { kind: K }> {
    const found = this.received.findLast((message) => message.kind === kind);
    if (found === undefined) throw new Error(`nobody asked for ${kind}`);
    return found as Extract<ToEngine, { kind: K }>;
  }
  answers(id: number, data: unknown): void {
    this.say({ kind: 'reply', id, reply: { ok: true, data } });
  }
}

function setUp() {
  const clock = new HandClock();
  const processes: ScriptedProcess[] = [];
  const connection = createEngineConnection({
    start: () => {
      const started = new ScriptedProcess();
      processes.push(started);
      return started;
    },
    ...{ entryPath: '/e', library: '/l', command: 'test', ifMissing: 'create', workers: null, clock },
  });
  const heard: LiveMessage[] = [];
  connection.subscribe((message) => heard.push(message));
  const newest = (): ScriptedProcess => {
    const found = processes.at(-1);
    if (found === undefined) throw new Error('no process was started');
    return found;
  };
  const states = () => heard.flatMap((message) => (message.kind === 'engine' ? [message.engine.state] : []));
  const numbers = () =>
    heard.flatMap((message) =>
      message.kind === 'events' ? message.events.map(({ sequence }) => sequence) : [],
    );
  return { clock, processes, connection, heard, newest, states, numbers };
}

function events(...sequences: number[]): FromEngine & { kind: 'live' } {
  const list = sequences.map((sequence): EngineEvent => ({
    sequence,
    atMs: 1,
    type: 'engine-changed',
    data: { state: 'started' },
  }));
  return { kind: 'live', message: { kind: 'events', events: list } };
}

/** Lets promises that are settled be noticed. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('an engine connection', () => {
  it('opens the library that it was given, and lets calls wait for that', async () => {
    const { connection, newest, states } = setUp();
    expect(connection.state).toEqual({ state: 'starting', library: '/l' });
    expect(newest().received).toEqual([
      { kind: 'open', library: '/l', command: 'test', ifMissing: 'create', workers: null },
    ]);
    const reply = connection.call('library.list', { limit: 1 }, never);
    await settle();
    expect(newest().received).toHaveLength(1);
    newest().opens();
    await settle();
    const call = newest().asked('call');
    expect(call).toMatchObject({ name: 'library.list', request: { limit: 1 } });
    newest().answers(call.id, { clips: [] });
    expect(await reply).toEqual({ ok: true, data: { clips: [] } });
    expect(states()).toEqual(['running']);
  });

  it('does not let calls wait for ever', async () => {
    const { connection, clock } = setUp();
    const reply = connection.call('library.list', {}, never);
    await settle();
    clock.pass(10_000);
    expect(await reply).toMatchObject({ ok: false, error: { code: 'engine-unavailable' } });
  });

  it('tells the process that nobody needs an answer any more, and waits for it all the same', async () => {
    const { connection, newest } = setUp();
    newest().opens();
    const abort = new AbortController();
    const reply = connection.call('library.verify', {}, abort.signal);
    await settle();
    abort.abort();
    const { id } = newest().asked('call');
    expect(newest().asked('abort').id).toBe(id);
    newest().answers(id, 'after all');
    expect(await reply).toEqual({ ok: true, data: 'after all' });
    expect(await connection.call('library.verify', {}, abort.signal)).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
  });

  it('fails what a process leaves unanswered when it dies, with its last words', async () => {
    const { connection, newest } = setUp();
    newest().opens();
    const reply = connection.call('library.list', {}, never);
    const located = connection.locate('abcd', 'poster', never);
    await settle();
    newest().lines = ['RangeError: too large'];
    newest().exit(1);
    expect(await reply).toMatchObject({
      ok: false,
      error: { code: 'engine-unavailable', facts: { detail: 'it ended with code 1: RangeError: too large' } },
    });
    await expect(located).rejects.toMatchObject({ code: 'engine-unavailable' });
    expect(connection.state).toMatchObject({ state: 'restarting', attempt: 1, waitMs: 500 });
  });

  it('starts again ever later, and in the end not by itself', async () => {
    const { connection, newest, clock, processes } = setUp();
    const waits: number[] = [];
    for (;;) {
      newest().opens();
      newest().exit(null);
      const { state } = connection;
      if (state.state !== 'restarting') break;
      waits.push(state.waitMs);
      clock.pass(state.waitMs);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 5_000, 10_000]);
    expect(connection.state).toMatchObject({ state: 'failed', error: { code: 'engine-unavailable' } });
    expect(processes).toHaveLength(6);
    expect(await connection.call('library.list', {}, never)).toMatchObject({ ok: false });
    const restarted = connection.restart();
    await settle();
    expect(newest().asked('open').ifMissing).toBe('refuse');
    newest().opens();
    await restarted;
    expect(connection.state.state).toBe('running');
    newest().exit(1);
    expect(connection.state).toMatchObject({ state: 'restarting', attempt: 1 });
  });

  it('forgets crashes after a minute of health', () => {
    const { connection, newest, clock } = setUp();
    newest().opens();
    newest().exit(1);
    clock.pass(500);
    newest().opens();
    clock.pass(59_999);
    newest().exit(1);
    expect(connection.state).toMatchObject({ attempt: 2, waitMs: 1_000 });
    clock.pass(1_000);
    newest().opens();
    clock.pass(60_000);
    newest().exit(1);
    expect(connection.state).toMatchObject({ attempt: 1, waitMs: 500 });
  });

  it('does not start again where the engine says why it can not', async () => {
    const { connection, newest, clock, processes } = setUp();
    newest().say({ kind: 'failed', error });
    newest().exit(0);
    clock.pass(60_000);
    expect(connection.state).toEqual({ state: 'failed', library: '/l', error });
    expect(processes).toHaveLength(1);
    expect(await connection.call('library.list', {}, never)).toMatchObject({
      ok: false,
      error: { code: 'engine-unavailable', facts: { detail: error.message } },
    });
  });

  it('takes a process that cannot be started for one that crashed', () => {
    const connection = createEngineConnection({
      start: () => {
        throw new Error('EAGAIN');
      },
      ...{ entryPath: '/e', library: '/l', command: 'test', ifMissing: 'create', workers: null },
      clock: new HandClock(),
    });
    expect(connection.state).toMatchObject({ state: 'restarting', error: { code: 'engine-unavailable' } });
  });

  it('hands every event on once and in order, across a crash', async () => {
    const { newest, clock, numbers } = setUp();
    newest().opens(10);
    newest().say(events(11, 12));
    newest().exit(null);
    clock.pass(500);
    newest().opens(14);
    // The new one's own come before the answer about what was missed, which has some of them too.
    newest().say(events(15, 16));
    expect(numbers()).toEqual([11, 12]);
    const replay = newest().asked('replay');
    expect(replay.afterSequence).toBe(12);
    newest().answers(replay.id, [events(13, 14, 15).message]);
    await settle();
    newest().say(events(16, 17));
    expect(numbers()).toEqual([11, 12, 13, 14, 15, 16, 17]);
  });

  it('asks the one after next where the next crashes before it could say what was missed', async () => {
    const { newest, clock, numbers } = setUp();
    newest().opens(0);
    newest().say(events(1));
    newest().exit(null);
    clock.pass(500);
    newest().opens(2);
    newest().say(events(3));
    newest().exit(null);
    await settle();
    clock.pass(1_000);
    newest().opens(3);
    const replay = newest().asked('replay');
    newest().answers(replay.id, [events(2, 3).message]);
    await settle();
    expect(numbers()).toEqual([1, 2, 3]);
  });

  it('ends scans that died with their engine', () => {
    const { newest, heard } = setUp();
    const scan: ScanState = {
      ...{ scan: 's', state: 'looking', paths: ['/a'], found: 1, new: 0, unchanged: 0, failed: 0 },
      ...{ error: null, unreadable: [] },
    };
    newest().opens();
    newest().say({ kind: 'live', message: { kind: 'scan', scan } });
    newest().exit(null);
    const scans = heard.flatMap((message) => (message.kind === 'scan' ? [message.scan] : []));
    expect(scans).toMatchObject([
      { state: 'looking' },
      { state: 'failed', error: { code: 'engine-unavailable' } },
    ]);
  });

  it('goes no further with what is not as agreed', async () => {
    const { connection, newest, heard } = setUp();
    newest().opens();
    newest().sayAnything({ kind: 'live', message: { kind: 'rumour' } });
    expect(heard.at(-1)).toMatchObject({ kind: 'notice', error: { code: 'bad-response' } });
    const reply = connection.call('library.list', {}, never);
    await settle();
    newest().sayAnything({ kind: 'reply', id: newest().asked('call').id, reply: { ok: 'maybe' } });
    expect(await reply).toMatchObject({ ok: false, error: { code: 'bad-response' } });
    const located = connection.locate('abcd', 'poster', never);
    await settle();
    newest().answers(newest().asked('locate').id, { path: 7 });
    await expect(located).rejects.toMatchObject({ code: 'bad-response' });
  });

  it('opens another library when this one is closed', async () => {
    const { connection, newest, heard, numbers, processes } = setUp();
    newest().opens(50);
    newest().say(events(51));
    const opened = connection.open('/other', 'create');
    await settle();
    expect(processes).toHaveLength(1);
    expect(newest().received.at(-1)).toEqual({ kind: 'close' });
    newest().exit(0);
    await settle();
    expect(newest().asked('open')).toMatchObject({ library: '/other', ifMissing: 'create' });
    newest().opens(3);
    await opened;
    expect(connection.state).toEqual({ state: 'running', library: '/other' });
    expect(heard.at(-1)).toEqual({ kind: 'reset' });
    newest().say(events(4));
    expect(numbers()).toEqual([51, 4]);
  });

  it('goes back to the library before where the other cannot be opened', async () => {
    const { connection, newest } = setUp();
    newest().opens();
    const opened = connection.open('/other', 'refuse');
    const refused = expect(opened).rejects.toMatchObject({ code: 'library-locked' });
    newest().exit(0);
    await settle();
    newest().say({ kind: 'failed', error });
    newest().exit(0);
    await settle();
    expect(newest().asked('open')).toMatchObject({ library: '/l', ifMissing: 'refuse' });
    newest().opens();
    await refused;
    expect(connection.state).toEqual({ state: 'running', library: '/l' });
  });

  it('takes an engine that crashes over another library for one that cannot open it', async () => {
    const { connection, newest, clock } = setUp();
    newest().opens();
    const opened = connection.open('/other', 'refuse');
    const refused = expect(opened).rejects.toMatchObject({ code: 'engine-unavailable' });
    newest().exit(0);
    await settle();
    newest().exit(139);
    await settle();
    newest().opens();
    await refused;
    clock.pass(60_000);
    expect(connection.state).toEqual({ state: 'running', library: '/l' });
  });

  it('kills a process that does not end when it is asked to', async () => {
    const { connection, newest, clock, states } = setUp();
    newest().opens();
    const closed = connection.close();
    clock.pass(7_999);
    expect(newest().killed).toEqual([]);
    clock.pass(1);
    await closed;
    expect(newest().killed).toEqual(['killed']);
    expect(states()).toEqual(['running', 'stopped']);
    expect(clock.pending).toEqual([]);
  });

  it('can be closed while it waits to start again, and while it opens', async () => {
    const waiting = setUp();
    waiting.newest().exit(1);
    await waiting.connection.close();
    waiting.clock.pass(60_000);
    expect(waiting.processes).toHaveLength(1);

    const opening = setUp();
    opening.newest().opens();
    const other = opening.connection.open('/other', 'create');
    const refused = expect(other).rejects.toMatchObject({ code: 'engine-unavailable' });
    opening.newest().exit(0);
    await settle();
    const closed = opening.connection.close();
    opening.newest().exit(0);
    await Promise.all([closed, refused]);
    expect(opening.connection.state.state).toBe('stopped');
    expect(opening.processes).toHaveLength(2);
    await expect(opening.connection.open('/third', 'create')).rejects.toMatchObject({
      code: 'engine-unavailable',
    });
  });
});
