/** Reads the jobs of some clips. */
import type { JobState } from '../../../src-preload/contract/events.ts';
import type { Connection } from '../connection.ts';

export interface CardJob {
  readonly clipId: string;
  readonly stage: string;
  readonly tier: number;
  readonly state: JobState;
  readonly ready: 0 | 1;
  /** 0 to 1; null: not known, or not running. */
  readonly progress: number | null;
  readonly blockedBy: string | null;
}

/** A clip that has no jobs. */
interface IdleCard {
  readonly clipId: string;
  readonly stage: null;
}

/** In the order of clips asked for; those that are not known are left out. */
export function jobsOfCards(connection: Connection, clipIds: readonly string[]): (CardJob | IdleCard)[] {
  return connection
    .prepare(
      `SELECT c.id AS clipId, j.stage, j.tier, j.state, j.ready, j.progress, j.blocked_by AS blockedBy
       FROM (SELECT value, MIN(key) AS place FROM json_each(@clipIds) GROUP BY value) wanted
         CROSS JOIN clips c ON c.id = wanted.value LEFT JOIN jobs j ON j.clip_id = c.id
       ORDER BY wanted.place`,
    )
    .all({ clipIds: JSON.stringify(clipIds) }) as (CardJob | IdleCard)[];
}
