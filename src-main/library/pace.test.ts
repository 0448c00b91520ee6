import { describe, expect, it } from 'vitest';
import type { RunningJob, StagePace } from '../db/repositories/activity.repository.ts';
import { speedOf, stalledReason, timeLeftOf } from './pace.ts';

const pace = (over: Partial<StagePace> = {}): StagePace => ({
  stage: 'scenes',
  runs: 10,
  wallSec: 50,
  footageSec: 500,
  longestSec: 8,
  ...over,
});

describe('speedOf', () => {
  it('is footage over the time since the first of the runs began, within the span', () => {
    const recent = { footageSec: 120, busySec: 60, firstStartMs: 40_000 };
    expect(speedOf(recent, 0, 100_000)).toBe(2);
    expect(speedOf(recent, 70_000, 100_000)).toBe(4);
  });

  it('is not known where nothing was finished', () => {
    expect(speedOf({ footageSec: 0, busySec: 0, firstStartMs: null }, 0, 1000)).toBeNull();
    expect(speedOf({ footageSec: 0, busySec: 3, firstStartMs: 10 }, 0, 1000)).toBeNull();
  });
});

describe('timeLeftOf', () => {
  const times = { sinceMs: 0, nowMs: 100_000 };
  const recent = { footageSec: 1, busySec: 200, firstStartMs: 0 };

  it('expects of each stage its usual pace, and as many side by side as lately', () => {
    const open = [{ stage: 'scenes', timedJobs: 2, footageSec: 300, untimedJobs: 1 }];
    // 300 s of footage at 0.1 s a second, one job at 5 s; two at a time.
    expect(timeLeftOf(open, [pace()], recent, times)).toBeCloseTo((30 + 5) / 2);
  });

  it('takes the mean of the others for a stage that has not run yet', () => {
    const open = [{ stage: 'proxy', timedJobs: 1, footageSec: 100, untimedJobs: 0 }];
    const paces = [pace(), pace({ stage: 'probe', wallSec: 150 })];
    expect(timeLeftOf(open, paces, recent, times)).toBeCloseTo(20 / 2);
  });

  it('is nothing where nothing is left, and unknown without experience', () => {
    expect(timeLeftOf([], [], recent, times)).toBe(0);
    const open = [{ stage: 'scenes', timedJobs: 1, footageSec: 10, untimedJobs: 0 }];
    expect(timeLeftOf(open, [], recent, times)).toBeNull();
  });
});

describe('stalledReason', () => {
  const job: RunningJob = {
    clipId: 'c',
    name: 'c.mp4',
    stage: 'scenes',
    queue: 'cpu',
    startedMs: 0,
    progress: null,
    durationSec: 600,
  };

  it('calls interrupted what runs in no process', () => {
    expect(stalledReason(job, pace(), { hasWriter: false, nowMs: 1 })).toBe('interrupted');
  });

  it('calls slow what takes ten times as long as so much footage ever did', () => {
    expect(stalledReason(job, pace(), { hasWriter: true, nowMs: 599_000 })).toBeNull();
    expect(stalledReason(job, pace(), { hasWriter: true, nowMs: 601_000 })).toBe('slow');
    expect(stalledReason(job, undefined, { hasWriter: true, nowMs: 9e9 })).toBeNull();
  });

  it('gives a short clip two minutes in any case', () => {
    const short = { ...job, durationSec: 1 };
    const quick = pace({ longestSec: 0.1 });
    expect(stalledReason(short, quick, { hasWriter: true, nowMs: 119_000 })).toBeNull();
    expect(stalledReason(short, quick, { hasWriter: true, nowMs: 121_000 })).toBe('slow');
  });
});
