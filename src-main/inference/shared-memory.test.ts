import { readSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SharedMemory, type SharedArray, withSharedArrays } from './shared-memory.ts';

const isThere = process.platform === 'linux';

function openMemory(): SharedMemory {
  const memory = SharedMemory.open();
  if (memory === null) throw new Error('this system has no file system in memory');
  onTestFinished(() => {
    memory.close();
  });
  return memory;
}

function back(memory: SharedMemory, value: unknown): unknown {
  return withSharedArrays(value, ({ kind, position, byteLength }: SharedArray) => {
    const bytes = new Uint8Array(byteLength);
    readSync(memory.descriptor, bytes, 0, byteLength, position);
    return kind === 'Uint8Array' ? bytes : new Float32Array(bytes.buffer);
  });
}

const noise = (length: number, seed: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + seed) % 251);

describe.runIf(isThere)('SharedMemory', () => {
  it('takes large arrays out of a message, and leaves the rest in it', () => {
    const memory = openMemory();
    const sound = Float32Array.from({ length: 40_000 }, (_, at) => at / 7);
    const question = {
      task: 'x',
      picture: { pixels: noise(70_000, 1), width: 2 },
      sound,
      state: noise(9, 2),
    };
    const lent = memory.lend(question);
    expect(JSON.stringify(lent?.value)).toContain('sharedArray');
    expect(Object.keys(lent?.value.picture.pixels ?? {})).toEqual(['sharedArray']);
    expect(lent?.value.state).toBe(question.state);
    expect(back(memory, lent?.value)).toEqual(question);
  });

  it('takes a part of a buffer as that part', () => {
    const memory = openMemory();
    const pixels = noise(300_000, 5).subarray(100_001, 180_002);
    expect(back(memory, memory.lend({ pixels })?.value)).toEqual({ pixels: Uint8Array.from(pixels) });
  });

  it('keeps what was lent apart until it is given back', () => {
    const memory = openMemory();
    const lent = Array.from({ length: 16 }, (_, seed) => memory.lend({ pixels: noise(66_000, seed) }));
    expect(memory.lend({ pixels: noise(66_000, 99) })).toBeNull();
    for (const [seed, each] of lent.entries()) {
      expect(back(memory, each?.value)).toEqual({ pixels: noise(66_000, seed) });
    }
    lent[3]?.giveBack();
    expect(back(memory, memory.lend({ pixels: noise(66_000, 99) })?.value)).toEqual({
      pixels: noise(66_000, 99),
    });
  });

  it('has nothing for small messages, nor once it is closed', () => {
    const memory = openMemory();
    for (let turn = 0; turn < 40; turn += 1) expect(memory.lend({ pixels: noise(60_000, 1) })).toBeNull();
    expect(memory.lend({ pixels: noise(70_000, 1) })).not.toBeNull();
    memory.close();
    expect(memory.lend({ pixels: noise(70_000, 1) })).toBeNull();
  });

  it('leaves in the message what is too large for it', () => {
    const memory = openMemory();
    const [small, huge] = [noise(70_000, 1), new Uint8Array(33 * 1024 * 1024)];
    const lent = memory.lend({ huge, small });
    expect(lent?.value.huge).toBe(huge);
    expect(lent?.value.small).not.toBe(small);
  });
});
