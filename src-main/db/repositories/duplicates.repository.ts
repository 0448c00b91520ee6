/** Reads what tells clips of one content, or of like pictures, apart. */
import type { Connection } from '../connection.ts';

export interface ComparedClipRow {
  readonly sequence: number;
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly durationSec: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  readonly codec: string | null;
  readonly bitRate: number | null;
  readonly taken: string | null;
  readonly rating: number | null;
  readonly hasNote: 0 | 1;
}

export interface ComparedFileRow {
  readonly sequence: number;
  readonly mountPath: Uint8Array;
  readonly relativePath: Uint8Array;
  readonly sizeBytes: number;
  readonly state: 'present' | 'missing';
  /** Equal for several names of one file. */
  readonly storage: string;
}

/** In the order of their numbers. */
export function comparedClips(connection: Connection, sequences: readonly number[]): ComparedClipRow[] {
  return connection
    .prepare(
      `SELECT k.sequence, c.id, COALESCE(f.name, c.id) AS name, k.size_bytes AS sizeBytes, k.duration_sec AS durationSec,
         k.width, k.height, k.frames_per_second AS framesPerSecond, k.codec,
         CAST(COALESCE(json_extract(p.data, '$.bitRate'), k.size_bytes * 8 / NULLIF(k.duration_sec, 0)) AS REAL) AS bitRate,
         k.taken, k.rating, COALESCE(a.note, '') <> '' AS hasNote
       FROM (SELECT DISTINCT value FROM json_each(?)) wanted
         CROSS JOIN cards k ON k.sequence = wanted.value
         CROSS JOIN clips c ON c.sequence = k.sequence
         LEFT JOIN files f ON f.id = k.file_id
         LEFT JOIN annotations a ON a.clip_sequence = k.sequence
         LEFT JOIN artifacts p ON p.clip_id = c.id AND p.name = 'probe'
       ORDER BY k.sequence`,
    )
    .all(JSON.stringify(sequences)) as ComparedClipRow[];
}

/** Of each clip those that are there first. */
export function comparedFiles(connection: Connection, sequences: readonly number[]): ComparedFileRow[] {
  return connection
    .prepare(
      `SELECT c.sequence, v.mount_path AS mountPath, f.relative_path AS relativePath, f.size_bytes AS sizeBytes, f.state,
         f.volume_id || '/' || COALESCE(f.inode, 'file ' || f.id) AS storage
       FROM (SELECT DISTINCT value FROM json_each(?)) wanted
         CROSS JOIN clips c ON c.sequence = wanted.value
         CROSS JOIN files f ON f.clip_id = c.id
         JOIN volumes v ON v.id = f.volume_id
       WHERE f.state <> 'failed'
       ORDER BY c.sequence, f.state <> 'present', f.first_seen_ms, f.id`,
    )
    .all(JSON.stringify(sequences)) as ComparedFileRow[];
}

/** Clips with a fingerprint, and all. */
export function fingerprintCounts(connection: Connection): {
  readonly compared: number;
  readonly all: number;
} {
  return connection
    .prepare(
      `SELECT (SELECT COUNT(*) FROM artifacts WHERE name = 'fingerprint') AS compared, (SELECT COUNT(*) FROM clips) AS "all"`,
    )
    .get() as { compared: number; all: number };
}
