import { describe, expect, it } from 'vitest';
import { reducePeaks } from './peaks.ts';

const peaks = Int8Array.from([-1, 1, -2, 2, -3, 3, -4, 4]);

describe('peaks for pixels', () => {
  it('are the buckets where each has a pixel', () => {
    const scale = { startSec: 0, secPerPx: 0.02, widthPx: 4 };
    expect([...reducePeaks(peaks, 0.02, scale)]).toEqual([...peaks]);
  });

  it('keep the extremes where several share one', () => {
    const scale = { startSec: 0, secPerPx: 0.04, widthPx: 2 };
    expect([...reducePeaks(peaks, 0.02, scale)]).toEqual([-2, 2, -4, 4]);
  });

  it('repeat a bucket that is wider than a pixel', () => {
    const scale = { startSec: 0.02, secPerPx: 0.01, widthPx: 3 };
    expect([...reducePeaks(peaks, 0.02, scale)]).toEqual([-2, 2, -2, 2, -3, 3]);
  });

  it('end where the sound does', () => {
    const scale = { startSec: 0.06, secPerPx: 0.02, widthPx: 3 };
    expect([...reducePeaks(peaks, 0.02, scale)]).toEqual([-4, 4, 0, 0, 0, 0]);
    expect([...reducePeaks(new Int8Array(0), 0.02, scale)]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
