/**
 * The engine process's hold of its reader thread. A thread that dies fails the questions that it had and is started
 * again with the next one.
 */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Reply } from '../../../src-preload/contract/command.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { FromReader, ReaderQuestion, ReaderSetup, ToReader } from './reader-messages.ts';

/** How long a thread may take to close its connection. */
const closeWithinMs = 1_000;

/** Beside this module, of the same kind: source or build. */
function workerUrl(): URL {
  return new URL(`./reader-worker${extname(import.meta.url)}`, import.meta.url);
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, (reply: Reply<unknown>) => void>;
}

export class ReaderThread {
  readonly #libraryPath: string;
  readonly #entry: URL;
  #thread: Thread | null = null;
  #nextId = 1;
  #closed = false;

  /** `start` 'now': the first question does not wait for the thread; 'when-asked': there is none before it is needed. */
  constructor(libraryPath: string, start: 'now' | 'when-asked' = 'now', entry: URL = workerUrl()) {
    this.#libraryPath = libraryPath;
    this.#entry = entry;
    if (start === 'now') this.#thread = this.#start();
  }

  /** Never rejects. Aborting asks the thread to stop: its answer is then 'cancelled', or was ready already. */
  ask(question: ReaderQuestion, signal: AbortSignal): Promise<Reply<unknown>> {
    if (signal.aborted || this.#closed) return Promise.resolve(failed(new AppError('cancelled')));
    this.#thread ??= this.#start();
    const { worker, waiting } = this.#thread;
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const onAbort = (): void => {
        post(worker, { kind: 'abort', id });
      };
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.set(id, (reply) => {
        signal.removeEventListener('abort', onAbort);
        resolve(reply);
      });
      post(worker, { kind: 'ask', id, question });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const thread = this.#thread;
    if (thread === null) return;
    const ended = new Promise<void>((resolve) => {
      thread.worker.once('exit', () => {
        resolve();
      });
    });
    post(thread.worker, { kind: 'close' });
    const timer = setTimeout(() => void thread.worker.terminate(), closeWithinMs);
    await ended;
    clearTimeout(timer);
  }

  #start(): Thread {
    const setup: ReaderSetup = { libraryPath: this.#libraryPath };
    const thread: Thread = { worker: new Worker(this.#entry, { workerData: setup }), waiting: new Map() };
    let detail = 'the reader thread ended';
    thread.worker.on('message', ({ id, reply }: FromReader) => {
      const settle = thread.waiting.get(id);
      thread.waiting.delete(id);
      settle?.(reply);
    });
    thread.worker.on('error', (error) => {
      detail = `the reader thread failed: ${error instanceof Error ? error.message : String(error)}`;
    });
    thread.worker.on('exit', () => {
      if (this.#thread === thread) this.#thread = null;
      for (const settle of thread.waiting.values()) settle(failed(new AppError('internal', { detail })));
      thread.waiting.clear();
    });
    return thread;
  }
}

function post(worker: Worker, message: ToReader): void {
  worker.postMessage(message);
}

function failed(error: AppError): Reply<never> {
  return { ok: false, error: error.serialize() };
}
