/** Finds places in the stored events. */
import type { Connection } from '../connection.ts';

export function oldestEventSequence(connection: Connection): number | null {
  return connection.prepare('SELECT MIN(sequence) FROM events').pluck().get() as number | null;
}

/** The sequence number behind which the newest `count` events are (of one clip; null: of any). */
export function sequenceBeforeNewest(connection: Connection, count: number, clipId: string | null): number {
  const found = connection
    .prepare(
      `SELECT sequence FROM events WHERE @clipId IS NULL OR clip_id = @clipId
       ORDER BY sequence DESC LIMIT 1 OFFSET @count`,
    )
    .pluck()
    .get({ clipId, count });
  return found === undefined ? 0 : Number(found);
}
