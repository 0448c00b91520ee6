import { describe, expect, it } from 'vitest';
import { editDistance } from './edit-distance.ts';

describe('edit distance', () => {
  it.each([
    ['boat', 'boat', 0],
    ['boat', 'boats', 1],
    ['boat', 'bat', 1],
    ['boat', 'goat', 1],
    ['boat', 'baot', 1],
    ['harbour', 'harbuor', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
    ['', 'abc', 3],
    ['🚤a', '🚤b', 1],
  ])('of "%s" and "%s" is %i', (one, other, distance) => {
    expect(editDistance(one, other, 5)).toBe(distance);
    expect(editDistance(other, one, 5)).toBe(distance);
  });

  it('is given up beyond what matters', () => {
    expect(editDistance('kitten', 'sitting', 2)).toBe(3);
    expect(editDistance('kitten', 'sitting', 1)).toBe(2);
    expect(editDistance('boat', 'harbour master', 2)).toBe(3);
  });
});
