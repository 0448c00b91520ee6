import { describe, expect, it } from 'vitest';
import { posterTimes } from './poster-times.ts';

describe('posterTimes', () => {
  it('spreads over the clip and costs the same for long ones', () => {
    const minute = posterTimes(60);
    const hours = posterTimes(10_800);
    expect(hours.first.length).toBe(minute.first.length);
    for (const { first, further } of [minute, hours]) {
      const all = [...first, ...further];
      expect(new Set(all).size).toBe(all.length);
      expect(all.length).toBeLessThanOrEqual(8);
    }
    expect(Math.min(...hours.first, ...hours.further)).toBeGreaterThan(0);
    expect(Math.max(...hours.first, ...hours.further)).toBeLessThan(10_800 * 0.95);
  });

  it('looks once into very short clips and near the start of those of unknown length', () => {
    expect(posterTimes(0.3).first).toHaveLength(1);
    expect(posterTimes(0.3).first[0]).toBeLessThan(0.3);
    expect(posterTimes(null).first[0]).toBe(0);
    expect(posterTimes(0)).toEqual(posterTimes(null));
  });
});
