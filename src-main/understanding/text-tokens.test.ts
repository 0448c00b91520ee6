import '../../tests/support/property-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens, cutToTokens, joinToTokens } from './text-tokens.ts';

describe('countTokens', () => {
  it.each([
    ['', 0],
    ['A cat sat.', 4],
    ['understanding', 3],
    ["don't", 3],
    ['640 x 360', 3],
    ['日本語です', 5],
    ['日本 news', 3],
    ['naïve café', 2],
    ['"Stop!"', 4],
  ])('of "%s" is %d', (text, count) => {
    expect(countTokens(text)).toBe(count);
  });
});

describe('cutToTokens', () => {
  const text = 'The first one. And a second. Then comes the third.';

  it('leaves alone what fits', () => {
    expect(cutToTokens(text, 14)).toStrictEqual({ text, tokenCount: 13, truncation: 'none' });
    expect(cutToTokens('', 10)).toStrictEqual({ text: '', tokenCount: 0, truncation: 'none' });
  });

  it('keeps whole sentences', () => {
    expect(cutToTokens(text, 12)).toStrictEqual({
      ...{ text: 'The first one. And a second.', tokenCount: 8, truncation: 'cut-at-sentence' },
    });
  });

  it('cuts at a word where not even a sentence fits', () => {
    expect(cutToTokens(text, 2)).toStrictEqual({
      text: 'The first',
      tokenCount: 2,
      truncation: 'cut-at-word',
    });
  });

  it('never gives more than the limit, and always a beginning of the text', () => {
    fc.assert(
      fc.property(
        fc.lorem({ mode: 'sentences', maxCount: 6 }),
        fc.integer({ min: 1, max: 60 }),
        (long, limit) => {
          const cut = cutToTokens(long, limit);
          expect(cut.tokenCount).toBeLessThanOrEqual(limit);
          expect(cut.tokenCount).toBe(countTokens(cut.text));
          expect(long.startsWith(cut.text)).toBe(true);
          expect(cut.truncation === 'none').toBe(cut.text === long);
        },
      ),
    );
  });
});

describe('joinToTokens', () => {
  it('keeps whole terms', () => {
    expect(joinToTokens(['dog', 'cat', 'bird'], 99)).toMatchObject({
      text: 'dog, cat, bird',
      truncation: 'none',
    });
    expect(joinToTokens(['dog', 'cat', 'bird'], 4)).toStrictEqual({
      ...{ text: 'dog, cat', tokenCount: 3, truncation: 'cut-at-word' },
    });
    expect(joinToTokens([], 4)).toStrictEqual({ text: '', tokenCount: 0, truncation: 'none' });
  });
});
