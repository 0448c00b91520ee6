import { describe, expect, it } from 'vitest';
import { cutOut, hasPart, placeOfPart, takenOver, withPart } from './search-results.ts';

const cut = (query: string, part: string): string => {
  const start = query.indexOf(part);
  return cutOut(query, { start, end: start + part.length });
};

describe('a part of a query', () => {
  it.each([
    ['dog is:hdr beach', 'is:hdr', 'dog beach'],
    ['is:hdr', 'is:hdr', ''],
    ['dog OR cat', 'dog', 'cat'],
    ['dog OR cat', 'cat', 'dog'],
    ['a dog OR cat b', 'cat', 'a dog b'],
    ['camera:"Sony A7"  x', 'camera:"Sony A7"', 'x'],
    ['ORANGE dog', 'dog', 'ORANGE'],
  ])('is cut out of %j: %j', (query, part, left) => {
    expect(cut(query, part)).toBe(left);
  });
  it('is put in once', () => {
    expect(withPart('dog ', 'is:hdr')).toBe('is:hdr dog');
    expect(withPart('is:hdr dog', 'is:hdr')).toBe('is:hdr dog');
    expect(withPart('', 'is:hdr')).toBe('is:hdr');
  });
  it('is found as a whole only', () => {
    expect(hasPart('-is:hdr', 'is:hdr')).toBe(false);
    expect(hasPart('is:hdrplus', 'is:hdr')).toBe(false);
    expect(placeOfPart('is:hdrplus is:hdr', 'is:hdr')).toEqual({ start: 11, end: 17 });
    expect(hasPart('dog', '')).toBe(false);
  });
});

describe('a list that was read again', () => {
  const key = ({ id }: { id: string }) => id;
  it('keeps the objects that say the same', () => {
    const before = [
      { id: 'a', score: 1 },
      { id: 'b', score: 1 },
    ];
    const after = takenOver(
      before,
      [
        { id: 'b', score: 1 },
        { id: 'a', score: 2 },
      ],
      key,
    );
    expect(after).toEqual([
      { id: 'b', score: 1 },
      { id: 'a', score: 2 },
    ]);
    expect(after[0]).toBe(before[1]);
    expect(after[1]).not.toBe(before[0]);
  });
  it('is the same list where nothing changed', () => {
    const before = [{ id: 'a' }];
    expect(takenOver(before, [{ id: 'a' }], key)).toBe(before);
  });
});
