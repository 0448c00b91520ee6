import { describe, expect, it } from 'vitest';
import { gradientPicture, speckledPicture } from '../../../tests/support/made-pictures.ts';
import { meanColour } from './mean-colour.ts';

describe('meanColour', () => {
  it('is the colour of a picture of one colour, whatever its size', () => {
    for (const [width, height] of [
      [1, 1],
      [7, 3],
      [64, 36],
    ] as const) {
      const pixels = new Uint8Array(width * height * 3).map((_, at) => [10, 200, 60][at % 3] ?? 0);
      expect(meanColour({ pixels, width, height })).toEqual([10, 200, 60]);
    }
  });

  it('comes near the mean of all pixels', () => {
    for (const colour of meanColour(gradientPicture(120, 90))) expect(Math.abs(colour - 120)).toBeLessThan(2);
    const { pixels, width, height } = speckledPicture(160, 90);
    const green = pixels.filter((_, at) => at % 3 === 1).reduce((sum, value) => sum + value, 0) / (160 * 90);
    expect(Math.abs(meanColour({ pixels, width, height })[1] - green)).toBeLessThan(5);
  });
});
