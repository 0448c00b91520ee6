import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostBuckets, WaveformPeaksBuilder } from './waveform-peaks.ts';

function build(durationSec: number | null, ...chunks: readonly Int16Array[]) {
  const builder = new WaveformPeaksBuilder(durationSec);
  for (const chunk of chunks) builder.add(chunk);
  return builder.finish();
}

describe('WaveformPeaksBuilder', () => {
  it('takes the lowest and highest sample of each 20 ms', () => {
    const samples = new Int16Array(320 * 2 + 100);
    samples[5] = 32_767;
    samples[319] = -32_768;
    samples[320] = 2560;
    samples[639] = -2560;
    samples[640] = 511;
    samples[700] = -511;
    const { peaks, bucketSec, bucketCount, peak } = build(1, samples);
    expect([...peaks]).toStrictEqual([-128, 127, -10, 10, -1, 1]);
    expect(bucketSec).toBe(0.02);
    expect(bucketCount).toBe(3);
    expect(peak).toBe(1);
  });

  it('keeps to the sign of sound that has an offset', () => {
    const { peaks } = build(1, new Int16Array(320).fill(12_800), new Int16Array(320).fill(-12_800));
    expect([...peaks]).toStrictEqual([50, 50, -50, -50]);
  });

  it('measures peak and root mean square', () => {
    const square = Int16Array.from({ length: 3200 }, (_, index) => (index % 2 === 0 ? 16_384 : -16_384));
    const { peak, rmsDb } = build(1, square);
    expect(peak).toBe(0.5);
    expect(rmsDb).toBeCloseTo(-6.0206, 4);
  });

  it('knows digital silence, and no samples at all', () => {
    expect(build(1, new Int16Array(640))).toMatchObject({ bucketCount: 2, peak: 0, rmsDb: null });
    expect(build(1)).toMatchObject({ bucketCount: 0, peak: 0, rmsDb: null });
  });

  it.each([
    [600, 0.02],
    [600.1, 0.04],
    [1200, 0.04],
    [7200, 0.32],
    [null, 0.02],
  ])('of %s seconds has buckets of %d s', (durationSec, bucketSec) => {
    expect(build(durationSec, new Int16Array(16)).bucketSec).toBe(bucketSec);
  });

  it('joins buckets of sound that goes on for longer than was said', () => {
    const second = new Int16Array(16_000);
    const builder = new WaveformPeaksBuilder(null);
    for (let sec = 0; sec < 1500; sec += 1) {
      // A click in each second, louder and louder.
      second.fill(0);
      second[8000] = sec * 20;
      second[8001] = -sec * 20;
      builder.add(second);
    }
    const { peaks, bucketSec, bucketCount, peak } = builder.finish();
    expect(bucketSec).toBe(0.08);
    expect(bucketCount).toBe(1500 / 0.08);
    expect(peak).toBeCloseTo((1499 * 20) / 32_768, 10);
    for (const sec of [1, 599, 600, 601, 1199, 1200, 1201, 1499]) {
      const bucket = Math.floor((sec + 0.5) / 0.08);
      expect(peaks[bucket * 2 + 1]).toBe(Math.floor((sec * 20) / 256));
      expect(peaks[bucket * 2]).toBe(-Math.floor((sec * 20) / 256) || 0);
    }
  });

  it('counts the rest that is left when the buckets are full', () => {
    const full = new Int16Array(320 * mostBuckets);
    const exact = build(600, full);
    expect([exact.bucketCount, exact.bucketSec]).toStrictEqual([mostBuckets, 0.02]);
    const { bucketCount, bucketSec, peaks } = build(600, full, Int16Array.of(25_600));
    expect([bucketCount, bucketSec]).toStrictEqual([mostBuckets / 2 + 1, 0.04]);
    expect([...peaks.slice(-2)]).toStrictEqual([100, 100]);
  });

  it('does not depend on how the samples are cut up', () => {
    const sound = Int16Array.from({ length: 5000 }, (_, index) => ((index * 7919) % 65_536) - 32_768);
    const whole = build(null, sound);
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), 5000];
        const parts = at.slice(1).map((end, index) => sound.subarray(at[index], end));
        const { rmsDb, ...pieces } = build(null, ...parts);
        expect(pieces).toStrictEqual({ peaks: whole.peaks, bucketSec: 0.02, bucketCount: 16, peak: 1 });
        expect(rmsDb).toBeCloseTo(whole.rmsDb ?? Number.NaN, 9);
      }),
      { numRuns: 30 },
    );
  });
});
