/**
 * Memory through which frames and sound go to an inference process, past the messages: a file of a file system that lives in memory, open
 * on both sides and without a name. Written once, read once by the thread that needs it, in place of five copies; a frame
 * of 640 x 360 takes 0.4 ms of processor time in all, by message 1.5. Where there is no such file system, messages carry everything.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The process's descriptor of it, behind its standard ones and the messages'. */
export const sharedMemoryDescriptor = 4;

/** Linux's, in memory by definition (Filesystem Hierarchy Standard, and shm_open(3)). */
const folder = '/dev/shm';
/** Smaller arrays are as cheap in their message. */
const leastBytes = 64 * 1024;
/** Of one request, at most. What was never written takes up no memory. */
const slotBytes = 32 * 1024 * 1024;
const mostSlots = 16;

/** What stands in a message for an array. */
export interface SharedArray {
  readonly kind: 'Uint8Array' | 'Float32Array';
  readonly position: number;
  readonly byteLength: number;
}

export interface Lent<T> {
  /** With `{ sharedArray }` in the place of each large array. */
  readonly value: T;
  /** To be called once nobody reads it any more. */
  giveBack(): void;
}

export class SharedMemory {
  readonly descriptor: number;
  readonly #freeSlots: number[] = Array.from({ length: mostSlots }, (_, slot) => slot);
  #state: 'open' | 'closed' = 'open';

  private constructor(descriptor: number) {
    this.descriptor = descriptor;
  }

  /** null: this system has none. */
  static open(): SharedMemory | null {
    if (process.platform !== 'linux') return null;
    const path = join(folder, `rushes-${randomUUID()}`);
    try {
      const descriptor = openSync(path, 'wx+', 0o600);
      unlinkSync(path);
      return new SharedMemory(descriptor);
    } catch {
      return null;
    }
  }

  /** Plain objects are walked. null: nothing in it is large enough, or there is no place. */
  lend<T>(given: T): Lent<T> | null {
    const slot = this.#state === 'open' ? this.#freeSlots.pop() : undefined;
    if (slot === undefined) return null;
    const giveBack = (): void => {
      this.#freeSlots.push(slot);
    };
    const begin = slot * slotBytes;
    let at = begin;
    const value = mapValues(given, (each) => {
      const kind = kindOf(each);
      if (kind === null || at + each.byteLength > begin + slotBytes || !this.#write(each, at)) return each;
      const sharedArray: SharedArray = { kind, position: at, byteLength: each.byteLength };
      at += each.byteLength;
      return { sharedArray };
    });
    if (at > begin) return { value: value as T, giveBack };
    giveBack();
    return null;
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    closeSync(this.descriptor);
  }

  /** Whether it could be: that memory may be full. */
  #write(view: NodeJS.ArrayBufferView, position: number): boolean {
    try {
      return writeSync(this.descriptor, view, 0, view.byteLength, position) === view.byteLength;
    } catch {
      return false;
    }
  }
}

function kindOf(view: NodeJS.ArrayBufferView): SharedArray['kind'] | null {
  if (view.byteLength < leastBytes) return null;
  if (view instanceof Uint8Array) return 'Uint8Array';
  return view instanceof Float32Array ? 'Float32Array' : null;
}

/** Puts arrays in place of what `lend` left: `read` gives the bytes. */
export function withSharedArrays(given: unknown, read: (array: SharedArray) => unknown): unknown {
  if (!isPlainObject(given)) return given;
  if ('sharedArray' in given) return read(given['sharedArray'] as SharedArray);
  return Object.fromEntries(
    Object.entries(given).map(([name, each]) => [name, withSharedArrays(each, read)]),
  );
}

function mapValues(given: unknown, change: (view: NodeJS.ArrayBufferView) => unknown): unknown {
  if (given instanceof Uint8Array || given instanceof Float32Array) return change(given);
  if (!isPlainObject(given)) return given;
  return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, mapValues(each, change)]));
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
