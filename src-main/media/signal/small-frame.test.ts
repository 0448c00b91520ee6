import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleFrameWish, samplesPerSecond } from './small-frame.ts';

describe('samplesPerSecond', () => {
  it.each([
    [10, 25, 1],
    [60, 25, 1],
    [600, 25, 1],
    [4, 25, 2],
    [1, 30, 8],
    [0.1, 30, 30],
    [0.04, null, 60],
    [1200, 25, 0.5],
    [36_000, 25, 0.017],
    [4, 0.5, 0.5],
  ])('of %d s at %s frames a second: %d', (durationSec, framesPerSecond, expected) => {
    expect(samplesPerSecond(durationSec, framesPerSecond)).toBe(expected);
  });

  it('is one a second where the duration is not known or not sane', () => {
    for (const durationSec of [null, 0, -1, Number.NaN, Infinity])
      expect(samplesPerSecond(durationSec, 25)).toBe(1);
  });

  it('gives at least 8 samples where there are so many frames, and about 600 at most', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 200_000, noNaN: true }), (durationSec) => {
        const samples = samplesPerSecond(durationSec, 60) * durationSec;
        expect(samples).toBeGreaterThanOrEqual(Math.min(8, 60 * durationSec) * 0.99);
        // The rate is rounded to thousandths, which counts in clips of more than a day.
        expect(samples).toBeLessThanOrEqual(Math.max(650, 600 + durationSec / 1000) * (1 + 1e-9));
      }),
    );
  });
});

describe('sampleFrameWish', () => {
  const clip = { durationSec: 10, framesPerSecond: 25 };

  it.each([
    [1920, 1080, 480, 270],
    [1080, 1920, 270, 480],
    [3840, 1606, 480, 201],
    [320, 240, 320, 240],
    [1, 1, 2, 2],
    [4000, 2, 480, 2],
  ])('takes %d x %d as %d x %d', (displayWidth, displayHeight, width, height) => {
    expect(sampleFrameWish({ ...clip, displayWidth, displayHeight })).toStrictEqual({
      rate: { perSecond: 1 },
      width,
      height,
      pixelFormat: 'gray',
      toneMap: true,
    });
  });
});
