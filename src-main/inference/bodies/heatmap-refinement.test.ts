import { describe, expect, it } from 'vitest';
import { refinedPoint, type Heatmaps } from './heatmap-refinement.ts';

const side = 64;
const pointCount = 2;

/** Cold but for one cell of one point. */
function mapsWith(column: number, row: number, point: number): Heatmaps {
  const values = new Float32Array(side * side * pointCount).fill(-20);
  values[(row * side + column) * pointCount + point] = 10;
  return { values, side, pointCount };
}

describe('refinedPoint', () => {
  it('moves a point to where it is warm near it', () => {
    const refined = refinedPoint(mapsWith(34, 30, 1), 1, 32.5 / side, 32.5 / side);
    expect(refined.x).toBeCloseTo(34 / side, 4);
    expect(refined.y).toBeCloseTo(30 / side, 4);
  });

  it('leaves it where only another point or another place is warm', () => {
    const point = { x: 32.5 / side, y: 32.5 / side };
    expect(refinedPoint(mapsWith(34, 30, 0), 1, point.x, point.y)).toEqual(point);
    expect(refinedPoint(mapsWith(36, 30, 1), 1, point.x, point.y)).toEqual(point);
  });

  it('leaves it outside the maps, and looks no further than their edges', () => {
    expect(refinedPoint(mapsWith(0, 0, 0), 0, -0.01, 0.5)).toEqual({ x: -0.01, y: 0.5 });
    expect(refinedPoint(mapsWith(0, 0, 0), 0, 0.5, 1.2)).toEqual({ x: 0.5, y: 1.2 });
    expect(refinedPoint(mapsWith(0, 0, 0), 0, 0.02, 0.02).x).toBeCloseTo(0, 4);
    expect(refinedPoint(mapsWith(63, 63, 0), 0, 0.99, 0.99).x).toBeCloseTo(63 / side, 4);
  });
});
