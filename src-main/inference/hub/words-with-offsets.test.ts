import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsWithOffsets, wordWindows } from './words-with-offsets.ts';

describe('wordsWithOffsets', () => {
  it('gives punctuation a place of its own, or leaves it with the word', () => {
    const text = 'Ré: 👍 (U.S.)';
    const words = wordsWithOffsets(text, 'words and marks');
    expect(words.map((word) => word.text)).toEqual(['Ré', ':', '👍', '(', 'U', '.', 'S', '.', ')']);
    for (const { text: word, start, end } of words) expect(text.slice(start, end)).toBe(word);
    expect(wordsWithOffsets(text, 'words').map((word) => word.text)).toEqual(['Ré:', '👍', '(U.S.)']);
  });
});

describe('wordWindows', () => {
  it('asks about each word once, in windows that hold no more than they may', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 60 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 6, max: 20 }), (tokenCounts, most) => {
        const windows = wordWindows(tokenCounts, most);
        let asked = 0;
        for (const { from, to, keepFrom, keepTo } of windows) {
          expect(keepFrom).toBe(asked);
          expect(from <= keepFrom && keepFrom <= keepTo && keepTo <= to).toBe(true);
          expect(tokenCounts.slice(from, to).reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(most);
          asked = keepTo;
        }
        expect(asked).toBe(tokenCounts.length);
      }),
    );
  });

  it('goes on after a word that is longer than a window', () => {
    expect(wordWindows([1, 30, 1], 10).map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });
});
