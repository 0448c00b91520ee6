/** A lane's end of the memory that the engine writes frames and sound to. */
import { readSync } from 'node:fs';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { type SharedArray, sharedMemoryDescriptor, withSharedArrays } from '../shared-memory.ts';

/** Gives a request's input with the arrays that it stands for. They hold until the next request is read: models keep nothing of it. */
export class SharedReader {
  /** Fresh memory for each would cost more than the copy itself. */
  #buffers: ArrayBuffer[] = [];

  /** @throws AppError inference-failed where the memory ends before an array does */
  read(input: unknown): unknown {
    let count = 0;
    return withSharedArrays(input, (array) => {
      const buffer = this.#buffer(count, array.byteLength);
      count += 1;
      return arrayIn(buffer, array);
    });
  }

  /** Of this size exactly: models may look at the whole of a view's buffer. */
  #buffer(index: number, byteLength: number): ArrayBuffer {
    const kept = this.#buffers[index];
    if (kept?.byteLength === byteLength) return kept;
    const buffer = new ArrayBuffer(byteLength);
    this.#buffers[index] = buffer;
    return buffer;
  }
}

function arrayIn(
  buffer: ArrayBuffer,
  { kind, position, byteLength }: SharedArray,
): Uint8Array | Float32Array {
  const bytes = new Uint8Array(buffer);
  for (let filled = 0; filled < byteLength;) {
    const read = readSync(sharedMemoryDescriptor, bytes, filled, byteLength - filled, position + filled);
    if (read === 0) throw new AppError('inference-failed', { detail: 'its input is cut off' });
    filled += read;
  }
  return kind === 'Uint8Array' ? bytes : new Float32Array(buffer);
}
