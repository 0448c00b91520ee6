import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src-preload/contract/errors.ts';
import { maxRetries, retryDelayMs } from './retry.ts';

const again = new AppError('io-error');

describe('retryDelayMs', () => {
  it('doubles from one second on', () => {
    expect([1, 2, 3].map((attempt) => retryDelayMs(again, attempt, 0.5))).toEqual([1000, 2000, 4000]);
  });

  it('gives up after the last retry, and at once on what will not change', () => {
    expect(retryDelayMs(again, maxRetries + 1, 0.5)).toBeNull();
    expect(retryDelayMs(new AppError('media-unreadable'), 1, 0.5)).toBeNull();
  });

  it('stays within a quarter of the delay', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: maxRetries }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, random) => {
          const plain = retryDelayMs(again, attempt, 0.5) ?? 0;
          const delay = retryDelayMs(again, attempt, random) ?? 0;
          expect(Math.abs(delay - plain)).toBeLessThanOrEqual(plain / 4 + 1);
        },
      ),
    );
  });
});
