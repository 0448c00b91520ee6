/** One engine process from its start to its end, as its host sees it: questions and their answers, and how it ends. */
import type { z } from 'zod';
import type { Reply } from '../../../src-preload/contract/command.ts';
import { AppError, type SerializedError } from '../../../src-preload/contract/errors.ts';
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EngineProcess } from './engine-connection.ts';
import { fromEngine, type ToEngine } from './protocol.ts';

type OpenRequest = Extract<ToEngine, { kind: 'open' }>;

/** A question without its number. */
export type Question =
  | { readonly kind: 'call'; readonly name: string; readonly request: unknown }
  | {
      readonly kind: 'locate';
      readonly clipId: string;
      readonly media: Extract<ToEngine, { kind: 'locate' }>['media'];
    }
  | { readonly kind: 'replay'; readonly afterSequence: number };

interface SessionListener {
  /** Once, or never. `lastSequence`: of the newest event from before it began to work. */
  onOpened(lastSequence: number): void;
  /** Instead of `onOpened`. */
  onFailed(error: SerializedError): void;
  onLive(message: LiveMessage): void;
  /** Once, after everything else. `error`: how to tell of it where nobody asked it to end. */
  onEnd(error: AppError): void;
}

interface Waiting {
  settle(reply: Reply<unknown>): void;
}

/** How long a process may take to close its library before it is killed. */
const closeWithinMs = 8_000;
const shownLines = 5;

export class EngineSession {
  readonly #process: EngineProcess;
  readonly #clock: Clock;
  readonly #listener: SessionListener;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #nextId = 1;
  #state: 'alive' | 'ended' = 'alive';

  /** @throws what the system says where a process can't be started */
  constructor(start: () => EngineProcess, open: OpenRequest, clock: Clock, listener: SessionListener) {
    this.#clock = clock;
    this.#listener = listener;
    this.#process = start();
    this.#ended = new Promise((resolve) => {
      this.#process.onExit((code) => {
        resolve();
        this.#onExit(code);
      });
    });
    this.#process.onMessage((message) => {
      this.#receive(message);
    });
    this.#send(open);
  }

  /**
   * Never rejects, and never ends before the process has answered or is gone: an abort only tells the process that nobody
   * needs the answer.
   */
  ask(question: Question, signal: AbortSignal): Promise<Reply<unknown>> {
    if (signal.aborted) return Promise.resolve(failed(new AppError('cancelled')));
    if (this.#state === 'ended') return Promise.resolve(failed(new AppError('engine-unavailable')));
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const onAbort = (): void => {
        this.#send({ kind: 'abort', id });
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.set(id, {
        settle: (reply) => {
          this.#waiting.delete(id);
          signal.removeEventListener('abort', onAbort);
          resolve(reply);
        },
      });
      this.#send({ ...question, id });
    });
  }

  /** Asks the process to end, and makes it where it does not. */
  async close(): Promise<void> {
    if (this.#state === 'ended') return;
    this.#send({ kind: 'close' });
    const cancel = this.#clock.after(closeWithinMs, () => {
      this.#process.kill();
    });
    await this.#ended;
    cancel();
  }

  #send(message: ToEngine): void {
    if (this.#state === 'alive') this.#process.send(message);
  }

  #receive(raw: unknown): void {
    if (this.#state === 'ended') return;
    const parsed = fromEngine.safeParse(raw);
    if (!parsed.success) {
      this.#refuse(raw, parsed.error);
      return;
    }
    const message = parsed.data;
    if (message.kind === 'opened') this.#listener.onOpened(message.lastSequence);
    else if (message.kind === 'failed') this.#listener.onFailed(message.error);
    else if (message.kind === 'live') this.#listener.onLive(message.message);
    else this.#waiting.get(message.id)?.settle(message.reply);
  }

  /** What is not as agreed goes no further; whoever waits for it gets to know. */
  #refuse(raw: unknown, { issues: [issue] }: z.ZodError): void {
    const error = new AppError('bad-response', { detail: issue?.message ?? 'not a message of an engine' });
    const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
    const waiting = typeof id === 'number' ? this.#waiting.get(id) : undefined;
    if (waiting === undefined) this.#listener.onLive({ kind: 'notice', error: error.serialize() });
    else waiting.settle(failed(error));
  }

  #onExit(code: number | null): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    const error = endError(code, this.#process.lastLines?.() ?? []);
    for (const waiting of this.#waiting.values()) waiting.settle(failed(error));
    this.#listener.onEnd(error);
  }
}

function endError(code: number | null, lastLines: readonly string[]): AppError {
  const how = code === null ? 'it was killed' : `it ended with code ${String(code)}`;
  const said = lastLines.slice(-shownLines).join('\n');
  return new AppError('engine-unavailable', { detail: said === '' ? how : `${how}: ${said}` });
}

export function failed(error: AppError): Reply<never> {
  return { ok: false, error: error.serialize() };
}
