/** Reads how the work stands: counts of jobs, what runs, and what is left to do. */
import { type EventData, eventSchemas, type JobState } from '../../../src-preload/contract/events.ts';
import type { Connection } from '../connection.ts';

export interface JobCount {
  readonly stage: string;
  readonly state: JobState;
  readonly queue: string;
  readonly count: number;
}

export interface RunningJob {
  readonly clipId: string;
  readonly name: string;
  readonly stage: string;
  readonly queue: string;
  readonly startedMs: number | null;
  readonly progress: number | null;
  /** Of the clip; null where it is not known. */
  readonly durationSec: number | null;
}

/** Work of one stage that is still to be done. */
export interface OpenWork {
  readonly stage: string;
  /** Jobs of clips whose duration is known, and what these add up to. */
  readonly timedJobs: number;
  readonly footageSec: number;
  readonly untimedJobs: number;
}

/** What a stage took so far. */
export interface StagePace {
  readonly stage: string;
  readonly runs: number;
  readonly wallSec: number;
  /** Of the clips of runs whose duration is known. */
  readonly footageSec: number;
  readonly longestSec: number;
}

/** Runs that ended in a span of time. */
export interface RecentWork {
  /** Each finished run counts as its clip's duration, shared among the clip's stages. */
  readonly footageSec: number;
  /** Wall time of all runs together. */
  readonly busySec: number;
  readonly firstStartMs: number | null;
}

export interface LibraryCounts {
  readonly clips: number;
  readonly files: { readonly present: number; readonly missing: number; readonly failed: number };
}

const cardOf = (clip: string): string =>
  `LEFT JOIN clips c ON c.id = ${clip} LEFT JOIN cards k ON k.sequence = c.sequence`;
const durationSec = 'k.duration_sec';

export function countLibrary(connection: Connection): LibraryCounts {
  const clips = Number(connection.prepare('SELECT COUNT(*) FROM clips').pluck().get());
  const files = { present: 0, missing: 0, failed: 0 };
  const rows = connection.prepare('SELECT state, count FROM file_counts').all() as {
    state: keyof typeof files;
    count: number;
  }[];
  for (const { state, count } of rows) files[state] = count;
  return { clips, files };
}

export function countJobs(connection: Connection): JobCount[] {
  return connection
    .prepare('SELECT stage, state, queue, count FROM job_counts WHERE count > 0')
    .all() as JobCount[];
}

/** Clips with jobs that wait or run. */
export function countOpenClips(connection: Connection): number {
  const working = connection.prepare(`SELECT COUNT(*) FROM cards WHERE state = 'working'`).pluck().get();
  // Their state says something else that matters more, and still they may have work to be done.
  const others = connection
    .prepare(
      `SELECT COUNT(*) FROM cards k JOIN clips c ON c.sequence = k.sequence
       WHERE k.state IN ('quarantined', 'missing', 'failed')
         AND EXISTS (SELECT 1 FROM jobs INDEXED BY jobs_open WHERE clip_id = c.id AND state IN ('waiting', 'running'))`,
    )
    .pluck()
    .get();
  return Number(working) + Number(others);
}

export function openClipIds(connection: Connection): string[] {
  const ids = connection.prepare(`SELECT DISTINCT clip_id FROM jobs WHERE state IN ('waiting', 'running')`);
  return ids.pluck().all() as string[];
}

export function runningJobs(connection: Connection): RunningJob[] {
  return connection
    .prepare(
      `SELECT j.clip_id AS clipId, j.stage, j.queue, j.started_ms AS startedMs, j.progress,
              COALESCE((SELECT name FROM files WHERE clip_id = j.clip_id ORDER BY state <> 'present', id LIMIT 1),
                       j.clip_id) AS name, ${durationSec} AS durationSec
       FROM jobs j ${cardOf('j.clip_id')} WHERE j.state = 'running' ORDER BY j.started_ms, j.clip_id, j.stage`,
    )
    .all() as RunningJob[];
}

/** Of the open jobs, those that are looked at one by one; what is beyond them is taken to be like them. */
const mostOpenJobs = 20_000;

export function openWork(connection: Connection, counts: readonly JobCount[]): OpenWork[] {
  const seen = connection
    .prepare(
      `SELECT j.stage, COUNT(*) AS jobs, COUNT(${durationSec}) AS timedJobs, TOTAL(${durationSec}) AS footageSec,
              COUNT(*) - COUNT(${durationSec}) AS untimedJobs
       FROM (SELECT stage, clip_id FROM jobs WHERE state IN ('waiting', 'running') LIMIT ${String(mostOpenJobs)}) j
         ${cardOf('j.clip_id')} GROUP BY j.stage`,
    )
    .all() as (OpenWork & { readonly jobs: number })[];
  const openJobs = new Map<string, number>();
  for (const { stage, state, count } of counts)
    if (state === 'waiting' || state === 'running') openJobs.set(stage, (openJobs.get(stage) ?? 0) + count);
  return seen.map(({ jobs, stage, timedJobs, footageSec, untimedJobs }) => {
    const factor = (openJobs.get(stage) ?? jobs) / jobs;
    return {
      stage,
      timedJobs: timedJobs * factor,
      footageSec: footageSec * factor,
      untimedJobs: untimedJobs * factor,
    };
  });
}

/** Of the newest `limit` finished runs of any stage. */
export function recentPace(connection: Connection, limit: number): StagePace[] {
  return connection
    .prepare(
      `SELECT r.stage, COUNT(*) AS runs, TOTAL(r.finished_ms - r.started_ms) / 1000 AS wallSec,
              TOTAL(${durationSec}) AS footageSec, MAX(r.finished_ms - r.started_ms) / 1000.0 AS longestSec
       FROM (SELECT * FROM runs WHERE state = 'done' ORDER BY rowid DESC LIMIT ?) r ${cardOf('r.clip_id')}
       GROUP BY r.stage`,
    )
    .all(limit) as StagePace[];
}

/** Among the newest `limit` runs, those that ended behind `sinceMs`. */
export function recentWork(connection: Connection, sinceMs: number, limit: number): RecentWork {
  return connection
    .prepare(
      `SELECT TOTAL(${durationSec} / (SELECT COUNT(*) FROM jobs j WHERE j.clip_id = r.clip_id)) AS footageSec,
              TOTAL(r.finished_ms - r.started_ms) / 1000 AS busySec, MIN(r.started_ms) AS firstStartMs
       FROM (SELECT * FROM runs ORDER BY rowid DESC LIMIT @limit) r ${cardOf('r.clip_id')}
       WHERE r.finished_ms > @sinceMs AND r.state <> 'failed'`,
    )
    .get({ sinceMs, limit }) as RecentWork;
}

/** What the engine said of itself last; null where it never did, or so long ago that the event is gone. */
export function newestEngineChange(connection: Connection): EventData<'engine-changed'> | null {
  const data = connection
    .prepare(`SELECT data FROM events WHERE type = 'engine-changed' ORDER BY sequence DESC LIMIT 1`)
    .pluck()
    .get() as string | undefined;
  return data === undefined ? null : eventSchemas['engine-changed'].parse(JSON.parse(data));
}

export function newestEventMs(connection: Connection): number | null {
  const atMs = connection.prepare('SELECT at_ms FROM events ORDER BY sequence DESC LIMIT 1').pluck().get();
  return atMs === undefined ? null : Number(atMs);
}
