import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatFrameRate, formatTimecode } from './format.ts';

describe('figures', () => {
  it.each([
    [0, 0, '0:00'],
    [7.4, 0, '0:07'],
    [59.6, 0, '1:00'],
    [3723, 0, '1:02:03'],
    [61.25, 2, '1:01.25'],
    [59.999, 2, '1:00.00'],
    [null, 0, '–'],
    [-1, 0, '0:00'],
  ])('duration %s with %s decimals: %s', (durationSec, decimals, text) => {
    expect(formatDuration(durationSec, decimals)).toBe(text);
  });

  it.each([
    [0, 'en', '0 byte'],
    [999, 'en', '999 byte'],
    [1_500_000, 'en', '1.5 MB'],
    [1_500_000, 'de', '1,5 MB'],
    [12_345_678_901, 'en', '12 GB'],
  ])('%s bytes in %s: %s', (sizeBytes, language, text) => {
    expect(formatBytes(sizeBytes, language).replace(/\u00a0/g, ' ')).toBe(text);
  });

  it('names frame rates as the trade does', () => {
    expect(formatFrameRate(30000 / 1001, 'en')).toBe('29.97');
    expect(formatFrameRate(24000 / 1001, 'en')).toBe('23.976');
    expect(formatFrameRate(25, 'en')).toBe('25');
  });

  it('counts frames, not hundredths', () => {
    expect(formatTimecode(0, 25)).toBe('00:00:00:00');
    expect(formatTimecode(1, 25)).toBe('00:00:01:00');
    expect(formatTimecode(0.96, 25)).toBe('00:00:00:24');
    expect(formatTimecode(3600, 24)).toBe('01:00:00:00');
    // 1,800 frames of 29.97 a second take 60.06 s.
    expect(formatTimecode(60.06, 30000 / 1001)).toBe('00:01:00:00');
  });
});
