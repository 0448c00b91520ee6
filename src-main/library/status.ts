/** How the work on a library stands. */
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import {
  countJobs,
  countLibrary,
  countOpenClips,
  type JobCount,
  newestEngineChange,
  newestEventMs,
  openWork,
  recentPace,
  recentWork,
  runningJobs,
} from '../db/repositories/activity.repository.ts';
import { queueNames } from '../pipeline/stage.ts';
import type { LibraryView } from './library-view.ts';
import { speedOf, stalledReason, timeLeftOf } from './pace.ts';

type Status = CommandResponse<'library.status'>;

/** Speed and time left are judged by the runs of so long… */
const recentMs = 120_000;
/** …and no more than so many. */
const recentRuns = 2_000;

export function readStatus(view: LibraryView): Status {
  const { connection } = view;
  const holder = view.lockHolder();
  const nowMs = view.clock.now();
  const counts = countJobs(connection);
  const paces = recentPace(connection, recentRuns);
  const sinceMs = nowMs - recentMs;
  const recent = recentWork(connection, sinceMs, recentRuns);
  const lastActivityMs = newestEventMs(connection);
  const paceOf = new Map(paces.map((pace) => [pace.stage, pace]));
  return {
    library: view.libraryPath,
    holder,
    work: workState(view, holder),
    ...countLibrary(connection),
    openClips: countOpenClips(connection),
    jobs: totals(counts),
    queues: queueNames.map((queue) => ({ queue, ...queueTotals(counts, queue) })),
    running: runningJobs(connection).map((job) => ({
      clipId: job.clipId,
      name: job.name,
      stage: job.stage,
      queue: queueNames.find((queue) => queue === job.queue) ?? 'cpu',
      runningSec: job.startedMs === null ? null : (nowMs - job.startedMs) / 1000,
      progress: job.progress,
      stalled: stalledReason(job, paceOf.get(job.stage), { hasWriter: holder !== null, nowMs }),
    })),
    speed: holder === null ? null : speedOf(recent, sinceMs, nowMs),
    timeLeftSec:
      holder === null ? null : timeLeftOf(openWork(connection, counts), paces, recent, { sinceMs, nowMs }),
    lastActivity: lastActivityMs === null ? null : new Date(lastActivityMs).toISOString(),
  };
}

function workState({ connection }: LibraryView, holder: Status['holder']): Status['work'] {
  if (holder === null) return 'off';
  return newestEngineChange(connection)?.state === 'paused' ? 'paused' : 'running';
}

function totals(counts: readonly JobCount[]): Status['jobs'] {
  const jobs = { waiting: 0, running: 0, done: 0, skipped: 0, failed: 0, blocked: 0 };
  for (const { state, count } of counts) jobs[state] += count;
  return jobs;
}

function queueTotals(counts: readonly JobCount[], queue: string) {
  const { waiting, running, done, failed } = totals(counts.filter((count) => count.queue === queue));
  return { waiting, running, done, failed };
}
