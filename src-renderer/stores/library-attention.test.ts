import { describe, expect, it } from 'vitest';
import { isWorthRaising, planRaises } from './library-attention.ts';

const none = new Set<string>();

describe('clips on the screen go first', () => {
  it('puts those in front that came, and those back that left', () => {
    expect(planRaises(new Set(['a', 'b']), ['b', 'c'], none)).toEqual({ raise: ['c'], lower: ['a'] });
  });

  it('asks for nothing where nothing has changed', () => {
    expect(planRaises(new Set(['a']), ['a'], none)).toEqual({ raise: [], lower: [] });
  });

  it('leaves alone what somebody put in front by name', () => {
    expect(planRaises(new Set(['a']), ['b'], new Set(['a', 'b']))).toEqual({ raise: [], lower: [] });
  });

  it('is never about more than a screen', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => String(index));
    expect(planRaises(none, many, none).raise).toHaveLength(200);
  });

  it('is not worth it for the last stage of a clip, nor for one without work', () => {
    const stages = { settled: 3, total: 5, failed: 0 };
    expect(isWorthRaising({ state: 'working', stages })).toBe(true);
    expect(isWorthRaising({ state: 'working', stages: { ...stages, settled: 4 } })).toBe(false);
    expect(isWorthRaising({ state: 'missing', stages })).toBe(false);
  });
});
