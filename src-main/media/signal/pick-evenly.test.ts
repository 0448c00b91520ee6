import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickEvenly } from './pick-evenly.ts';

describe('pickEvenly', () => {
  it('keeps all there are, and none of nothing', () => {
    expect(pickEvenly([1, 2, 5], 3)).toEqual([0, 1, 2]);
    expect(pickEvenly([], 3)).toEqual([]);
    expect(pickEvenly([4, 4, 4], 2)).toEqual([0]);
  });

  it('spreads by time, not by number: a crowd in one place does not take the places of the others', () => {
    const crowd = Array.from({ length: 90 }, (_, index) => index / 90);
    const rest = Array.from({ length: 9 }, (_, index) => 10 + index * 10);
    const times = [...crowd, ...rest];
    const picked = pickEvenly(times, 10).map((index) => times[index] ?? -1);
    expect(picked.filter((time) => time >= 10)).toHaveLength(9);
    expect(picked.filter((time) => time < 10)).toHaveLength(1);
  });

  it('picks 100 of 1,000 even ones about 10 apart', () => {
    const picked = pickEvenly(
      Array.from({ length: 1000 }, (_, index) => index),
      100,
    );
    expect(picked).toHaveLength(100);
    const gaps = picked.slice(1).map((index, at) => index - (picked[at] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(8);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(12);
  });

  it('gives ascending indexes without repeats, at most as many as asked for', () => {
    const times = fc
      .array(fc.double({ min: 0, max: 1e5, noNaN: true }), { maxLength: 300 })
      .map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 50 }), (list, count) => {
        const picked = pickEvenly(list, count);
        expect(picked.length).toBeLessThanOrEqual(count);
        expect(picked.length > 0 || list.length === 0).toBe(true);
        expect(picked.every((index, at) => index < list.length && index > (picked[at - 1] ?? -1))).toBe(true);
      }),
    );
  });
});
