/**
 * Keeps an engine process going for a host.
 *
 *   starting --opened--> running --crash--> restarting --after a wait--> (a new process) --opened--> running
 *      |                                        |
 *      +--failed---> failed <--failed, or crashed too often--+         `restart` starts it again
 *   any state --close--> stopped
 *
 * Calls wait for 'running' a while. Opening another library, starting again and closing are done one after the other.
 */
import { z } from 'zod';
import type { Reply } from '../../../src-preload/contract/command.ts';
import { AppError, type SerializedError, toAppError } from '../../../src-preload/contract/errors.ts';
import { type EngineState, type LiveMessage, liveMessage } from '../../../src-preload/contract/live.ts';
import type { MediaKind } from '../../../src-preload/contract/media.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import type { EngineConnection, StartEngineProcess } from './engine-connection.ts';
import { EngineSession, failed, type Question } from './engine-session.ts';
import { LiveRelay } from './live-relay.ts';
import { type MediaLocation, mediaLocation } from './protocol.ts';
import { RestartPolicy } from './restart-policy.ts';
import { StateWaiters } from './state-waiters.ts';

export interface EngineConnectionOptions {
  readonly start: StartEngineProcess;
  readonly entryPath: string;
  readonly library: string;
  /** What the lock says of the process, for people. */
  readonly command: string;
  readonly ifMissing: 'create' | 'refuse';
  readonly workers: number | null;
  readonly clock?: Clock;
  /** How long calls wait for an engine that starts; 10 s. */
  readonly waitMs?: number;
}

type IfMissing = EngineConnectionOptions['ifMissing'];

/** Begins to start the engine at once. */
export function createEngineConnection(options: EngineConnectionOptions): EngineConnection {
  const supervisor = new Supervisor(options);
  supervisor.begin();
  return supervisor;
}

const usualWaitMs = 10_000;
const never = new AbortController().signal;

class Supervisor implements EngineConnection {
  readonly #options: EngineConnectionOptions;
  readonly #clock: Clock;
  readonly #relay = new LiveRelay();
  readonly #policy = new RestartPolicy();
  readonly #waiters: StateWaiters;
  #state: EngineState;
  #session: EngineSession | null = null;
  /** That was asked to end: when it does, it is no crash. */
  #leaving: EngineSession | null = null;
  #closing: Promise<void> | null = null;
  /** Opened once in this life of the library, so that listeners know its events. */
  #knowsEvents = false;
  #runningSinceMs: number | null = null;
  #cancelRestart: (() => void) | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: EngineConnectionOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#state = { state: 'starting', library: options.library };
    this.#waiters = new StateWaiters(this.#clock, options.waitMs ?? usualWaitMs);
  }

  get state(): EngineState {
    return this.#state;
  }

  begin(): void {
    this.#startSession(this.#options.ifMissing);
  }

  call(name: string, rawRequest: unknown, signal: AbortSignal): Promise<Reply<unknown>> {
    return this.#ask({ kind: 'call', name, request: rawRequest }, signal);
  }

  async locate(clipId: string, media: MediaKind, signal: AbortSignal): Promise<MediaLocation | null> {
    return answerOf(mediaLocation.nullable(), await this.#ask({ kind: 'locate', clipId, media }, signal));
  }

  async replay(afterSequence: number, signal: AbortSignal): Promise<readonly LiveMessage[]> {
    return answerOf(z.array(liveMessage), await this.#ask({ kind: 'replay', afterSequence }, signal));
  }

  subscribe(listener: (message: LiveMessage) => void): () => void {
    return this.#relay.subscribe(listener);
  }

  open(library: string, ifMissing: IfMissing): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.#state;
      if (before.state === 'running' && before.library === library) return;
      const error = await this.#switchTo(library, ifMissing);
      if (error === null) return;
      if (this.#closing === null) await this.#switchTo(before.library, 'refuse');
      throw new AppError(error.code, error.facts);
    });
  }

  restart(): Promise<void> {
    return this.#inTurn(async () => {
      const { state, library } = this.#state;
      if (state !== 'failed') return;
      this.#policy.reset();
      this.#set({ state: 'starting', library });
      const decided = this.#waiters.whenDecided();
      this.#startSession('refuse');
      await decided;
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#endSession();
    // Also ends the wait of an `open` or `restart` that is under way.
    this.#set({ state: 'stopped', library: this.#state.library });
    await this.#turn;
  }

  async #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(() => {
      if (this.#closing !== null) throw closing();
      return action();
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #ask(question: Question, signal: AbortSignal): Promise<Reply<unknown>> {
    try {
      await this.#waiters.whenRunning(this.#state, signal);
    } catch (error) {
      return failed(toAppError(error));
    }
    return this.#session?.ask(question, signal) ?? failed(new AppError('engine-unavailable'));
  }

  /** @returns what the engine failed with; null: the library is open */
  async #switchTo(library: string, ifMissing: IfMissing): Promise<SerializedError | null> {
    this.#policy.reset();
    this.#set({ state: 'starting', library });
    await this.#endSession();
    if (this.#closing !== null) return closing().serialize();
    this.#knowsEvents = false;
    const decision = this.#waiters.whenDecided();
    this.#startSession(ifMissing);
    const decided = await decision;
    if (decided.state === 'stopped') return closing().serialize();
    if (decided.state === 'failed' || decided.state === 'restarting') {
      await this.#endSession();
      return decided.error;
    }
    this.#relay.tell({ kind: 'reset' });
    return null;
  }

  #startSession(ifMissing: IfMissing): void {
    const { start, entryPath, command, workers } = this.#options;
    const { library } = this.#state;
    const request = { kind: 'open', library, command, ifMissing, workers } as const;
    // A process that another has taken the place of is not listened to.
    let session: EngineSession | null = null;
    const ifCurrent = (action: () => void): void => {
      if (session !== null && this.#session === session) action();
    };
    try {
      session = new EngineSession(() => start(entryPath), request, this.#clock, {
        onOpened: (lastSequence) => {
          ifCurrent(() => void this.#onOpened(lastSequence));
        },
        onFailed: (error) => {
          ifCurrent(() => {
            this.#onFailed(error);
          });
        },
        onLive: (message) => {
          ifCurrent(() => {
            this.#relay.receive(message);
          });
        },
        onEnd: (error) => {
          ifCurrent(() => {
            if (this.#leaving === session) this.#relay.endScans('stopped', error);
            else this.#onCrash(error);
          });
        },
      });
      this.#session = session;
    } catch (error) {
      this.#onCrash(new AppError('engine-unavailable', { detail: toAppError(error).message }, error));
    }
  }

  async #onOpened(lastSequence: number): Promise<void> {
    this.#runningSinceMs = this.#clock.now();
    const session = this.#session;
    const isKnown = this.#knowsEvents;
    this.#knowsEvents = true;
    if (isKnown) this.#relay.hold();
    else this.#relay.startAt(lastSequence);
    this.#set({ state: 'running', library: this.#state.library });
    if (!isKnown || session === null) return;
    const reply = await session.ask({ kind: 'replay', afterSequence: this.#relay.lastSequence }, never);
    // Where it crashed again, the next one is asked.
    if (this.#session !== session) return;
    const missed = reply.ok ? z.array(liveMessage).safeParse(reply.data).data : undefined;
    this.#relay.goOn(missed ?? [{ kind: 'reset' }]);
  }

  #onFailed(error: SerializedError): void {
    // Its process ends by itself, or is made to.
    void this.#session?.close();
    this.#session = null;
    this.#set({ state: 'failed', library: this.#state.library, error });
  }

  #onCrash(error: AppError): void {
    this.#session = null;
    this.#relay.endScans('failed', error);
    const { library } = this.#state;
    const sinceMs = this.#runningSinceMs;
    this.#runningSinceMs = null;
    const next = this.#policy.afterCrash(sinceMs === null ? 0 : this.#clock.now() - sinceMs);
    if (next === null) {
      this.#set({ state: 'failed', library, error: error.serialize() });
      return;
    }
    // Before the state is told: whoever hears of it may ask for an end.
    this.#cancelRestart = this.#clock.after(next.waitMs, () => {
      this.#cancelRestart = null;
      // A library that has been open is not made anew where it has vanished.
      this.#startSession(sinceMs === null && !this.#knowsEvents ? this.#options.ifMissing : 'refuse');
    });
    this.#set({ state: 'restarting', library, ...next, error: error.serialize() });
  }

  async #endSession(): Promise<void> {
    this.#cancelRestart?.();
    this.#cancelRestart = null;
    const session = this.#session;
    this.#leaving = session;
    await session?.close();
    if (this.#session === session) this.#session = null;
    this.#runningSinceMs = null;
  }

  #set(state: EngineState): void {
    this.#state = state;
    this.#relay.tell({ kind: 'engine', engine: state });
    this.#waiters.tell(state);
  }
}

/** @throws AppError what the engine answered with; bad-response */
function answerOf<T>(schema: z.ZodType<T>, reply: Reply<unknown>): T {
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.facts);
  const parsed = schema.safeParse(reply.data);
  if (parsed.success) return parsed.data;
  throw new AppError('bad-response', { detail: parsed.error.issues[0]?.message ?? '' }, parsed.error);
}

function closing(): AppError {
  return new AppError('engine-unavailable', { detail: 'Rushes is closing' });
}
