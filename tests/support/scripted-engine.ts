/** An engine that says and answers what a test tells it to, behind the interface that hosts hold. */
import type { Reply } from '../../src-preload/contract/command.ts';
import type { EngineEvent } from '../../src-preload/contract/events.ts';
import type { EngineState, LiveMessage } from '../../src-preload/contract/live.ts';
import type { EngineConnection } from '../../src-main/engine/process/engine-connection.ts';
import type { MediaLocation } from '../../src-main/engine/process/protocol.ts';

export interface ScriptedEngine extends Omit<EngineConnection, 'locate' | 'replay'> {
  locate: (...asked: Parameters<EngineConnection['locate']>) => Promise<MediaLocation | null>;
  replay: (...asked: Parameters<EngineConnection['replay']>) => Promise<readonly LiveMessage[]>;
  state: EngineState;
  /** What it was asked, in order. */
  readonly asked: { readonly name: string; readonly request: unknown; readonly signal: AbortSignal }[];
  /** Answers by command; what has none is answered with `{}`. */
  readonly answers: Map<
    string,
    (request: unknown, signal: AbortSignal) => Reply<unknown> | Promise<Reply<unknown>>
  >;
  /** "<clip>/<kind>" -> its file. */
  readonly media: Map<string, MediaLocation>;
  /** All events that were ever stored. */
  readonly stored: EngineEvent[];
  readonly opened: string[];
  closed: boolean;
  say(message: LiveMessage): void;
  /** Stores the next so many events and tells them. */
  happen(count: number): void;
  /** Called before a replay is answered, after it was read. */
  duringReplay: () => void | Promise<void>;
}

export function scriptedEngine(library = '/lib.rushes'): ScriptedEngine {
  const listeners = new Set<(message: LiveMessage) => void>();
  const engine: ScriptedEngine = {
    state: { state: 'running', library },
    asked: [],
    answers: new Map(),
    media: new Map(),
    stored: [],
    opened: [],
    closed: false,
    duringReplay: () => undefined,
    say(message) {
      if (message.kind === 'engine') engine.state = message.engine;
      for (const listener of [...listeners]) listener(message);
    },
    happen(count) {
      const events = Array.from({ length: count }, (_, index): EngineEvent => {
        const sequence = engine.stored.length + index + 1;
        return {
          sequence,
          atMs: sequence,
          type: 'clip-added',
          data: { clipId: `clip${String(sequence)}`, path: '/v' },
        };
      });
      engine.stored.push(...events);
      engine.say({ kind: 'events', events });
    },
    async call(name, request, signal) {
      engine.asked.push({ name, request, signal });
      const answer = engine.answers.get(name);
      if (answer !== undefined) return answer(request, signal);
      if (name === 'events.read')
        return { ok: true, data: { events: [], lastSequence: engine.stored.length, gap: false } };
      return Promise.resolve({ ok: true, data: {} });
    },
    locate: (clipId, kind) => Promise.resolve(engine.media.get(`${clipId}/${kind}`) ?? null),
    async replay(afterSequence) {
      const events = engine.stored.slice(afterSequence);
      await engine.duringReplay();
      return events.length === 0 ? [] : [{ kind: 'events', events }];
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open(path) {
      engine.opened.push(path);
      engine.say({ kind: 'engine', engine: { state: 'running', library: path } });
      return Promise.resolve();
    },
    restart() {
      engine.say({ kind: 'engine', engine: { state: 'running', library: engine.state.library } });
      return Promise.resolve();
    },
    close() {
      engine.closed = true;
      return Promise.resolve();
    },
  };
  return engine;
}
