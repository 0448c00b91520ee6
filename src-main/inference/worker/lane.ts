/** The main thread's hold of one lane. Its thread is started with the first request. */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { withOwnBytes } from '../own-bytes.ts';
import type { Answer, LaneQuestion } from '../protocol.ts';
import type { FromLane, LaneSettings, ToLane } from './lane-messages.ts';

/** Beside this module, of the same kind: source or build. */
function workerUrl(): URL {
  return new URL(`./lane-worker${extname(import.meta.url)}`, import.meta.url);
}

export class Lane {
  readonly #settings: LaneSettings;
  readonly #onChange: () => void;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #worker: Worker | null = null;
  #loaded: readonly string[] = [];
  #nextId = 1;
  /** Key of the model of the request that runs. */
  #using: string | null = null;

  /** `onChange`: what it has loaded, or whether it is busy, may have changed. */
  constructor(settings: LaneSettings, onChange: () => void) {
    this.#settings = settings;
    this.#onChange = onChange;
  }

  get state(): 'unstarted' | 'idle' | 'busy' {
    if (this.#worker === null) return 'unstarted';
    return this.#waiting.size === 0 ? 'idle' : 'busy';
  }

  /** Keys of its models, that of the request that is under way among them. */
  get models(): readonly string[] {
    return this.#using === null ? this.#loaded : [...new Set([...this.#loaded, this.#using])];
  }

  /** Keys of those that take up memory now. */
  get loaded(): readonly string[] {
    return this.#loaded;
  }

  async ask(question: LaneQuestion): Promise<Answer> {
    this.#using = 'model' in question ? question.model.key : null;
    const { value, buffers } = withOwnBytes(question);
    const answer = await this.#send((id) => ({ kind: 'ask', id, question: value }), buffers);
    this.#using = null;
    return answer;
  }

  async unload(key: string | null): Promise<void> {
    if (this.#worker !== null) await this.#send((id) => ({ kind: 'unload', id, key }), []);
  }

  /** Unloads what is not in use. */
  spare(): void {
    this.#post({ kind: 'spare', key: this.#using }, []);
  }

  #send(message: (id: number) => ToLane, buffers: readonly ArrayBuffer[]): Promise<Answer> {
    this.#worker ??= this.#start();
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#post(message(id), buffers);
    });
  }

  #post(message: ToLane, buffers: readonly ArrayBuffer[]): void {
    this.#worker?.postMessage(message, [...buffers]);
  }

  #start(): Worker {
    const worker = new Worker(workerUrl(), { workerData: this.#settings });
    worker.on('message', (message: FromLane) => {
      this.#loaded = message.loaded;
      if (message.kind === 'reply') {
        const settle = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        settle?.(message.answer);
      }
      this.#onChange();
    });
    worker.on('error', (error) => {
      this.#onError(error);
    });
    worker.on('exit', () => {
      if (this.#worker === worker) throw new Error('a lane has ended by itself');
    });
    return worker;
  }

  /** A thread that ran out of its heap is told of as that; anything else ends the process, as it would on the main thread. */
  #onError(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
    this.#worker = null;
    this.#loaded = [];
    const lost = new AppError('out-of-memory', { detail: 'a model used up its thread’s memory' }, error);
    for (const settle of this.#waiting.values()) settle({ ok: false, error: lost.serialize() });
    this.#waiting.clear();
    this.#onChange();
  }
}
