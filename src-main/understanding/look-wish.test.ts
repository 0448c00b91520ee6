import '../../tests/support/property-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookParams } from './look-params.ts';
import { lookWish } from './look-wish.ts';

const settings = lookParams.parse({});
const wishOf = (displayWidth: number, displayHeight: number, durationSec: number | null) =>
  lookWish({ durationSec, video: { displayWidth, displayHeight } }, settings);

describe('lookWish', () => {
  it.each([
    [1920, 1080, 640, 360],
    [1080, 1920, 360, 640],
    [320, 240, 320, 240],
    [33, 17, 34, 18],
    [4096, 1716, 640, 268],
  ])('looks at %d x %d in %d x %d', (width, height, wishedWidth, wishedHeight) => {
    expect(wishOf(width, height, 60)).toMatchObject({
      ...{ width: wishedWidth, height: wishedHeight, pixelFormat: 'rgb24', toneMap: true },
    });
  });

  it.each([
    [600, 1],
    [12, 1],
    [6, 2],
    [0.5, 8],
    [null, 1],
    [0, 1],
  ])('looks at a clip of %s seconds %d times a second', (durationSec, perSecond) => {
    expect(wishOf(640, 360, durationSec).rate).toStrictEqual({ perSecond });
  });

  it('asks for even sizes within the limit, and rates within theirs', () => {
    const length = fc.integer({ min: 1, max: 8192 });
    fc.assert(
      fc.property(
        length,
        length,
        fc.double({ min: 0.01, max: 1e5, noNaN: true }),
        (width, height, duration) => {
          const wish = wishOf(width, height, duration);
          const rate = typeof wish.rate === 'object' ? wish.rate.perSecond : Number.NaN;
          expect([wish.width % 2, wish.height % 2]).toStrictEqual([0, 0]);
          expect(Math.max(wish.width, wish.height)).toBeLessThanOrEqual(settings.longSidePixels);
          expect(Math.min(wish.width, wish.height)).toBeGreaterThanOrEqual(2);
          expect(rate).toBeGreaterThanOrEqual(settings.perSecond);
          expect(rate).toBeLessThanOrEqual(settings.mostPerSecond);
        },
      ),
    );
  });
});
