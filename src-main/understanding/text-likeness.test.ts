import '../../tests/support/property-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsOf, lettersDifference, lettersOf, withoutDigits } from './text-likeness.ts';

const textDifference = (one: string, other: string): number | null =>
  lettersDifference(lettersOf(one), lettersOf(other), 1);

describe('lettersDifference of whole texts', () => {
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
        expect(textDifference(other, one)).toBe(difference);
        expect(textDifference(one, one)).toBe(0);
      }),
    );
  });
});

/** The table as it is in textbooks, whole. */
function wholeTable(one: readonly string[], other: readonly string[]): number {
  const rows = [[...Array(other.length + 1).keys()]];
  for (const [at, letter] of one.entries()) {
    const above = rows.at(-1) ?? [];
    const row = [at + 1];
    for (const [column, otherLetter] of other.entries()) {
      const [left = 0, up = 0, corner = 0] = [row[column], above[column + 1], above[column]];
      row.push(Math.min(left + 1, up + 1, corner + (letter === otherLetter ? 0 : 1)));
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}

describe('lettersDifference up to a limit', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 14 });

  it('is what the whole table says', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom(0, 1 / 6, 1 / 4, 1 / 2, 1), (one, other, most) => {
        const [a, b] = [lettersOf(one), lettersOf(other)];
        const expected = wholeTable(a.list, b.list) / Math.max(1, a.list.length, b.list.length);
        expect(lettersDifference(a, b, most)).toBe(expected <= most ? expected : null);
      }),
      { numRuns: 500 },
    );
  });
});

it('tells digits from the rest', () => {
  expect(withoutDigits('Frame = 12 of ٣')).toBe('Frame = 00 of 0');
  expect(digitsOf('PTS = 1.2s')).toBe('12');
});
