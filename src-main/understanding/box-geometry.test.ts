import '../../tests/support/property-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxAround, boxOverlap, centreDistance, clippedBox } from './box-geometry.ts';

const anyBox = fc.record({
  x: fc.double({ min: -2, max: 2, noNaN: true }),
  y: fc.double({ min: -2, max: 2, noNaN: true }),
  width: fc.double({ min: 0, max: 3, noNaN: true }),
  height: fc.double({ min: 0, max: 3, noNaN: true }),
});

describe('boxes', () => {
  it('clips to the picture', () => {
    fc.assert(
      fc.property(anyBox, (box) => {
        const { x, y, width, height } = clippedBox(box);
        expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(0);
        expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-12);
        expect(width).toBeLessThanOrEqual(box.width + 1e-12);
      }),
    );
    const inside = { x: 0.25, y: 0.5, width: 0.25, height: 0.25 };
    expect(clippedBox(inside)).toStrictEqual(inside);
    expect(clippedBox({ x: -0.5, y: 0.75, width: 1, height: 1 })).toStrictEqual({
      ...{ x: 0, y: 0.75, width: 0.5, height: 0.25 },
    });
    expect(clippedBox({ x: 1.5, y: 0.2, width: 1, height: 0.1 }).width).toBe(0);
  });

  it('measures overlap', () => {
    const box = { x: 0, y: 0, width: 0.4, height: 0.4 };
    expect(boxOverlap(box, box)).toBeCloseTo(1, 10);
    expect(boxOverlap(box, { ...box, x: 0.2 })).toBeCloseTo(1 / 3, 10);
    expect(boxOverlap(box, { ...box, x: 0.4 })).toBe(0);
    fc.assert(
      fc.property(anyBox, anyBox, (one, other) => {
        const overlap = boxOverlap(one, other);
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1 + 1e-9);
        expect(boxOverlap(other, one)).toBeCloseTo(overlap, 10);
      }),
    );
  });

  it('measures distance in heights of the picture', () => {
    const box = { x: 0.1, y: 0.1, width: 0.1, height: 0.1 };
    expect(centreDistance(box, { ...box, x: 0.6 }, 2)).toBeCloseTo(1, 10);
    expect(centreDistance(box, { ...box, y: 0.6 }, 2)).toBeCloseTo(0.5, 10);
  });

  it('goes around points', () => {
    const corners = [
      { x: 0.25, y: 0.5 },
      { x: 0.75, y: 0.25 },
      { x: 1.2, y: 0.5 },
    ];
    expect(boxAround(corners)).toStrictEqual({ x: 0.25, y: 0.25, width: 0.75, height: 0.25 });
  });
});
