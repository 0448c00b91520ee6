/** Reads what is on cards, some hundreds at a time. */
import type { Connection } from '../connection.ts';

export interface CardRow {
  readonly sequence: number;
  readonly id: string;
  readonly name: string;
  /** null: no file of it was ever stored. */
  readonly mountPath: Uint8Array | null;
  readonly relativePath: Uint8Array | null;
  readonly state: string;
  readonly durationSec: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly resolution: string;
  readonly framesPerSecond: number | null;
  readonly codec: string | null;
  readonly hdrFormat: string | null;
  readonly camera: string | null;
  readonly sizeBytes: number;
  readonly addedMs: number;
  readonly taken: string | null;
  readonly openedMs: number | null;
  readonly rating: number | null;
  readonly hasNote: 0 | 1;
  /** JSON of the artifact. */
  readonly poster: string | null;
  readonly filmstrip: string | null;
}

export interface StageCounts {
  readonly sequence: number;
  /** With a result that stands: done, skipped, or failed for good. */
  readonly settled: number;
  readonly total: number;
  readonly failed: number;
}

/** In the order of the numbers asked for; those that no clip has are left out. */
export function cardRows(connection: Connection, sequences: readonly number[]): CardRow[] {
  return connection
    .prepare(
      `SELECT k.sequence, c.id, COALESCE(f.name, c.id) AS name, v.mount_path AS mountPath, f.relative_path AS relativePath,
         k.state, k.duration_sec AS durationSec, k.width, k.height, k.resolution, k.frames_per_second AS framesPerSecond,
         k.codec, NULLIF(k.hdr, 'SDR') AS hdrFormat, k.camera, k.size_bytes AS sizeBytes, c.added_ms AS addedMs, k.taken,
         k.opened_ms AS openedMs, k.rating, COALESCE(a.note, '') <> '' AS hasNote, p.data AS poster, s.data AS filmstrip
       FROM json_each(@sequences) wanted
         CROSS JOIN cards k ON k.sequence = wanted.value
         CROSS JOIN clips c ON c.sequence = k.sequence
         LEFT JOIN files f ON f.id = k.file_id
         LEFT JOIN volumes v ON v.id = f.volume_id
         LEFT JOIN annotations a ON a.clip_sequence = k.sequence
         LEFT JOIN artifacts p ON p.clip_id = c.id AND p.name = 'poster'
         LEFT JOIN artifacts s ON s.clip_id = c.id AND s.name = 'filmstrip'
       ORDER BY wanted.key`,
    )
    .all({ sequences: JSON.stringify(sequences) }) as CardRow[];
}

/** Clips without any stage are left out. */
export function stageCounts(connection: Connection, sequences: readonly number[]): StageCounts[] {
  return connection
    .prepare(
      `SELECT c.sequence, COUNT(*) AS total, SUM(j.state IN ('done', 'skipped', 'failed')) AS settled,
         SUM(j.state = 'failed') AS failed
       FROM (SELECT DISTINCT value FROM json_each(@sequences)) wanted
         CROSS JOIN clips c ON c.sequence = wanted.value CROSS JOIN jobs j ON j.clip_id = c.id
       GROUP BY c.sequence`,
    )
    .all({ sequences: JSON.stringify(sequences) }) as StageCounts[];
}

/** Of each clip in alphabetical order. */
export function tagsOfCards(
  connection: Connection,
  sequences: readonly number[],
): { readonly sequence: number; readonly name: string }[] {
  return connection
    .prepare(
      `SELECT ct.clip_sequence AS sequence, t.name
       FROM (SELECT DISTINCT value FROM json_each(@sequences)) wanted
         CROSS JOIN clip_tags ct ON ct.clip_sequence = wanted.value JOIN tags t ON t.id = ct.tag_id
       ORDER BY t.folded_name, t.key`,
    )
    .all({ sequences: JSON.stringify(sequences) }) as { sequence: number; name: string }[];
}

/** Numbers of known clips, in the order asked for. */
export function sequencesOfClips(connection: Connection, clipIds: readonly string[]): number[] {
  return connection
    .prepare(
      `SELECT c.sequence FROM json_each(@clipIds) wanted CROSS JOIN clips c ON c.id = wanted.value ORDER BY wanted.key`,
    )
    .pluck()
    .all({ clipIds: JSON.stringify(clipIds) }) as number[];
}

/** Of known clips, in the order of the numbers asked for. */
export function idsOfClips(connection: Connection, sequences: readonly number[]): string[] {
  return connection
    .prepare(
      `SELECT c.id FROM json_each(@sequences) wanted CROSS JOIN clips c ON c.sequence = wanted.value ORDER BY wanted.key`,
    )
    .pluck()
    .all({ sequences: JSON.stringify(sequences) }) as string[];
}
