import { describe, expect, it } from 'vitest';
import {
  gradientPicture,
  greyAt,
  speckledPicture,
  stripedPicture,
} from '../../../tests/support/made-pictures.ts';
import { cropRegion, cropTensor, fillGreyCrop, regionPoint, squareAround } from './crop.ts';
import { pictureTensor } from './tensor-of-picture.ts';

const upright = { centreX: 20, centreY: 15, width: 10, height: 6, rotationRad: 0 };

describe('cropRegion', () => {
  it('cuts out the very pixels where nothing is scaled', () => {
    const picture = speckledPicture(40, 30);
    const crop = cropRegion(picture, upright, 10, 6);
    for (let row = 0; row < 6; row += 1) {
      const from = ((12 + row) * 40 + 15) * 3;
      expect([...crop.pixels.subarray(row * 30, row * 30 + 30)]).toEqual([
        ...picture.pixels.subarray(from, from + 30),
      ]);
    }
  });

  it('turns clockwise with the region', () => {
    // A region turned by a quarter has its own right where the picture has its bottom.
    const picture = speckledPicture(40, 30);
    const turned = cropRegion(picture, { ...upright, width: 6, height: 6, rotationRad: Math.PI / 2 }, 6, 6);
    for (let column = 0; column < 6; column += 1) {
      for (let row = 0; row < 6; row += 1) {
        expect(greyAt(turned, column, row)).toBe(greyAt(picture, 22 - row, 12 + column));
      }
    }
  });

  it('is black outside the picture', () => {
    const white = { pixels: new Uint8Array(8 * 8 * 3).fill(255), width: 8, height: 8 };
    const crop = cropRegion(white, { centreX: 0, centreY: 4, width: 8, height: 8, rotationRad: 0 }, 8, 8);
    expect(greyAt(crop, 3, 4)).toBe(0);
    expect(greyAt(crop, 4, 4)).toBe(255);
    expect(new Set(cropRegion(white, { ...upright, centreX: 500 }, 4, 4).pixels)).toEqual(new Set([0]));
  });

  it('averages where it shrinks much, and keeps a gradient in its place', () => {
    const striped = cropRegion(
      stripedPicture(120, 90),
      { centreX: 60, centreY: 45, width: 80, height: 80, rotationRad: 0 },
      10,
      10,
    );
    for (const value of striped.pixels) expect(Math.abs(value - 127.5)).toBeLessThanOrEqual(1);
    const small = cropRegion(
      gradientPicture(120, 90),
      { centreX: 60, centreY: 45, width: 80, height: 80, rotationRad: 0 },
      10,
      10,
    );
    for (let column = 0; column < 10; column += 1) {
      expect(Math.abs(greyAt(small, column, 5) - 2 * (20 + (column + 0.5) * 8))).toBeLessThanOrEqual(1);
    }
  });
});

describe('cropTensor', () => {
  it('holds what a crop and a tensor of it hold, but for the rounding', () => {
    const picture = speckledPicture(60, 50);
    const region = { centreX: 31, centreY: 20, width: 41, height: 37, rotationRad: 0.4 };
    for (const layout of ['NCHW', 'NHWC'] as const) {
      for (const channels of ['RGB', 'BGR'] as const) {
        const options = { layout, channels, scale: 0.5, offset: [-1, 0, 1] } as const;
        const tensor = cropTensor(picture, region, 12, 9, options);
        const expected = pictureTensor(cropRegion(picture, region, 12, 9), options);
        expect(tensor.dims).toEqual(expected.dims);
        const values = expected.data as Float32Array;
        for (const [at, value] of (tensor.data as Float32Array).entries()) {
          expect(Math.abs(value - (values[at] ?? Number.NaN))).toBeLessThanOrEqual(0.26);
        }
      }
    }
  });
});

describe('fillGreyCrop', () => {
  it('weighs the colours and writes where it is told to', () => {
    const red = { pixels: new Uint8Array([200, 0, 0, 0, 200, 0, 0, 0, 200]), width: 3, height: 1 };
    const data = new Float32Array(5).fill(7);
    const region = { centreX: 1.5, centreY: 0.5, width: 3, height: 1, rotationRad: 0 };
    fillGreyCrop(red, region, { width: 3, height: 1 }, { data, start: 1, scale: 2, offset: 1 });
    expect([...data].map((value) => Math.round(value * 10) / 10)).toEqual([7, 120.6, 235.8, 46.6, 7]);
  });
});

describe('regionPoint', () => {
  it('finds the corners of upright and turned regions', () => {
    expect(regionPoint(upright, 0, 0)).toEqual({ x: 15, y: 12 });
    expect(regionPoint(upright, 1, 1)).toEqual({ x: 25, y: 18 });
    const corner = regionPoint({ ...upright, rotationRad: Math.PI / 2 }, 1, 0.5);
    expect(corner.x).toBeCloseTo(20, 9);
    expect(corner.y).toBeCloseTo(20, 9);
  });
});

describe('squareAround', () => {
  it('is as wide as the longer side in pixels, widened', () => {
    const box = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
    expect(squareAround(box, { pixels: new Uint8Array(), width: 200, height: 100 }, 1.5)).toEqual({
      centreX: 100,
      centreY: 50,
      width: 150,
      height: 150,
      rotationRad: 0,
    });
  });
});
