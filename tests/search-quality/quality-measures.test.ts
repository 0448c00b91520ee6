import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type ExpectedMoment,
  gainAtTen,
  momentsHit,
  qualityOf,
  recallAtTen,
} from './quality-measures.ts';

const answers = (...clips: readonly string[]): Answer[] => clips.map((clip) => ({ clip, moments: [] }));
const others = (count: number): string[] => Array.from({ length: count }, (_, at) => `other ${String(at)}`);

describe('the gain of the first ten', () => {
  it('is 1 in the ideal order, and nothing without any of them', () => {
    expect(gainAtTen(answers('a', 'b', 'c'), { c: 1, a: 3, b: 2 })).toBe(1);
    expect(gainAtTen(answers('x', 'y'), { a: 3 })).toBe(0);
    expect(gainAtTen([], { a: 3 })).toBe(0);
  });

  it('counts grades by their place', () => {
    // 2 / log2(2) + 0 / log2(3) + 3 / log2(4) = 3.5, of 3 / log2(2) + 2 / log2(3) = 4.261860.
    expect(gainAtTen(answers('b', 'x', 'a'), { a: 3, b: 2 })).toBeCloseTo(3.5 / 4.26186, 5);
    // The only one in second place: 1 / log2(3).
    expect(gainAtTen(answers('x', 'a'), { a: 2 })).toBeCloseTo(0.63093, 5);
  });

  it('takes no notice of what stands in eleventh place', () => {
    expect(gainAtTen(answers(...others(9), 'a'), { a: 1 })).toBeCloseTo(1 / Math.log2(11), 10);
    expect(gainAtTen(answers(...others(10), 'a'), { a: 1 })).toBe(0);
  });

  it('is not defined where nothing is expected', () => {
    expect(() => gainAtTen(answers('a'), {})).toThrow(RangeError);
    expect(() => recallAtTen(answers('a'), {})).toThrow(RangeError);
  });
});

describe('recall of the first ten', () => {
  it('is the share of what fits, whatever the grade and place', () => {
    expect(recallAtTen(answers('x', 'c', 'a'), { a: 3, b: 2, c: 1 })).toBeCloseTo(2 / 3, 10);
    expect(recallAtTen(answers(...others(10), 'a'), { a: 3 })).toBe(0);
  });
});

describe('moments', () => {
  const shown = (...moments: readonly (readonly [number, number | null])[]): Answer[] => [
    {
      clip: 'a',
      moments: moments.map(([startSec, endSec]) => ({ lane: 'said', startSec, endSec })),
    },
  ];
  const at = (seconds: number): ExpectedMoment => ({ clip: 'a', at: seconds });

  it.each<[string, Answer[], ExpectedMoment, number]>([
    ['begins a second early', shown([9, null]), at(10), 1],
    ['begins a second late', shown([11, null]), at(10), 1],
    ['begins more than a second off', shown([11.01, 20]), at(10), 0],
    ['has it in it', shown([3, 12]), at(10), 1],
    ['ended before', shown([3, 8]), at(10), 0],
    ['is an instant long before', shown([3, null]), at(10), 0],
    ['begins within what lasts', shown([15, 16]), { clip: 'a', from: 10, to: 20 }, 1],
    ['begins just after what lasts', shown([21, 22]), { clip: 'a', from: 10, to: 20 }, 1],
    ['has all of what lasts', shown([1, 30]), { clip: 'a', from: 10, to: 20 }, 1],
    ['has only its beginning, and begins too early', shown([1, 15]), { clip: 'a', from: 10, to: 20 }, 0],
    ['is third', shown([50, 51], [60, 61], [10, 11]), at(10), 1],
    ['is fourth', shown([50, 51], [60, 61], [70, 71], [10, 11]), at(10), 0],
    ['is in another lane', shown([10, 11]), { clip: 'a', lane: 'read', at: 10 }, 0],
    ['is of another clip', shown([10, 11]), { clip: 'b', at: 10 }, 0],
  ])('a moment that %s', (_, found, expected, hits) => {
    expect(momentsHit(found, [expected])).toBe(hits);
  });

  it('that only have it in them do not begin there', () => {
    expect(momentsHit(shown([3, 12]), [at(10)], 'begins')).toBe(0);
    expect(momentsHit(shown([9.5, 12]), [at(10)], 'begins')).toBe(1);
  });

  it('do not count in clips that stand too low', () => {
    expect(momentsHit([...answers(...others(10)), ...shown([10, 11])], [at(10)])).toBe(0);
  });
});

describe('the quality of several queries', () => {
  it('is the mean of those that expect something, and counts what nonsense found', () => {
    const found: Answer = { clip: 'a', moments: [{ lane: 'said', startSec: 5, endSec: 6 }] };
    expect(
      qualityOf([
        { grades: { a: 3 }, moments: [{ clip: 'a', at: 5 }], answers: [found] },
        {
          grades: { b: 3 },
          moments: [
            { clip: 'b', at: 5 },
            { clip: 'b', at: 9 },
          ],
          answers: [found],
        },
        { grades: {}, moments: [], answers: answers('x', 'y') },
        { grades: {}, moments: [], answers: [] },
      ]),
    ).toEqual({
      queries: 4,
      gain: 0.5,
      recall: 0.5,
      momentRate: 1 / 3,
      momentStartRate: 1 / 3,
      falseAnswers: 2,
    });
  });

  it('is not known where there is nothing to measure', () => {
    expect(qualityOf([{ grades: {}, moments: [], answers: [] }])).toEqual({
      ...{ queries: 1, gain: null, recall: null, momentRate: null, momentStartRate: null, falseAnswers: 0 },
    });
    expect(qualityOf([{ grades: { a: 1 }, moments: [], answers: [] }]).momentRate).toBeNull();
  });
});
