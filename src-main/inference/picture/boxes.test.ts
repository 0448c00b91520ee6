import { describe, expect, it } from 'vitest';
import { clipBox, intersectionOverUnion, nonMaximumSuppression } from './boxes.ts';

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

describe('intersectionOverUnion', () => {
  it('is 1 for the same, 0 for apart and touching, a third for a half shared', () => {
    expect(intersectionOverUnion(box(0.1, 0.1, 0.2, 0.2), box(0.1, 0.1, 0.2, 0.2))).toBeCloseTo(1, 9);
    expect(intersectionOverUnion(box(0, 0, 0.1, 0.1), box(0.5, 0.5, 0.1, 0.1))).toBe(0);
    expect(intersectionOverUnion(box(0, 0, 0.5, 0.5), box(0.5, 0, 0.5, 0.5))).toBe(0);
    expect(intersectionOverUnion(box(0, 0, 0.4, 0.4), box(0.2, 0, 0.4, 0.4))).toBeCloseTo(1 / 3, 9);
    expect(intersectionOverUnion(box(0, 0, 1, 1), box(0.25, 0.25, 0.5, 0.5))).toBeCloseTo(0.25, 9);
  });

  it('is 0 for an empty box', () => {
    expect(intersectionOverUnion(box(0.5, 0.5, 0, 0), box(0, 0, 1, 1))).toBe(0);
  });
});

describe('nonMaximumSuppression', () => {
  const candidates = [
    { label: 'dog', confidence: 0.5, box: box(0.1, 0.1, 0.4, 0.4) },
    { label: 'cat', confidence: 0.9, box: box(0.12, 0.1, 0.4, 0.4) },
    { label: 'dog', confidence: 0.8, box: box(0.11, 0.1, 0.4, 0.4) },
    { label: 'dog', confidence: 0.6, box: box(0.6, 0.6, 0.2, 0.2) },
  ];

  it('keeps the best of each heap, best first', () => {
    expect(nonMaximumSuppression(candidates, 0.5).map(({ confidence }) => confidence)).toEqual([0.9, 0.6]);
  });

  it('lets only the same group compete', () => {
    const kept = nonMaximumSuppression(candidates, 0.5, ({ label }) => label);
    expect(kept.map(({ confidence }) => confidence)).toEqual([0.9, 0.8, 0.6]);
  });

  it('keeps all where the overlap is allowed', () => {
    expect(nonMaximumSuppression(candidates, 0.99)).toHaveLength(4);
    expect(nonMaximumSuppression([], 0.5)).toEqual([]);
  });
});

describe('clipBox', () => {
  it('cuts off what lies outside', () => {
    expect(clipBox(box(-0.25, 0.5, 0.5, 1))).toEqual(box(0, 0.5, 0.25, 0.5));
    expect(clipBox(box(0.25, 0.25, 0.5, 0.5))).toEqual(box(0.25, 0.25, 0.5, 0.5));
  });

  it('leaves nothing of a box outside', () => {
    expect(clipBox(box(1.5, 0, 0.25, 0.25))).toEqual(box(1, 0, 0, 0.25));
    expect(clipBox(box(-1, -1, 0.5, 0.5))).toEqual(box(0, 0, 0, 0));
  });
});
