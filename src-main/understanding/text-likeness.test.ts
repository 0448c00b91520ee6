import '../../tests/support/property-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsOf, textDifference, withoutDigits } from './text-likeness.ts';

describe('textDifference', () => {
  it.each([
    ['kitten', 'sitting', 3 / 7],
    ['REDEMPTION', 'Redemption', 0],
    ['RED DEAD', 'REDDEAD', 0],
    ['', '', 0],
    ['', 'abc', 1],
    ['über', 'uber', 1 / 4],
    ['日本語', '日本', 1 / 3],
  ])('of "%s" and "%s" is %d', (one, other, difference) => {
    expect(textDifference(one, other)).toBeCloseTo(difference, 10);
  });

  it('is a distance between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const difference = textDifference(one, other);
        expect(difference).toBeGreaterThanOrEqual(0);
        expect(difference).toBeLessThanOrEqual(1);
        expect(textDifference(other, one)).toBeCloseTo(difference, 10);
        expect(textDifference(one, one)).toBe(0);
      }),
    );
  });
});

it('tells digits from the rest', () => {
  expect(withoutDigits('Frame = 12 of ٣')).toBe('Frame = 00 of 0');
  expect(digitsOf('PTS = 1.2s')).toBe('12');
});
