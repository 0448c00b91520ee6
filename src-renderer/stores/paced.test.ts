import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paced } from './paced.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Runs that each take so long. */
function runs(tookMs: number, everyMs = 1_000) {
  const startedMs: number[] = [];
  let running = 0;
  let most = 0;
  const first = performance.now();
  const pace = paced(async () => {
    startedMs.push(performance.now() - first);
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, tookMs));
    running -= 1;
  }, everyMs);
  return { pace, startedMs, most: () => most };
}

describe('paced', () => {
  it('runs at once, and what is asked meanwhile once more when it may', async () => {
    const { pace, startedMs } = runs(10);
    pace.ask();
    pace.ask();
    pace.ask();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(startedMs).toEqual([0, 1_010]);
    pace.ask();
    await vi.advanceTimersByTimeAsync(1);
    expect(startedMs).toEqual([0, 1_010, 5_000]);
  });

  it('rests longer after a long run, and never runs twice at once', async () => {
    const { pace, startedMs, most } = runs(1_000);
    pace.ask();
    for (let step = 0; step < 70; step += 1) {
      pace.ask();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(startedMs).toEqual([0, 6_000]);
    expect(most()).toBe(1);
  });

  it('does not wait for its pace when it is wanted now, but for the run under way', async () => {
    const { pace, startedMs, most } = runs(100);
    pace.ask();
    await vi.advanceTimersByTimeAsync(50);
    pace.askNow();
    await vi.advanceTimersByTimeAsync(200);
    pace.askNow();
    await vi.advanceTimersByTimeAsync(5_000);
    expect([startedMs, most()]).toEqual([[0, 100, 250], 1]);
  });

  it('goes on after a failure', async () => {
    let calls = 0;
    const pace = paced(() => {
      calls += 1;
      return Promise.reject(new Error('away'));
    }, 100);
    pace.ask();
    await vi.advanceTimersByTimeAsync(200);
    pace.ask();
    await vi.advanceTimersByTimeAsync(200);
    expect(calls).toBe(2);
  });
});
