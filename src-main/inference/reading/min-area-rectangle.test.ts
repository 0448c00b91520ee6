import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regionPoint } from '../picture/crop.ts';
import { convexHull, minAreaRectangle } from './min-area-rectangle.ts';

const cornersOf = (rotationRad: number) => {
  const region = { centreX: 50, centreY: 40, width: 60, height: 12, rotationRad };
  return [
    regionPoint(region, 0, 0),
    regionPoint(region, 1, 0),
    regionPoint(region, 1, 1),
    regionPoint(region, 0, 1),
  ];
};

describe('convexHull', () => {
  it('leaves out points within and along the edges', () => {
    const points = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => ({ x, y })));
    expect(convexHull(points)).toEqual([
      { x: 0, y: 0 },
      { x: 2, y: 0 },
      { x: 2, y: 2 },
      { x: 0, y: 2 },
    ]);
  });

  it('gives the ends of points on one line, and a single point once', () => {
    expect(convexHull([0, 3, 1, 2].map((x) => ({ x, y: x })))).toEqual([
      { x: 0, y: 0 },
      { x: 3, y: 3 },
    ]);
    expect(
      convexHull([
        { x: 1, y: 1 },
        { x: 1, y: 1 },
      ]),
    ).toEqual([{ x: 1, y: 1 }]);
    expect(convexHull([])).toEqual([]);
  });
});

describe('minAreaRectangle', () => {
  it.each([0, 0.1, -0.3, 0.7, -0.7])('finds a rectangle that is turned by %f', (rotationRad) => {
    const found = minAreaRectangle(cornersOf(rotationRad));
    expect(found?.rotationRad).toBeCloseTo(rotationRad, 6);
    expect(found?.width).toBeCloseTo(60, 6);
    expect(found?.height).toBeCloseTo(12, 6);
    expect(found?.centreX).toBeCloseTo(50, 6);
    expect(found?.centreY).toBeCloseTo(40, 6);
  });

  it('describes one that stands on end as upright and high', () => {
    const found = minAreaRectangle(cornersOf(Math.PI / 2));
    expect(found?.rotationRad).toBeCloseTo(0, 6);
    expect(found?.height).toBeCloseTo(60, 6);
  });

  it('holds all points, and is no larger than the upright one', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 50 }), y: fc.integer({ min: 0, max: 50 }) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 30 }), (points) => {
        const found = minAreaRectangle(points);
        if (found === null) throw new Error('there are points');
        const { centreX, centreY, width, height, rotationRad } = found;
        for (const { x, y } of points) {
          const along = (x - centreX) * Math.cos(rotationRad) + (y - centreY) * Math.sin(rotationRad);
          const across = (y - centreY) * Math.cos(rotationRad) - (x - centreX) * Math.sin(rotationRad);
          expect(Math.abs(along)).toBeLessThan(width / 2 + 1e-6);
          expect(Math.abs(across)).toBeLessThan(height / 2 + 1e-6);
        }
        const spread = (values: number[]): number => Math.max(...values) - Math.min(...values);
        const upright = spread(points.map(({ x }) => x)) * spread(points.map(({ y }) => y));
        expect(width * height).toBeLessThan(upright + 1e-6);
      }),
    );
  });

  it('has nothing around no points', () => {
    expect(minAreaRectangle([])).toBeNull();
  });
});
