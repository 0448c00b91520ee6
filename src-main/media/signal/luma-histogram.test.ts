import { describe, expect, it } from 'vitest';
import { binShares, countBetween, countLuma, lumaOfRgb, meanLevel } from './luma-histogram.ts';

describe('luma histogram', () => {
  const counts = new Uint32Array(256);
  countLuma(Uint8Array.of(0, 0, 3, 4, 255, 255, 255, 128), counts);

  it('counts levels', () => {
    expect([counts[0], counts[3], counts[4], counts[128], counts[255]]).toStrictEqual([2, 1, 1, 1, 3]);
    expect(countBetween(counts, 0, 4)).toBe(3);
    expect(countBetween(counts, 4, 256)).toBe(5);
  });

  it('knows the mean, and 0 for no pixels', () => {
    expect(meanLevel(counts)).toBe((3 + 4 + 128 + 3 * 255) / 8);
    expect(meanLevel(new Uint32Array(256))).toBe(0);
  });

  it('puts levels into bins that add up to 1', () => {
    const bins = binShares(counts, 64);
    expect(bins).toHaveLength(64);
    expect([bins[0], bins[1], bins[32], bins[63]]).toStrictEqual([3 / 8, 1 / 8, 1 / 8, 3 / 8]);
    expect(bins.reduce((sum, share) => sum + share, 0)).toBe(1);
    expect(binShares(new Uint32Array(256), 64).every((share) => share === 0)).toBe(true);
  });
});

describe('lumaOfRgb', () => {
  it('weighs green most and keeps grey as it is', () => {
    const luma = new Float32Array(5);
    lumaOfRgb(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 100, 100, 100, 255, 255, 255), luma);
    expect([...luma]).toStrictEqual([(54 * 255) / 256, (183 * 255) / 256, (19 * 255) / 256, 100, 255]);
  });
});
