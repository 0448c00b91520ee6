import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinWords, splitWords, spreadWords } from './word-times.ts';

describe('splitWords and joinWords', () => {
  it('split at blanks', () => {
    expect(splitWords(' And so,  my fellow\nAmericans: ')).toEqual([
      'And',
      'so,',
      'my',
      'fellow',
      'Americans:',
    ]);
  });

  it('split scripts without blanks into words, with the marks that follow them', () => {
    const words = splitWords('「今日は天気がいい。」 OK');
    expect(words.length).toBeGreaterThan(3);
    expect(words.join('')).toBe('「今日は天気がいい。」OK');
    expect(words[0]?.startsWith('「')).toBe(true);
  });

  it.each([
    'ask not what your country can do',
    '今日は天気がいい。',
    'sagte er: „Ja!“',
    '我说 hello 然后走了',
  ])('give back "%s"', (text) => {
    expect(joinWords(splitWords(text).map((word) => ({ text: word })))).toBe(text);
  });
});

describe('spreadWords', () => {
  it('gives each word as much time as it has letters, and a blank', () => {
    expect(spreadWords('a four', 10, 17).map(({ startSec, endSec }) => [startSec, endSec])).toEqual([
      [10, 12],
      [12, 17],
    ]);
  });

  it('fills the whole time, in order', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.nat(60),
        (text, startSec, lengthSec) => {
          const words = spreadWords(text, startSec, startSec + lengthSec);
          let lastSec = startSec;
          for (const word of words) {
            expect(word.startSec).toBeCloseTo(lastSec, 6);
            expect(word.endSec).toBeGreaterThanOrEqual(word.startSec - 1e-9);
            lastSec = word.endSec;
          }
          if (words.length > 0) expect(lastSec).toBeCloseTo(startSec + lengthSec, 6);
        },
      ),
    );
  });
});
