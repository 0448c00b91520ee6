/** Reads what has failed: stages of clips, and files that did not become clips. */
import type { SerializedError } from '../../../src-preload/contract/errors.ts';
import type { Connection } from '../connection.ts';
import { parseStoredError, type StoredPlace } from './clip-facts.repository.ts';

export interface FailedStage {
  readonly clipId: string;
  /** null: no file of it was ever stored. */
  readonly place: StoredPlace | null;
  readonly stage: string;
  readonly error: SerializedError;
  readonly attempt: number;
  readonly state: 'final' | 'retrying' | 'quarantined';
  readonly failedMs: number | null;
}

export interface FailedFile {
  readonly place: StoredPlace;
  readonly error: SerializedError;
  readonly lastSeenMs: number;
}

export interface QuarantinedClip {
  readonly clipId: string;
  /** null: no file of it was ever stored. */
  readonly place: StoredPlace | null;
  readonly quarantinedMs: number;
}

/** Columns of a place that a row may lack. */
type PlaceColumns = { readonly [K in keyof StoredPlace]: StoredPlace[K] | null };

const placeOfClip = `LEFT JOIN files f ON f.id = (
    SELECT id FROM files WHERE clip_id = c.id ORDER BY state <> 'present', first_seen_ms, id LIMIT 1)
  LEFT JOIN volumes v ON v.id = f.volume_id`;
const place = 'v.mount_path AS mountPath, f.relative_path AS relativePath';

function placeIn({ mountPath, relativePath }: PlaceColumns): StoredPlace | null {
  return mountPath === null || relativePath === null ? null : { mountPath, relativePath };
}

/** In the order of clips, tiers first. `clipId` null: of all clips. */
export function failedStages(connection: Connection, clipId: string | null): FailedStage[] {
  const rows = connection
    .prepare(
      `SELECT j.clip_id AS clipId, j.stage, j.error, j.attempt, j.finished_ms AS failedMs,
              CASE WHEN c.quarantined_ms IS NOT NULL THEN 'quarantined' WHEN j.state = 'waiting' THEN 'retrying'
                   ELSE 'final' END AS state, ${place}
       FROM jobs j JOIN clips c ON c.id = j.clip_id ${placeOfClip}
       WHERE j.error IS NOT NULL AND j.state IN ('failed', 'waiting') AND (@clipId IS NULL OR j.clip_id = @clipId)
       ORDER BY c.sequence, j.tier, j.sequence, j.stage`,
    )
    .all({ clipId }) as (Omit<FailedStage, 'error' | 'place'> & PlaceColumns & { error: string })[];
  return rows.flatMap(({ error, mountPath, relativePath, ...row }) => {
    const parsed = parseStoredError(error);
    return parsed === null ? [] : [{ ...row, error: parsed, place: placeIn({ mountPath, relativePath }) }];
  });
}

export function failedFiles(connection: Connection): FailedFile[] {
  const rows = connection
    .prepare(
      `SELECT f.error, f.last_seen_ms AS lastSeenMs, ${place} FROM files f JOIN volumes v ON v.id = f.volume_id
       WHERE f.state = 'failed' ORDER BY f.id`,
    )
    .all() as (StoredPlace & { error: string | null; lastSeenMs: number })[];
  return rows.flatMap(({ error, lastSeenMs, ...place }) => {
    const parsed = parseStoredError(error);
    return parsed === null ? [] : [{ place, error: parsed, lastSeenMs }];
  });
}

export function quarantinedClips(connection: Connection, clipId: string | null): QuarantinedClip[] {
  const rows = connection
    .prepare(
      `SELECT c.id AS clipId, c.quarantined_ms AS quarantinedMs, ${place} FROM clips c ${placeOfClip}
       WHERE c.quarantined_ms IS NOT NULL AND (@clipId IS NULL OR c.id = @clipId) ORDER BY c.sequence`,
    )
    .all({ clipId }) as (Omit<QuarantinedClip, 'place'> & PlaceColumns)[];
  return rows.map(({ mountPath, relativePath, ...row }) => ({
    ...row,
    place: placeIn({ mountPath, relativePath }),
  }));
}
