import { describe, expect, it } from 'vitest';
import { measureSharpness, median, rateSharpness } from './sharpness.ts';

function picture(width: number, height: number, level: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) => level(at % width, Math.floor(at / width)));
}

const whole = (width: number, height: number) => ({ left: 0, top: 0, right: width, bottom: height });

describe('measureSharpness', () => {
  it('is 0 for a flat picture and for a linear ramp', () => {
    for (const level of [() => 77, (x: number) => x * 2, (x: number, y: number) => x + y]) {
      expect(measureSharpness(picture(64, 48, level), 64, 48, whole(64, 48))).toStrictEqual({
        variance: 0,
        crispest: 0,
      });
    }
  });

  it('is exact for a chequered picture: Laplacians of 4 x 10 and -4 x 10', () => {
    const pixels = picture(34, 34, (x, y) => ((x + y) % 2 === 0 ? 100 : 110));
    expect(measureSharpness(pixels, 34, 34, whole(34, 34))).toStrictEqual({ variance: 1600, crispest: 1600 });
  });

  it('is exact for one bright pixel', () => {
    // The Laplacian is -4 x 90 there and 90 at its four neighbours; the inner picture has 25 pixels.
    const pixels = picture(7, 7, (x, y) => (x === 3 && y === 3 ? 90 : 0));
    expect(measureSharpness(pixels, 7, 7, whole(7, 7)).variance).toBeCloseTo(
      (360 ** 2 + 4 * 90 ** 2) / 25,
      10,
    );
  });

  it('looks at the region only', () => {
    const pixels = picture(64, 32, (x, y) => (x < 30 ? 50 : (x + y) % 2 === 0 ? 0 : 200));
    expect(measureSharpness(pixels, 64, 32, { left: 0, top: 0, right: 29, bottom: 32 }).variance).toBe(0);
    expect(measureSharpness(pixels, 64, 32, { left: 32, top: 0, right: 64, bottom: 32 }).variance).toBe(
      800 ** 2,
    );
  });

  it('finds what is crisp in an empty picture', () => {
    const pixels = picture(322, 162, (x, y) => (x < 98 && y < 34 ? ((x + y) % 2) * 100 : 60));
    const { variance, crispest } = measureSharpness(pixels, 322, 162, whole(322, 162));
    expect(crispest).toBe(400 ** 2);
    expect(variance).toBeLessThan(crispest / 10);
  });

  it('has nothing to say of less than 3 pixels', () => {
    expect(measureSharpness(Uint8Array.of(0, 255, 0, 255), 2, 2, whole(2, 2))).toStrictEqual({
      variance: 0,
      crispest: 0,
    });
  });
});

describe('rateSharpness', () => {
  it.each([
    [0, 'blurred'],
    [149.9, 'blurred'],
    [150, 'soft'],
    [499.9, 'soft'],
    [500, 'sharp'],
  ] as const)('of %d is %s', (crispest, rating) => {
    expect(rateSharpness(crispest)).toBe(rating);
  });
});

describe('median', () => {
  it.each([
    [[], 0],
    [[7], 7],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});
