import { describe, expect, it } from 'vitest';
import { GrowingSeries, nearestIndex } from './growing-series.ts';
import { RecentItems } from './recent-items.ts';

describe('RecentItems', () => {
  it('keeps the last so many under their own numbers, in the same slots', () => {
    let made = 0;
    const items = new RecentItems(3, () => ({ slot: made++, value: -1 }));
    for (let value = 0; value < 8; value += 1) items.next().value = value;
    expect(made).toBe(3);
    expect([items.first, items.length]).toEqual([5, 8]);
    expect([5, 6, 7].map((index) => items.at(index).value)).toEqual([5, 6, 7]);
    expect(() => items.at(4)).toThrow(RangeError);
    expect(() => items.at(8)).toThrow(RangeError);
  });
});

describe('GrowingSeries', () => {
  it('keeps all values beyond its first size', () => {
    const times = new GrowingSeries('times');
    const bytes = new GrowingSeries('bytes');
    for (let index = 0; index < 5000; index += 1) {
      times.push(index / 30);
      bytes.push(index % 256);
    }
    expect([times.length, times.at(4999), bytes.at(4999)]).toEqual([5000, 4999 / 30, 4999 % 256]);
    expect(() => times.at(5000)).toThrow(RangeError);
  });

  it('tells which of its times is nearest', () => {
    const times = new GrowingSeries('times');
    expect(nearestIndex(times, 1)).toBe(-1);
    for (const time of [0, 1, 4, 5]) times.push(time);
    expect([-3, 0.4, 0.6, 2.4, 2.6, 9].map((wanted) => nearestIndex(times, wanted))).toEqual([
      0, 0, 1, 1, 2, 3,
    ]);
  });
});
