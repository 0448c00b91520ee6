/**
 * The worker thread behind `createFileHasher`: one file at a time, read with blocking calls (this thread has nothing
 * else to do, and Node's own four file threads stay free for others).
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { fsPath } from './paths.ts';

export interface HashOrder {
  readonly id: number;
  readonly path: string;
  /** One 32-bit flag, shared with the thread that asked: not 0 = stop. */
  readonly stop: SharedArrayBuffer;
}

export type HashAnswer =
  | { readonly id: number; readonly state: 'done'; readonly sha256: string }
  | { readonly id: number; readonly state: 'stopped' }
  | { readonly id: number; readonly state: 'failed'; readonly code: string | null; readonly message: string };

const blockBytes = 1024 * 1024;
const block = Buffer.allocUnsafeSlow(blockBytes);

parentPort?.on('message', (order: HashOrder) => {
  parentPort?.postMessage(answer(order));
});

function answer(order: HashOrder): HashAnswer {
  try {
    const sha256 = hashFile(order.path, new Int32Array(order.stop));
    return sha256 === null ? { id: order.id, state: 'stopped' } : { id: order.id, state: 'done', sha256 };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    return {
      id: order.id,
      state: 'failed',
      code,
      message: error instanceof Error ? error.message : String(error),
    };
  }
}

/** null when it was told to stop. */
function hashFile(path: string, stop: Int32Array): string | null {
  const digest = createHash('sha256');
  const handle = openSync(fsPath(path), 'r');
  try {
    for (;;) {
      if (Atomics.load(stop, 0) !== 0) return null;
      const length = readSync(handle, block, 0, blockBytes, null);
      if (length === 0) return digest.digest('hex');
      digest.update(block.subarray(0, length));
    }
  } finally {
    closeSync(handle);
  }
}
