import { expect, it } from 'vitest';
import { usualLimits } from './limits.ts';
import { threadsFor } from './threads.ts';

it('fills the machine and takes no more', () => {
  for (let cores = 1; cores <= 64; cores += 1) {
    const { concurrency, intraOpThreads } = threadsFor(cores);
    expect(concurrency * intraOpThreads).toBeLessThanOrEqual(cores);
    expect((concurrency + 1) * intraOpThreads + concurrency).toBeGreaterThan(cores);
  }
});

it('prefers requests at once to faster ones, up to four', () => {
  expect(threadsFor(1)).toEqual({ concurrency: 1, intraOpThreads: 1 });
  expect(threadsFor(2)).toEqual({ concurrency: 2, intraOpThreads: 1 });
  expect(threadsFor(4)).toEqual({ concurrency: 4, intraOpThreads: 1 });
  expect(threadsFor(16)).toEqual({ concurrency: 4, intraOpThreads: 4 });
  expect(threadsFor(0.5)).toEqual({ concurrency: 1, intraOpThreads: 1 });
});

it('leaves half of the memory to others, but takes what one model needs', () => {
  const gigabyte = 2 ** 30;
  expect(usualLimits(8 * gigabyte).mostBytes).toBe(4 * gigabyte);
  expect(usualLimits(gigabyte).mostBytes).toBe(gigabyte);
  const { mostBytes, recycleBytes } = usualLimits(256 * gigabyte);
  expect(mostBytes).toBe(6 * gigabyte);
  expect(recycleBytes).toBeLessThan(mostBytes);
});
