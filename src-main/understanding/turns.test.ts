import { describe, expect, it } from 'vitest';
import { atOnce, inTurns, type Steps } from './turns.ts';

/** Ten steps; a clock that a test moves goes on by `stepMs` in each. */
function* work(clock: { nowMs: number }, stepMs: number): Steps<string> {
  for (let step = 0; step < 10; step += 1) {
    clock.nowMs += stepMs;
    yield;
  }
  return 'done';
}

async function pausesOf(stepMs: number): Promise<number> {
  const clock = { nowMs: 0 };
  let pauses = 0;
  const pause = (): Promise<void> => {
    pauses += 1;
    return Promise.resolve();
  };
  const turn = { lengthMs: 20, now: () => clock.nowMs, pause };
  expect(await inTurns(work(clock, stepMs), turn)).toBe('done');
  return pauses;
}

describe('inTurns', () => {
  it('pauses whenever a turn is over, and not more often', async () => {
    expect(await pausesOf(1)).toBe(0);
    expect(await pausesOf(5)).toBe(2);
    expect(await pausesOf(50)).toBe(10);
  });

  it('lets others run meanwhile', async () => {
    let others = 0;
    const other = setInterval(() => (others += 1), 1);
    const clock = { nowMs: 0 };
    await inTurns(work(clock, 100), { now: () => clock.nowMs });
    clearInterval(other);
    expect(others).toBeGreaterThan(0);
  });

  it('throws what the work throws', async () => {
    // eslint-disable-next-line require-yield -- It fails before.
    function* failing(): Steps<never> {
      throw new Error('no');
    }
    await expect(inTurns(failing())).rejects.toThrow('no');
  });
});

describe('atOnce', () => {
  it('gives the result', () => {
    expect(atOnce(work({ nowMs: 0 }, 1))).toBe('done');
  });
});
