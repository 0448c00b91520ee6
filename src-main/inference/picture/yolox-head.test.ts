import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { placementWithin } from './resize.ts';
import { yoloxCells, yoloxObjects } from './yolox-head.ts';

const size = { width: 64, height: 64 };
const cells = yoloxCells(size);
const labels = ['cat', 'dog'];
/** The picture is twice as wide as high, so that it fills the upper half. */
const placement = placementWithin({ width: 128, height: 64 }, 64, 64, 'top-left');
const options = { labels, cells, placement, leastConfidence: 0.3, largestOverlap: 0.45 };

/** x, y, width, height, objectness, cat, dog for the given cells; nothing in the others. */
function outputWith(entries: readonly (readonly [cell: number, values: readonly number[]])[]): Float32Array {
  const output = new Float32Array((cells.length / 3) * 7);
  for (const [cell, values] of entries) output.set(values, cell * 7);
  return output;
}

describe('yoloxCells', () => {
  it('goes through the grids row by row', () => {
    expect(cells.length).toBe((64 + 16 + 4) * 3);
    expect([...cells.subarray(9 * 3, 10 * 3)]).toEqual([1, 1, 8]);
    expect([...cells.subarray(-3)]).toEqual([1, 1, 32]);
    expect(yoloxCells({ width: 416, height: 416 }).length).toBe(3549 * 3);
  });
});

describe('yoloxObjects', () => {
  it('turns distances from a cell into a box of the picture', () => {
    // Cell 64 + 5 = column 1, row 1 of stride 16: centre (1.5 x 16, 1 x 16) = (24, 16), size 16 x 8.
    const [found, ...others] = yoloxObjects(
      outputWith([[69, [0.5, 0, 0, Math.log(0.5), 0.9, 0.1, 0.8]]]),
      options,
    );
    expect(others).toEqual([]);
    expect(found?.label).toBe('dog');
    expect(found?.confidence).toBeCloseTo(0.72, 5);
    expect(found?.box.x).toBeCloseTo(16 / 64, 5);
    expect(found?.box.y).toBeCloseTo(12 / 32, 5);
    expect(found?.box.width).toBeCloseTo(16 / 64, 5);
    expect(found?.box.height).toBeCloseTo(8 / 32, 5);
  });

  it('reads exports that are decoded already', () => {
    // The last cell, in pixels, as an export with decoding gives it for every cell.
    const output = outputWith([
      [69, [24, 16, 16, 8, 0.9, 0.1, 0.8]],
      [83, [50, 48, 10, 10, 0, 0, 0]],
    ]);
    expect(yoloxObjects(output, options)[0]?.box.x).toBeCloseTo(16 / 64, 5);
  });

  it('drops the unsure, the doubled and what lies beside the picture', () => {
    const near = [0.5, 0, 0, 0, 0.9, 0.1, 0.8] as const;
    const output = outputWith([
      [69, near],
      [70, [-0.5, 0, 0, 0, 0.9, 0.1, 0.7]],
      [71, [0, 0, 0, 0, 0.5, 0.5, 0.1]],
      [83, [0.5, 0.5, -1, -1, 0.9, 0.9, 0.1]],
    ]);
    expect(yoloxObjects(output, options)).toHaveLength(1);
  });

  it('lets one place be one thing, but a cat may lie on a dog', () => {
    const same = outputWith([
      [69, [0.5, 0, 0, 0, 0.9, 0.1, 0.8]],
      [70, [-0.5, 0, 0, 0, 0.9, 0.7, 0.1]],
    ]);
    expect(yoloxObjects(same, options).map(({ label }) => label)).toEqual(['dog']);
    const partly = outputWith([
      [69, [0.5, 0, 0, 0, 0.9, 0.1, 0.8]],
      [70, [-0.3, 0, 0, 0, 0.9, 0.7, 0.1]],
    ]);
    expect(yoloxObjects(partly, options).map(({ label }) => label)).toEqual(['dog', 'cat']);
  });

  it('refuses an output of another shape', () => {
    expect(() => yoloxObjects(new Float32Array(7 * 83), options)).toThrow(AppError);
  });
});
