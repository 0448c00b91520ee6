import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regionPoint } from '../picture/crop.ts';
import { isOff, regionAroundCircle, regionFromBox, turnOf } from './alignment-region.ts';

describe('turnOf', () => {
  it.each([
    ['up', { x: 0, y: -1 }, 0],
    ['to the right', { x: 1, y: 0 }, Math.PI / 2],
    ['to the left', { x: -1, y: 0 }, -Math.PI / 2],
    ['down', { x: 0, y: 1 }, Math.PI],
  ])('is how far what points %s was turned clockwise', (_, to, turn) => {
    expect(Math.cos(turnOf({ x: 0, y: 0 }, to) - turn)).toBeCloseTo(1, 9);
  });
});

describe('regionAroundCircle', () => {
  it('has the centre in its middle and the rim in the middle of its upper side, however both lie', () => {
    const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
    const point = fc.record({ x: coordinate, y: coordinate });
    fc.assert(
      fc.property(point, point, (centre, rim) => {
        fc.pre(Math.hypot(rim.x - centre.x, rim.y - centre.y) > 1);
        const region = regionAroundCircle(centre, rim, 1);
        const top = regionPoint(region, 0.5, 0);
        expect(top.x).toBeCloseTo(rim.x, 6);
        expect(top.y).toBeCloseTo(rim.y, 6);
        expect(regionPoint(region, 0.5, 0.5).x).toBeCloseTo(centre.x, 6);
      }),
    );
  });

  it('is widened about its centre', () => {
    const region = regionAroundCircle({ x: 5, y: 5 }, { x: 5, y: 1 }, 1.25);
    expect(region).toEqual({ centreX: 5, centreY: 5, width: 10, height: 10, rotationRad: 0 });
  });
});

describe('regionFromBox', () => {
  const box = { x: 10, y: 20, width: 4, height: 8 };

  it('is a square of the longer side, moved up by a share of the height', () => {
    expect(regionFromBox(box, 0, -0.5, 2)).toEqual({
      centreX: 12,
      centreY: 20,
      width: 16,
      height: 16,
      rotationRad: 0,
    });
  });

  it('is moved towards where up is', () => {
    const { centreX, centreY } = regionFromBox(box, Math.PI / 2, -0.5, 1);
    expect(centreX).toBeCloseTo(12 + 4, 9);
    expect(centreY).toBeCloseTo(24, 9);
  });
});

describe('isOff', () => {
  const region = { centreX: 0, centreY: 0, width: 100, height: 100, rotationRad: 3.1 };

  it.each([
    ['moved', { centreX: 11 }],
    ['larger', { width: 112 }],
    ['smaller', { width: 88 }],
    ['turned', { rotationRad: 2.9 }],
  ])('tells one that is %s by more than the share', (_, change) => {
    expect(isOff(region, { ...region, ...change }, 0.1)).toBe(true);
  });

  it('tolerates less, also across the end of the circle', () => {
    expect(isOff(region, { ...region, centreY: -9, width: 105, rotationRad: -3.13 }, 0.1)).toBe(false);
  });
});
