/** Reads how the work stands: counts of jobs, what runs, and what is left to do. */
import { type EventData, eventSchemas, type JobState } from '../../../src-preload/contract/events.ts';
import type { Connection } from '../connection.ts';
import { durationSql } from '../duration-sql.ts';

export interface JobCount {
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

const probeOf = (clip: string): string => `LEFT JOIN artifacts a ON a.clip_id = ${clip} AND a.name = 'probe'
  LEFT JOIN artifacts d ON d.clip_id = ${clip} AND d.name = 'probe-detail'`;
const durationSec = durationSql('a', 'd');

export function countLibrary(connection: Connection): LibraryCounts {
  const clips = Number(connection.prepare('SELECT COUNT(*) FROM clips').pluck().get());
  const files = { present: 0, missing: 0, failed: 0 };
  const rows = connection.prepare('SELECT state, COUNT(*) AS count FROM files GROUP BY state').all() as {
    state: keyof typeof files;
    count: number;
  }[];
  for (const { state, count } of rows) files[state] = count;
  return { clips, files };
}

export function countJobs(connection: Connection): JobCount[] {
  return connection
    .prepare('SELECT state, queue, COUNT(*) AS count FROM jobs GROUP BY state, queue')
    .all() as JobCount[];
}

/** Clips with jobs that wait or run. */
export function countOpenClips(connection: Connection): number {
  const count = connection.prepare(
    `SELECT COUNT(DISTINCT clip_id) FROM jobs WHERE state IN ('waiting', 'running')`,
  );
  return Number(count.pluck().get());
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
       FROM jobs j ${probeOf('j.clip_id')} WHERE j.state = 'running' ORDER BY j.started_ms, j.clip_id, j.stage`,
    )
    .all() as RunningJob[];
}

export function openWork(connection: Connection): OpenWork[] {
  return connection
    .prepare(
      `SELECT j.stage, COUNT(${durationSec}) AS timedJobs, TOTAL(${durationSec}) AS footageSec,
              COUNT(*) - COUNT(${durationSec}) AS untimedJobs
       FROM jobs j ${probeOf('j.clip_id')} WHERE j.state IN ('waiting', 'running') GROUP BY j.stage`,
    )
    .all() as OpenWork[];
}

/** Of the newest `limit` finished runs of any stage. */
export function recentPace(connection: Connection, limit: number): StagePace[] {
  return connection
    .prepare(
      `SELECT r.stage, COUNT(*) AS runs, TOTAL(r.finished_ms - r.started_ms) / 1000 AS wallSec,
              TOTAL(${durationSec}) AS footageSec, MAX(r.finished_ms - r.started_ms) / 1000.0 AS longestSec
       FROM (SELECT * FROM runs WHERE state = 'done' ORDER BY rowid DESC LIMIT ?) r ${probeOf('r.clip_id')}
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
       FROM (SELECT * FROM runs ORDER BY rowid DESC LIMIT @limit) r ${probeOf('r.clip_id')}
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
