import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkVectors, clampTimeline } from './timeline-check.ts';

const entry = (startSec: number, endSec: number | null) => ({ lane: 'object', startSec, endSec, data: {} });

function logged() {
  const warnings: unknown[] = [];
  const log = {
    info: () => undefined,
    warn: (_message: string, facts?: object) => void warnings.push(facts),
  };
  return { warnings, log };
}

describe('clampTimeline', () => {
  it('cuts off what lies beyond the clip and says so', () => {
    const { log, warnings } = logged();
    const kept = clampTimeline(
      [entry(-1, 2), entry(8, 14), entry(12, 13), entry(20, null), entry(3, null)],
      10,
      log,
    );
    expect(kept).toEqual([entry(0, 2), entry(8, 10), entry(3, null)]);
    expect(warnings).toEqual([{ moved: 2, dropped: 2, durationSec: 10 }]);
  });

  it('says nothing of a frame more or less', () => {
    const { log, warnings } = logged();
    expect(clampTimeline([entry(9, 10.05)], 10, log)).toEqual([entry(9, 10)]);
    expect(warnings).toEqual([]);
  });

  it('leaves the end open where nobody knows it', () => {
    expect(clampTimeline([entry(100, 200)], null, logged().log)).toEqual([entry(100, 200)]);
  });

  it('keeps everything within the clip, whatever comes', () => {
    const time = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(time, fc.option(time))),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        (all, end) => {
          for (const kept of clampTimeline(
            all.map(([start, stop]) => entry(start, stop)),
            end,
            logged().log,
          )) {
            expect(kept.startSec).toBeGreaterThanOrEqual(0);
            expect(kept.endSec ?? 0).toBeLessThanOrEqual(end);
          }
        },
      ),
    );
  });
});

describe('checkVectors', () => {
  const vectorOf = (...values: number[]) => [
    { kind: 'frame' as const, startSec: 0, endSec: null, model: 'm', vector: Float32Array.from(values) },
  ];

  it('takes unit vectors only', () => {
    expect(checkVectors(vectorOf(0.6, 0.8))).toHaveLength(1);
    expect(() => checkVectors(vectorOf(3, 4))).toThrow('length 5');
    expect(() => checkVectors(vectorOf(Number.NaN, 1))).toThrow('length');
  });
});
