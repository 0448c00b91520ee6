import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exposureHistogram,
  type ExposureSample,
  exposureStops,
  measureExposure,
  rateExposure,
  summarizeExposure,
  warningSpans,
} from './exposure.ts';
import { countLuma } from './luma-histogram.ts';

/** A picture of so many pixels at each level, as a histogram. */
function histogram(...pixels: readonly (readonly [level: number, count: number])[]): Uint32Array {
  const counts = new Uint32Array(256);
  for (const [level, count] of pixels) countLuma(new Uint8Array(count).fill(level), counts);
  return counts;
}

describe('measureExposure', () => {
  it('finds nothing wrong with a middle grey', () => {
    expect(measureExposure(histogram([128, 1000]), 2.5)).toStrictEqual({
      timeSec: 2.5,
      overexposedPercent: 0,
      underexposedPercent: 0,
      meanLuma: 128,
      stops: 0,
    });
  });

  it.each([
    [239, 0, 0],
    [240, 100, 0],
    [255, 100, 0],
    [16, 0, 0],
    [15, 0, 100],
    [0, 0, 100],
  ])('takes the limits exactly: level %d', (level, overexposedPercent, underexposedPercent) => {
    const sample = measureExposure(histogram([level, 64]), 0);
    expect(sample).toMatchObject({ overexposedPercent, underexposedPercent, meanLuma: level });
  });

  it('measures a known share of clipped pixels', () => {
    const sample = measureExposure(histogram([250, 100], [128, 875], [3, 25]), 0);
    expect(sample.overexposedPercent).toBe(10);
    expect(sample.underexposedPercent).toBe(2.5);
    // 10 % x 20 = 2: one stop.
    expect(sample.stops).toBe(1);
    expect(sample.meanLuma).toBeCloseTo((250 * 100 + 128 * 875 + 3 * 25) / 1000, 10);
  });
});

describe('exposureStops', () => {
  it.each([
    // Clipped highlights: log2(20 x share), at least of 1.1, at most 5.
    [0.051, 0, 200, Math.log2(1.1)],
    [0.1, 0.9, 10, 1],
    [0.4, 0, 128, 3],
    [1, 0, 255, Math.log2(20)],
    // Crushed shadows likewise, negative.
    [0.05, 0.1, 128, -1],
    [0, 0.051, 128, -Math.log2(1.1)],
    [0, 1, 0, -Math.log2(20)],
    // Else the mean against 128, when it is off by more than 0.2 stops.
    [0.05, 0.05, 128, 0],
    [0, 0, 64, -1],
    [0, 0, 140, 0],
    [0, 0, 111.5, 0],
    [0, 0, 148, Math.log2(148 / 128)],
    [0, 0, 110, Math.log2(110 / 128)],
    [0, 0, 0, -5],
  ])('of shares %d and %d and mean %d is %d', (over, under, mean, expected) => {
    expect(exposureStops(over, under, mean)).toBeCloseTo(expected, 12);
  });

  it('stays within 5 stops', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0, max: 255, noNaN: true }), (over, under, mean) => {
        const stops = exposureStops(over, under, mean);
        expect(Math.abs(stops)).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe('rateExposure', () => {
  it.each([
    [0, 0, 0, 'excellent'],
    [0.99, 0.99, -0.49, 'excellent'],
    [1, 0, 0, 'good'],
    [0, 1, 0, 'good'],
    [0, 0, 0.5, 'good'],
    [0, 0, -0.99, 'good'],
    [3, 0, 0, 'fair'],
    [0, 2.9, -1, 'fair'],
    [7.99, 7.99, 1.99, 'fair'],
    [8, 0, 0, 'poor'],
    [0, 8, 0, 'poor'],
    [0, 0, -2, 'poor'],
  ] as const)('of %d %%, %d %%, %d stops is %s', (over, under, stops, expected) => {
    expect(rateExposure(over, under, stops)).toBe(expected);
  });
});

describe('summarizeExposure', () => {
  const grey = measureExposure(histogram([128, 100]), 0);
  const bright = measureExposure(histogram([128, 80], [255, 20]), 1);

  it('takes means, and warns if any sample does', () => {
    const summary = summarizeExposure([grey, grey, grey, bright]);
    expect(summary.overexposedPercent).toBe(5);
    expect(summary.stops).toBe(0.5);
    expect(summary.warning).toBe(true);
    expect(summary.quality).toBe('fair');
    const means = [128, 128, 128, bright.meanLuma];
    const mean = means.reduce((a, b) => a + b) / 4;
    expect(summary.meanLuma).toBe(mean);
    expect(summary.lumaDeviation).toBeCloseTo(
      Math.sqrt(means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4),
      10,
    );
  });

  it('does not warn at exactly 5 %', () => {
    const atLimit = measureExposure(histogram([128, 95], [255, 5]), 0);
    expect(summarizeExposure([atLimit]).warning).toBe(false);
  });
});

describe('exposureHistogram', () => {
  it('has 64 bins of 4 levels', () => {
    const bins = exposureHistogram(histogram([0, 1], [3, 1], [4, 1], [252, 1]));
    expect(bins).toHaveLength(64);
    expect([bins[0], bins[1], bins[63]]).toStrictEqual([0.5, 0.25, 0.25]);
  });
});

describe('warningSpans', () => {
  const at = (timeSec: number, overexposedPercent: number): ExposureSample => ({
    timeSec,
    overexposedPercent,
    underexposedPercent: 0,
    meanLuma: 128,
    stops: 0,
  });

  it('joins neighbours and ends a span where the next good sample is', () => {
    const samples = [at(0, 0), at(1, 10), at(2, 20), at(3, 5), at(4, 0), at(5, 6)];
    expect(warningSpans(samples, 1, 10)).toStrictEqual([
      { startSec: 1, endSec: 3, overexposedPercent: 15, underexposedPercent: 0 },
      { startSec: 5, endSec: 6, overexposedPercent: 6, underexposedPercent: 0 },
    ]);
  });

  it('does not go beyond the end of the clip, nor before the last sample', () => {
    expect(warningSpans([at(5, 6)], 1, 5.5)[0]?.endSec).toBe(5.5);
    expect(warningSpans([at(5, 6)], 1, 4)[0]?.endSec).toBe(5);
    expect(warningSpans([at(5, 6)], 1, null)[0]?.endSec).toBe(6);
  });

  it('is empty without warnings and without samples', () => {
    expect(warningSpans([at(0, 5)], 1, 1)).toStrictEqual([]);
    expect(warningSpans([], 1, 1)).toStrictEqual([]);
  });
});
