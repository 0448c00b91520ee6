import { describe, expect, it } from 'vitest';
import { stripBatches } from './line-strips.ts';

const options = { height: 4, leastWidth: 8, mostWidth: 32, widthStep: 8, mostInBatch: 2 };
/** Blue, with a red half on the left. */
const picture = {
  width: 40,
  height: 8,
  pixels: Uint8Array.from({ length: 40 * 8 * 3 }, (_, at) => {
    const isLeft = Math.floor(at / 3) % 40 < 20;
    return at % 3 === (isLeft ? 0 : 2) ? 255 : 0;
  }),
};
const regionOf = (width: number, centreX = 20) => ({ centreX, centreY: 4, width, height: 8, rotationRad: 0 });

describe('stripBatches', () => {
  it('puts strips of one width together, as many as a batch may hold', () => {
    const batches = stripBatches(picture, [regionOf(16), regionOf(30), regionOf(12), regionOf(10)], options);
    expect(batches.map(({ indexes }) => indexes)).toEqual([[0, 2], [3], [1]]);
    expect(batches.map(({ tensor }) => tensor.dims)).toEqual([
      [2, 3, 4, 8],
      [1, 3, 4, 8],
      [1, 3, 4, 16],
    ]);
  });

  it('squeezes strips that are too long', () => {
    const [batch] = stripBatches(picture, [regionOf(400)], options);
    expect(batch?.width).toBe(32);
  });

  it('writes blue, green, red from -1 to 1, and zeros beside a short strip', () => {
    const [batch] = stripBatches(picture, [regionOf(8, 10)], options);
    const data = batch?.tensor.data as Float32Array;
    const rowOf = (plane: number, row: number) => [
      ...data.slice((plane * 4 + row) * 8, (plane * 4 + row) * 8 + 8),
    ];
    expect(rowOf(0, 1)).toEqual([-1, -1, -1, -1, 0, 0, 0, 0]);
    expect(rowOf(1, 3)).toEqual([-1, -1, -1, -1, 0, 0, 0, 0]);
    expect(rowOf(2, 0)).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
  });

  it('has no batches for no regions', () => {
    expect(stripBatches(picture, [], options)).toEqual([]);
  });
});
