import { describe, expect, it } from 'vitest';
import { letterbox, letterboxPoint, placementWithin, resizeBilinear } from './resize.ts';
import { gradientPicture, greyAt, stripedPicture } from '../../../tests/support/made-pictures.ts';

describe('resizeBilinear', () => {
  it('keeps a gradient a gradient, with its edges where they were', () => {
    // Value of a gradient = 2 x column + 1 at the pixel's centre, so scaling by two keeps value = 2 x position.
    const half = resizeBilinear(gradientPicture(100, 20), 50, 10);
    expect(half.width).toBe(50);
    expect(half.height).toBe(10);
    for (const column of [1, 10, 25, 48])
      expect(Math.abs(greyAt(half, column, 5) - (4 * column + 2))).toBeLessThanOrEqual(1);
    const large = resizeBilinear(gradientPicture(100, 20), 200, 40);
    for (const column of [2, 50, 120, 197])
      expect(Math.abs(greyAt(large, column, 5) - (column + 0.5))).toBeLessThanOrEqual(1);
  });

  it('gives the mean of what it covers when a picture shrinks much', () => {
    const small = resizeBilinear(stripedPicture(120, 90), 17, 13);
    for (let row = 0; row < 13; row += 1) {
      for (let column = 0; column < 17; column += 1) {
        expect(Math.abs(greyAt(small, column, row) - 127)).toBeLessThanOrEqual(20);
      }
    }
    const values = [...resizeBilinear(stripedPicture(120, 90), 12, 9).pixels];
    expect(new Set(values).size).toBe(1);
    expect(Math.abs((values[0] ?? 0) - 127.5)).toBeLessThanOrEqual(0.5);
  });

  it('copes with a single row, column or pixel', () => {
    expect([
      ...resizeBilinear({ pixels: new Uint8Array([10, 20, 30]), width: 1, height: 1 }, 2, 3).pixels,
    ]).toEqual(Array.from({ length: 6 }, () => [10, 20, 30]).flat());
    expect(resizeBilinear(gradientPicture(100, 1), 7, 5).pixels.length).toBe(7 * 5 * 3);
    expect(resizeBilinear(gradientPicture(7, 100), 1, 1).pixels.length).toBe(3);
  });

  it('never leaves the range of its source', () => {
    const white = { pixels: new Uint8Array(37 * 23 * 3).fill(255), width: 37, height: 23 };
    for (const [width, height] of [
      [5, 4],
      [36, 22],
      [100, 50],
    ] as const) {
      expect(new Set(resizeBilinear(white, width, height).pixels)).toEqual(new Set([255]));
    }
  });
});

describe('letterbox', () => {
  it('puts a wide picture at the top left and fills the rest', () => {
    const boxed = letterbox(gradientPicture(100, 50), 40, 40, 114, 'top-left');
    expect(boxed).toMatchObject({ scale: 0.4, offsetX: 0, offsetY: 0, contentWidth: 40, contentHeight: 20 });
    expect(greyAt(boxed.picture, 20, 19)).not.toBe(114);
    expect(greyAt(boxed.picture, 20, 20)).toBe(114);
  });

  it('puts a tall picture into the centre', () => {
    const boxed = letterbox(gradientPicture(50, 100), 40, 40, 0, 'centre');
    expect(boxed).toMatchObject({ offsetX: 10, offsetY: 0, contentWidth: 20, contentHeight: 40 });
    expect(greyAt(boxed.picture, 9, 20)).toBe(0);
    expect(greyAt(boxed.picture, 11, 20)).toBeGreaterThan(0);
    expect(greyAt(boxed.picture, 30, 20)).toBe(0);
  });

  it('maps points back as fractions of the original', () => {
    const placement = placementWithin({ width: 333, height: 97 }, 128, 128, 'centre');
    const { offsetX, offsetY, contentWidth, contentHeight } = placement;
    expect(letterboxPoint(placement, offsetX, offsetY)).toEqual({ x: 0, y: 0 });
    const middle = letterboxPoint(placement, offsetX + contentWidth / 2, offsetY + contentHeight / 2);
    expect(middle).toEqual({ x: 0.5, y: 0.5 });
  });
});
