import { describe, expect, it } from 'vitest';
import { boxAround, pictureSpacePoint } from './region-points.ts';

const picture = { pixels: new Uint8Array(0), width: 200, height: 100 };

describe('pictureSpacePoint', () => {
  it('gives fractions of the picture, depth on the scale of its width', () => {
    const region = { centreX: 100, centreY: 50, width: 40, height: 40, rotationRad: 0 };
    const point = pictureSpacePoint({ x: 1, y: 0, z: -0.5 }, region, picture);
    expect(point.x).toBeCloseTo(0.6, 9);
    expect(point.y).toBeCloseTo(0.3, 9);
    expect(point.z).toBeCloseTo(-0.1, 9);
  });

  it('turns with the region, but for the depth', () => {
    const region = { centreX: 100, centreY: 50, width: 40, height: 40, rotationRad: Math.PI / 2 };
    const point = pictureSpacePoint({ x: 0.5, y: 0, z: 0.1 }, region, picture);
    expect(point.x).toBeCloseTo(0.6, 9);
    expect(point.y).toBeCloseTo(0.5, 9);
    expect(point.z).toBeCloseTo(0.02, 9);
  });
});

describe('boxAround', () => {
  it('holds all points, as far as they lie within the picture', () => {
    const box = boxAround([
      { x: 0.2, y: 0.5 },
      { x: 1.4, y: 0.25 },
      { x: 0.5, y: 0.75 },
    ]);
    expect(box.x).toBeCloseTo(0.2, 9);
    expect(box.y).toBeCloseTo(0.25, 9);
    expect(box.width).toBeCloseTo(0.8, 9);
    expect(box.height).toBeCloseTo(0.5, 9);
  });

  it('is empty for no points', () => {
    expect(boxAround([])).toEqual({ x: 0, y: 0, width: 0, height: 0 });
  });
});
