/** Reads what came of an ingest, and keeps count of results that could be used again. */
import { z } from 'zod';
import type { SerializedError } from '../../../src-preload/contract/errors.ts';
import type { Connection } from '../connection.ts';
import { parseStoredError } from './clip-facts.repository.ts';

export interface StoppedJob {
  readonly clipId: string;
  readonly stage: string;
  readonly state: 'failed' | 'blocked';
  readonly error: SerializedError | null;
  readonly blockedBy: string | null;
}

/** Marks this moment in the table of runs. */
export function newestRunRow(connection: Connection): number {
  return Number(connection.prepare('SELECT COALESCE(MAX(rowid), 0) FROM runs').pluck().get());
}

const amongClips = 'clip_id IN (SELECT value FROM json_each(@clips))';

export function countRunsSince(connection: Connection, runRow: number, clipIds: readonly string[]): number {
  const count = connection
    .prepare(`SELECT COUNT(*) FROM runs WHERE rowid > @runRow AND ${amongClips}`)
    .pluck();
  return Number(count.get({ runRow, clips: JSON.stringify(clipIds) }));
}

/** Results of these clips that were there before the mark and have not been made anew since. */
export function countResultsBefore(
  connection: Connection,
  runRow: number,
  clipIds: readonly string[],
): number {
  const run = 'SELECT 1 FROM runs r WHERE r.clip_id = j.clip_id AND r.stage = j.stage';
  const count = connection
    .prepare(
      `SELECT COUNT(*) FROM jobs j WHERE ${amongClips} AND state IN ('done', 'skipped')
         AND EXISTS (${run} AND r.rowid <= @runRow) AND NOT EXISTS (${run} AND r.rowid > @runRow)`,
    )
    .pluck();
  return Number(count.get({ runRow, clips: JSON.stringify(clipIds) }));
}

/** Jobs of these clips that will not go on by themselves; of each clip in the order of tiers. */
export function stoppedJobs(connection: Connection, clipIds: readonly string[]): StoppedJob[] {
  const rows = connection
    .prepare(
      `SELECT clip_id AS clipId, stage, state, error, blocked_by AS blockedBy FROM jobs
       WHERE state IN ('failed', 'blocked') AND ${amongClips} ORDER BY clip_id, tier, sequence, stage`,
    )
    .all({ clips: JSON.stringify(clipIds) }) as (Omit<StoppedJob, 'error'> & { error: string | null })[];
  return rows.map((row) => ({ ...row, error: parseStoredError(row.error) }));
}

const cacheKey = 'cache-totals';
const cacheTotalsSchema = z.object({ stagesRun: z.number().int(), stagesReused: z.number().int() });
export type CacheTotals = z.infer<typeof cacheTotalsSchema>;

/** Over all ingests. */
export function cacheTotals(connection: Connection): CacheTotals {
  const stored = connection.prepare('SELECT value FROM settings WHERE key = ?').pluck().get(cacheKey);
  return typeof stored === 'string'
    ? cacheTotalsSchema.parse(JSON.parse(stored))
    : { stagesRun: 0, stagesReused: 0 };
}

export function addToCacheTotals(connection: Connection, more: CacheTotals): void {
  const { stagesRun, stagesReused } = cacheTotals(connection);
  const value = JSON.stringify({
    stagesRun: stagesRun + more.stagesRun,
    stagesReused: stagesReused + more.stagesReused,
  });
  connection
    .prepare(
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    .run(cacheKey, value);
}
