import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hashDistance,
  hashedSide,
  orientations,
  type Orientation,
  orientHash,
  PictureHasher,
} from './picture-hash.ts';

const hasher = new PictureHasher();
const size = hashedSide;

/** Soft blobs: a picture that has low frequencies. */
function picture(seed: number): Float64Array {
  const square = new Float64Array(size * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const level = [1, 2, 3, 4, 5].reduce(
        (sum, wave) => sum + Math.sin(seed * wave + (x * wave) / 7 + (y * (6 - wave) * (1 + (seed % 3))) / 9),
        0,
      );
      square[y * size + x] = 128 + 20 * level;
    }
  }
  return square;
}

function orient(square: Float64Array, { mirrored, turnedDeg }: Orientation): Float64Array {
  const at = (x: number, y: number): number => square[y * size + (mirrored ? size - 1 - x : x)] ?? 0;
  const turned = new Float64Array(size * size);
  const last = size - 1;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = { 0: [x, y], 90: [y, last - x], 180: [last - x, last - y], 270: [last - y, x] }[turnedDeg];
      turned[y * size + x] = at(from[0] ?? 0, from[1] ?? 0);
    }
  }
  return turned;
}

const distance = (a: { low: number; high: number }, b: { low: number; high: number }): number =>
  hashDistance(a.low, a.high, b.low, b.high);

describe('the hash of a picture', () => {
  it.each(orientations)(
    'tells of the picture turned by $turnedDeg, mirrored: $mirrored, what it would be',
    (orientation) => {
      for (let seed = 1; seed < 20; seed += 1) {
        const square = picture(seed);
        const told = orientHash(hasher.hash(square), orientation);
        // Signs of what is next to nothing may go either way.
        expect(distance(told, hasher.hash(orient(square, orientation)))).toBeLessThanOrEqual(2);
      }
    },
  );

  it('is the same for a brighter, flatter, slightly noisy version, and another for another picture', () => {
    for (let seed = 1; seed < 20; seed += 1) {
      const square = picture(seed);
      const changed = square.map((level, index) => 30 + level * 0.7 + ((index * 7919) % 5) - 2);
      expect(distance(hasher.hash(square), hasher.hash(changed))).toBeLessThanOrEqual(6);
      expect(distance(hasher.hash(square), hasher.hash(picture(seed + 40)))).toBeGreaterThan(12);
    }
  });

  it('is nothing for what shows nothing', () => {
    const flat = new Float64Array(size * size).fill(200);
    const noisy = flat.map((level, index) => level + ((index * 31) % 3));
    expect([hasher.hash(flat), hasher.hash(noisy)]).toEqual([
      { low: 0, high: 0 },
      { low: 0, high: 0 },
    ]);
    expect(orientHash({ low: 0, high: 0 }, { turnedDeg: 90, mirrored: true })).toEqual({ low: 0, high: 0 });
  });
});

describe('orientHash', () => {
  const word = fc.nat({ max: 0xffffffff });

  it('comes back to where it was after four quarter turns, and after two mirrorings', () => {
    fc.assert(
      fc.property(word, word, (low, high) => {
        const hash = { low: (low | 1) >>> 0, high };
        const quarter = (of: typeof hash) => orientHash(of, { turnedDeg: 90, mirrored: false });
        const mirror = (of: typeof hash) => orientHash(of, { turnedDeg: 0, mirrored: true });
        expect(quarter(quarter(quarter(quarter(hash))))).toEqual(hash);
        expect(mirror(mirror(hash))).toEqual(hash);
        expect(quarter(quarter(hash))).toEqual(orientHash(hash, { turnedDeg: 180, mirrored: false }));
      }),
    );
  });
});

describe('hashDistance', () => {
  it('counts bits', () => {
    expect(hashDistance(0xffffffff, 0, 0, 0xffffffff)).toBe(64);
    expect(hashDistance(0b1011, 5, 0b0001, 5)).toBe(2);
  });
});
