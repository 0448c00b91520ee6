import { describe, expect, it } from 'vitest';
import { momentScores } from './moment-rank.ts';

const match = (text: string): string => `\uE000${text}\uE001`;

describe('momentScores', () => {
  it('puts a rare word before a common one, and both before either', () => {
    const common = Array.from({ length: 20 }, () => `${match('the')} tree`);
    const scores = momentScores(
      [`${match('the')} ${match('budget')}`, `a ${match('budget')}`, ...common],
      100,
    );
    expect(scores).toHaveLength(22);
    expect(scores[0]).toBeGreaterThan(scores[1] ?? 0);
    expect(scores[1]).toBeGreaterThan(scores[2] ?? 0);
  });

  it('counts a word again for less, and long texts for less', () => {
    const [twice = 0, once = 0, long = 0] = momentScores(
      [`${match('Dog')} ${match('dog')} a`, `${match('dog')} b c`, `${match('dog')} ${'word '.repeat(40)}`],
      10,
    );
    expect(twice).toBeGreaterThan(once);
    expect(twice).toBeLessThan(2 * once);
    expect(once).toBeGreaterThan(long);
  });

  it('is never negative, also where everything has the word', () => {
    expect(momentScores([match('a'), match('a')], 0).every((score) => score > 0)).toBe(true);
    expect(momentScores([], 5)).toEqual([]);
  });
});
