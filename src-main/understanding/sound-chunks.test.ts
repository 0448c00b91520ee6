import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SoundChunks } from './sound-chunks.ts';

function chunked(lengths: readonly number[], length: number, overlap: number, multiple = 1) {
  const chunks = new SoundChunks(length, overlap);
  let value = 0;
  const found = lengths.flatMap((count) =>
    chunks.push(Int16Array.from({ length: count }, () => (value += 1) % 30_000)),
  );
  const last = chunks.end(multiple);
  return { chunks: last === null ? found : [...found, last], soundSec: chunks.soundSec };
}

const valuesOf = (samples: Float32Array): number[] =>
  [...samples].map((sample) => Math.round(sample * 32_768));

describe('SoundChunks', () => {
  it('gathers blocks whatever their size', () => {
    const { chunks, soundSec } = chunked([3, 5, 4], 5, 0);
    expect(chunks.map(({ samples }) => valuesOf(samples))).toEqual([
      [1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10],
      [11, 12],
    ]);
    expect(chunks.map(({ startSec }) => startSec * 16_000)).toEqual([0, 5, 10]);
    expect(soundSec).toBe(12 / 16_000);
  });

  it('begins a chunk with the end of the one before where they overlap', () => {
    const { chunks } = chunked([9], 5, 2);
    expect(chunks.map(({ samples }) => valuesOf(samples))).toEqual([
      [1, 2, 3, 4, 5],
      [4, 5, 6, 7, 8],
      [7, 8, 9],
    ]);
  });

  it('fills the last one up with silence', () => {
    expect(chunked([7], 5, 0, 4).chunks.map(({ samples }) => valuesOf(samples))).toEqual([
      [1, 2, 3, 4, 5],
      [6, 7, 0, 0],
    ]);
  });

  it('loses nothing and says nothing twice', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 30 }), fc.nat(20), (lengths, length, wanted) => {
        const overlap = Math.min(wanted, length - 1);
        const { chunks } = chunked(lengths, length, overlap);
        const joined = chunks.flatMap(({ samples }, at) => valuesOf(samples).slice(at === 0 ? 0 : overlap));
        const total = lengths.reduce((sum, count) => sum + count, 0);
        expect(joined).toEqual(Array.from({ length: total }, (_, at) => at + 1));
      }),
    );
  });
});
