/** How far the work of this session is, from the library's state when it began and now. PURE. */
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';

type Status = CommandResponse<'library.status'>;
/** What of a library's status progress is told by. */
export type StatusFacts = Pick<Status, 'clips' | 'openClips' | 'jobs' | 'running' | 'speed' | 'timeLeftSec'>;

export interface ProgressState {
  readonly filesFound: number;
  readonly clipsDone: number;
  readonly clipsTotal: number;
  readonly stagesDone: number;
  readonly stagesTotal: number;
  readonly failed: number;
  /** 0 to 1; null before there is anything to do. */
  readonly fraction: number | null;
  /** Names of stages that run now, with the clip's name. */
  readonly running: readonly string[];
  readonly speed: number | null;
  readonly timeLeftSec: number | null;
}

export function progressSince(start: StatusFacts, now: StatusFacts, filesFound: number): ProgressState {
  const stagesDone = Math.max(0, settledJobs(now) - settledJobs(start));
  const stagesTotal = stagesDone + now.jobs.waiting + now.jobs.running;
  const clipsDone = Math.max(0, now.clips - now.openClips - (start.clips - start.openClips));
  const partly = now.running.reduce((sum, { progress }) => sum + (progress ?? 0), 0);
  return {
    filesFound,
    clipsDone,
    clipsTotal: clipsDone + now.openClips,
    stagesDone,
    stagesTotal,
    failed: Math.max(0, now.jobs.failed - start.jobs.failed),
    fraction: stagesTotal === 0 ? null : Math.min(1, (stagesDone + partly) / stagesTotal),
    running: now.running.map(({ stage, name }) => `${stage} of ${name}`),
    speed: now.speed,
    timeLeftSec: now.timeLeftSec,
  };
}

function settledJobs({ jobs }: StatusFacts): number {
  return jobs.done + jobs.skipped + jobs.failed;
}
