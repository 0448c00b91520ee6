import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sileroDefaults, speechSpans } from './speech-spans.ts';

const windowSec = 0.032;
const run = (length: number, score: number): number[] => Array.from({ length }, () => score);
const plain = { ...sileroDefaults, paddingSec: 0 };

function times(scores: readonly number[], options = plain): number[][] {
  const spans = speechSpans(scores, windowSec, scores.length * windowSec, options);
  return spans.map(({ startSec, endSec }) => [startSec / windowSec, endSec / windowSec].map(Math.round));
}

describe('speechSpans', () => {
  it('begins where the upper threshold is reached and ends where the lower is not', () => {
    expect(times([...run(10, 0.4), ...run(20, 0.9), ...run(10, 0.4), ...run(20, 0.2)])).toEqual([[10, 40]]);
  });

  it('goes on over pauses of less than 100 ms', () => {
    expect(times([...run(10, 0.9), ...run(3, 0), ...run(10, 0.9)])).toEqual([[0, 23]]);
    expect(times([...run(10, 0.9), ...run(5, 0), ...run(10, 0.9)])).toEqual([
      [0, 10],
      [15, 25],
    ]);
  });

  it('leaves out what is no longer than 250 ms', () => {
    expect(times([...run(7, 0.9), ...run(20, 0), ...run(8, 0.9), ...run(20, 0)])).toEqual([[27, 35]]);
  });

  it('widens spans, but not beyond the sound, and lets neighbours share what is between them', () => {
    const options = { ...sileroDefaults, minimumSilenceSec: 0.03, paddingSec: 0.1 };
    const scores = [...run(10, 1), ...run(2, 0), ...run(10, 1)];
    const [first, second] = speechSpans(scores, windowSec, 22 * windowSec - 0.01, options);
    expect(first?.startSec).toBe(0);
    expect(first?.endSec).toBeCloseTo(11 * windowSec, 9);
    expect(second?.startSec).toBeCloseTo(11 * windowSec, 9);
    expect(second?.endSec).toBeCloseTo(22 * windowSec - 0.01, 9);
  });

  it('is as sure as the model was on average', () => {
    const [span] = speechSpans([...run(10, 0.6), ...run(10, 0.8)], windowSec, 1, plain);
    expect(span?.confidence).toBeCloseTo(0.7, 9);
  });

  it('gives spans in order, apart, within the sound, each holding a sure window', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { maxLength: 300 }), (scores) => {
        const endSec = scores.length * windowSec;
        let lastSec = 0;
        for (const { startSec, endSec: untilSec, confidence } of speechSpans(
          scores,
          windowSec,
          endSec,
          sileroDefaults,
        )) {
          expect(startSec).toBeGreaterThanOrEqual(lastSec - 1e-9);
          expect(untilSec).toBeGreaterThan(startSec);
          expect(untilSec).toBeLessThanOrEqual(endSec);
          const within = scores.slice(Math.floor(startSec / windowSec), Math.ceil(untilSec / windowSec));
          expect(Math.max(...within)).toBeGreaterThanOrEqual(sileroDefaults.enter);
          expect(confidence).toBeLessThanOrEqual(1);
          lastSec = untilSec;
        }
      }),
    );
  });
});
