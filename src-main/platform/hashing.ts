/**
 * Fingerprints of content. `quickIdentity` reads at most 320 KiB of a file, whatever its size; `createFileHasher`
 * reads whole files, in worker threads so that nothing else waits for it.
 */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { HashAnswer, HashOrder } from './hash-worker.ts';
import { fsPath } from './paths.ts';

const sampleBytes = 64 * 1024;
const sampleCount = 5;
/** Content up to this size is read whole for its quick identity. */
export const wholeReadBytes = sampleBytes * sampleCount;

/** In front of quick identities that were taken over every byte: equal ones prove equal content. */
export const wholeTag = 'q1-whole-';
const sampledTag = 'q1-sampled-';

/** Thrown when a file ended before the size it was found with: it is changing at this moment. */
export class FileShrankError extends Error {
  override readonly name = 'FileShrankError';
}

/** SHA-256 as 64 hex digits. Text is hashed as UTF-8. */
export function sha256Hex(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * A fingerprint that tells nearly all files apart: SHA-256 over the size in bytes and the content, of which only 64 KiB
 * at the head, around each quarter and at the tail are read once it is longer than 320 KiB. The tag in front tells the
 * version and whether the whole content went in (then equal means equal).
 * @throws the system's error with its `code`; FileShrankError
 */
export async function quickIdentity(path: string, sizeBytes: number): Promise<string> {
  const digest = createHash('sha256').update(`${String(sizeBytes)}\n`);
  const handle = await open(fsPath(path), 'r');
  try {
    for (const { offset, length } of samplesOf(sizeBytes)) {
      const block = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(block, filled, length - filled, offset + filled);
        if (bytesRead === 0) throw new FileShrankError(`the file ends before byte ${String(sizeBytes)}`);
        filled += bytesRead;
      }
      digest.update(block);
    }
  } finally {
    await handle.close();
  }
  return (sizeBytes <= wholeReadBytes ? wholeTag : sampledTag) + digest.digest('hex');
}

/** Whether a quick identity was taken over every byte, so that equal identities prove equal content. */
export function coversWholeContent(identity: string): boolean {
  return identity.startsWith(wholeTag);
}

/** The stretches that `quickIdentity` reads, in the order of the file. */
export function samplesOf(
  sizeBytes: number,
): readonly { readonly offset: number; readonly length: number }[] {
  if (sizeBytes <= wholeReadBytes) return sizeBytes === 0 ? [] : [{ offset: 0, length: sizeBytes }];
  const last = sampleCount - 1;
  return Array.from({ length: sampleCount }, (_, index) => ({
    offset: Math.round(((sizeBytes - sampleBytes) * index) / last),
    length: sampleBytes,
  }));
}

export interface FileHasher {
  /**
   * SHA-256 of the file's content, 64 hex digits.
   * @throws an Error with the system's `code` (ENOENT, EACCES, EIO…), or the signal's reason
   */
  hash(path: string, signal: AbortSignal): Promise<string>;
  /** Ends the threads; hashes under way are refused. */
  close(): Promise<void>;
}

interface Job {
  readonly id: number;
  readonly path: string;
  readonly stop: SharedArrayBuffer;
  resolve(sha256: string): void;
  reject(error: unknown): void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
}

/** `workers`: threads at most, at least 1. More than one pays only where several disks are read. */
export function createFileHasher(options: { readonly workers: number }): FileHasher {
  return new HasherPool(Math.max(1, options.workers));
}

/**
 * A file waits in a line until a thread is idle; threads are started when they are first needed and do not keep the
 * process alive. An aborted hash is answered at once; its thread stops after the block (1 MiB) that it is reading. A
 * thread that dies fails the one file that it was reading and is replaced.
 */
class HasherPool implements FileHasher {
  readonly #limit: number;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Job[] = [];
  #nextId = 1;
  #closed = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  hash(path: string, signal: AbortSignal): Promise<string> {
    if (this.#closed) return Promise.reject(new Error('the hasher is closed'));
    if (signal.aborted) return Promise.reject(reasonOf(signal));
    return new Promise((resolve, reject) => {
      const stop = new SharedArrayBuffer(4);
      const onAbort = () => {
        Atomics.store(new Int32Array(stop), 0, 1);
        const at = this.#waiting.indexOf(job);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(reasonOf(signal));
      };
      const settle = () => {
        signal.removeEventListener('abort', onAbort);
      };
      const job: Job = {
        id: this.#nextId++,
        path,
        stop,
        resolve: (sha256) => {
          settle();
          resolve(sha256);
        },
        reject: (error) => {
          settle();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(job);
      this.#assign();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const closed = new Error('the hasher was closed');
    for (const job of this.#waiting.splice(0)) job.reject(closed);
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const { job } of threads) {
      if (job === null) continue;
      Atomics.store(new Int32Array(job.stop), 0, 1);
      job.reject(closed);
    }
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#idleThread();
      if (thread === null) return;
      const job = this.#waiting.shift();
      if (job === undefined) return;
      thread.job = job;
      thread.worker.ref();
      const order: HashOrder = { id: job.id, path: job.path, stop: job.stop };
      thread.worker.postMessage(order);
    }
  }

  #idleThread(): Thread | null {
    for (const thread of this.#threads) if (thread.job === null) return thread;
    if (this.#threads.size >= this.#limit) return null;
    const thread: Thread = { worker: new Worker(workerUrl()), job: null };
    this.#threads.add(thread);
    thread.worker.unref();
    thread.worker.on('message', (answer: HashAnswer) => {
      this.#finish(thread, answer);
    });
    thread.worker.on('error', (error: unknown) => {
      this.#lose(thread, error);
    });
    thread.worker.on('exit', () => {
      this.#lose(thread, new Error('the hashing thread ended'));
    });
    return thread;
  }

  #finish(thread: Thread, answer: HashAnswer): void {
    const { job } = thread;
    if (job?.id !== answer.id) return;
    thread.job = null;
    thread.worker.unref();
    if (answer.state === 'done') job.resolve(answer.sha256);
    else if (answer.state === 'stopped') job.reject(new Error('the hash was stopped'));
    else
      job.reject(Object.assign(new Error(answer.message), answer.code === null ? {} : { code: answer.code }));
    this.#assign();
  }

  #lose(thread: Thread, error: unknown): void {
    if (!this.#threads.delete(thread)) return;
    thread.job?.reject(error);
    this.#assign();
  }
}

/** The worker lies beside this module, as source under Node's type stripping or built. */
function workerUrl(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './hash-worker.ts' : './hash-worker.js', import.meta.url);
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
