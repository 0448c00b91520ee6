import { describe, expect, it } from 'vitest';
import { movedBy, movedTo } from './collection-order.ts';

const ids = ['a', 'b', 'c', 'd'];

describe('the order of collections', () => {
  it.each([
    ['a', 0, 'abcd'],
    ['a', 1, 'abcd'],
    ['a', 2, 'bacd'],
    ['a', 4, 'bcda'],
    ['c', 0, 'cabd'],
    ['c', 2, 'abcd'],
    ['d', 1, 'adbc'],
    ['gone', 1, 'abcd'],
  ])('with %s put into gap %i is %s', (id, gap, expected) => {
    expect(movedTo(ids, id, gap).join('')).toBe(expected);
  });

  it.each([
    ['b', -1, 'bacd'],
    ['b', 1, 'acbd'],
    ['a', -1, 'abcd'],
    ['d', 1, 'abcd'],
    ['gone', 1, 'abcd'],
  ] as const)('with %s moved by %i is %s', (id, by, expected) => {
    expect(movedBy(ids, id, by).join('')).toBe(expected);
  });
});
