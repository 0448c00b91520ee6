import { describe, expect, it } from 'vitest';
import { sharedRating, sharedTags, together } from './selection-facts.ts';

describe('what several clips have in common', () => {
  it('tells tags of all from tags of some', () => {
    const cards = [{ tags: ['sea', 'b-roll'] }, { tags: ['b-roll'] }];
    expect(sharedTags(cards)).toEqual([
      { name: 'b-roll', clips: 2, on: 'all' },
      { name: 'sea', clips: 1, on: 'some' },
    ]);
  });

  it('has a rating only where all have the same', () => {
    expect(sharedRating([{ rating: 3 }, { rating: 3 }])).toBe(3);
    expect(sharedRating([{ rating: 3 }, { rating: null }])).toBe('mixed');
    expect(sharedRating([{ rating: null }, { rating: null }])).toBeNull();
  });

  it('adds up what is known', () => {
    const cards = [
      { durationSec: 2, sizeBytes: 10 },
      { durationSec: null, sizeBytes: 5 },
    ];
    expect(together(cards)).toEqual({ durationSec: 2, sizeBytes: 15 });
  });
});
