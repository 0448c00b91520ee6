/** How fast the work goes and how long it will take. PURE. */
import type { OpenWork, RecentWork, RunningJob, StagePace } from '../db/repositories/activity.repository.ts';

/** A stage is called slow when it takes this many times as long as it ever did for so much footage… */
const slowFactor = 10;
/** …and at least so long. */
const slowLeastSec = 120;

/** @returns footage seconds finished in a second, or null where nothing was finished in the span */
export function speedOf(recent: RecentWork, sinceMs: number, nowMs: number): number | null {
  const spanSec = spanOf(recent, sinceMs, nowMs);
  return spanSec === null || recent.footageSec === 0 ? null : recent.footageSec / spanSec;
}

function spanOf(recent: RecentWork, sinceMs: number, nowMs: number): number | null {
  if (recent.firstStartMs === null) return null;
  const spanSec = (nowMs - Math.max(recent.firstStartMs, sinceMs)) / 1000;
  return spanSec > 0 ? spanSec : null;
}

/**
 * Each open job is expected to take its stage's usual time for a second of footage (or its usual time, where durations are not
 * known), and as many to run side by side as did lately. null where there is no experience to go by.
 */
export function timeLeftOf(
  open: readonly OpenWork[],
  paces: readonly StagePace[],
  recent: RecentWork,
  times: { readonly sinceMs: number; readonly nowMs: number },
): number | null {
  if (open.length === 0) return 0;
  const spanSec = spanOf(recent, times.sinceMs, times.nowMs);
  if (paces.length === 0 || spanSec === null) return null;
  const usual = meanPace(paces);
  const paceOf = new Map(paces.map((pace) => [pace.stage, pace]));
  let expectedSec = 0;
  for (const work of open) expectedSec += expectedSecOf(work, paceOf.get(work.stage) ?? usual);
  const sideBySide = Math.max(recent.busySec / spanSec, 1);
  return expectedSec / sideBySide;
}

function expectedSecOf(work: OpenWork, pace: StagePace): number {
  const eachSec = pace.wallSec / pace.runs;
  const timedSec =
    pace.footageSec > 0 ? (work.footageSec * pace.wallSec) / pace.footageSec : work.timedJobs * eachSec;
  return timedSec + work.untimedJobs * eachSec;
}

/** What to expect of a stage that has not run yet: the mean of those that have. */
function meanPace(paces: readonly StagePace[]): StagePace {
  const sum = (value: (pace: StagePace) => number): number =>
    paces.reduce((total, pace) => total + value(pace), 0) / paces.length;
  return {
    stage: '',
    runs: sum((pace) => pace.runs),
    wallSec: sum((pace) => pace.wallSec),
    footageSec: sum((pace) => pace.footageSec),
    longestSec: sum((pace) => pace.longestSec),
  };
}

export function stalledReason(
  job: RunningJob,
  pace: StagePace | undefined,
  state: { readonly hasWriter: boolean; readonly nowMs: number },
): 'interrupted' | 'slow' | null {
  if (!state.hasWriter) return 'interrupted';
  if (job.startedMs === null || pace === undefined) return null;
  const runningSec = (state.nowMs - job.startedMs) / 1000;
  const byFootageSec =
    job.durationSec === null || pace.footageSec === 0
      ? 0
      : (job.durationSec * pace.wallSec) / pace.footageSec;
  const usualSec = Math.max(pace.longestSec, byFootageSec);
  return runningSec > Math.max(slowFactor * usualSec, slowLeastSec) ? 'slow' : null;
}
