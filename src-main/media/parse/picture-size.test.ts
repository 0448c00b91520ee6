import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitInside } from './picture-size.ts';

describe('fitInside', () => {
  it.each([
    [1920, 1080, 640, 640, 360],
    [1080, 1920, 640, 360, 640],
    [1080, 1920, 160, 90, 160],
    [1920, 1080, 160, 160, 90],
    [720, 480, 640, 640, 426],
    [176, 144, 640, 176, 144],
    [175, 143, 640, 174, 142],
    [1, 1, 640, 2, 2],
    [4000, 10, 160, 160, 2],
  ])('%i×%i within %i is %i×%i', (width, height, side, fitWidth, fitHeight) => {
    expect(fitInside({ width, height }, side)).toEqual({ width: fitWidth, height: fitHeight });
  });

  it('gives even sides within both limits, and keeps the aspect to within rounding', () => {
    const side = fc.integer({ min: 2, max: 9000 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 8, max: 2000 }), (width, height, longestSide) => {
        const fit = fitInside({ width, height }, longestSide);
        expect(fit.width % 2).toBe(0);
        expect(fit.height % 2).toBe(0);
        expect(fit.width).toBeLessThanOrEqual(Math.max(2, Math.min(width, longestSide)));
        expect(fit.height).toBeLessThanOrEqual(Math.max(2, Math.min(height, longestSide)));
        const scale = Math.min(1, longestSide / Math.max(width, height));
        expect(Math.abs(fit.width - width * scale)).toBeLessThan(2);
        expect(Math.abs(fit.height - height * scale)).toBeLessThan(2);
      }),
    );
  });
});
