/** Reads clips as lists show them, and files that hold the same content. */
import type { ListedClip } from '../../../src-preload/contract/commands/library.ts';
import type { Connection } from '../connection.ts';
import { wholeTag } from '../../platform/hashing.ts';
import type { StoredPlace } from './clip-facts.repository.ts';

export interface ListedRow extends Omit<ListedClip, 'path' | 'added'> {
  readonly sequence: number;
  readonly addedMs: number;
  /** null: no file of it was ever stored. */
  readonly mountPath: Uint8Array | null;
  readonly relativePath: Uint8Array | null;
}

const page = `
  SELECT c.sequence, c.id, COALESCE(f.name, c.id) AS name, v.mount_path AS mountPath, f.relative_path AS relativePath,
    (SELECT COUNT(*) FROM files WHERE clip_id = c.id) AS fileCount, k.size_bytes AS sizeBytes,
    k.duration_sec AS durationSec, k.width, k.height, k.frames_per_second AS framesPerSecond, k.codec,
    k.container_name AS containerName, NULLIF(k.hdr, 'SDR') AS hdrFormat, c.added_ms AS addedMs, k.state
  FROM clips c
    JOIN cards k ON k.sequence = c.sequence
    LEFT JOIN files f ON f.id = k.file_id
    LEFT JOIN volumes v ON v.id = f.volume_id
  WHERE c.sequence > @after ORDER BY c.sequence LIMIT @limit`;

/** Clips behind a sequence number (0 = from the first), oldest first, at most `limit`. */
export function listedClips(connection: Connection, after: number, limit: number): ListedRow[] {
  return connection.prepare(page).all({ after, limit }) as ListedRow[];
}

/** The sequence number behind which the list goes on after so many clips; null: there are no more. */
export function sequenceAfter(connection: Connection, count: number): number | null {
  if (count === 0) return 0;
  const found = connection
    .prepare('SELECT sequence FROM clips ORDER BY sequence LIMIT 1 OFFSET ?')
    .pluck()
    .get(count - 1);
  return (found as number | undefined) ?? null;
}

export function countClips(connection: Connection): number {
  return Number(connection.prepare('SELECT COUNT(*) FROM clips').pluck().get());
}

export interface CopyRow extends StoredPlace {
  /** Equal for equal content. */
  readonly content: string;
  readonly clipId: string;
  readonly contentHash: string | null;
  readonly sizeBytes: number;
  /** Volume and inode: files that share it are one file under several names. null where it is not known. */
  readonly storage: string | null;
}

/**
 * Present files of content that is at more than one place, by content. What makes two files the same is a full hash, or a
 * quick identity that covers all of the content.
 */
export function copies(connection: Connection): CopyRow[] {
  return connection
    .prepare(
      `WITH known AS (
         SELECT c.id, c.sequence, c.size_bytes, c.quick_identity,
           COALESCE(c.content_hash, json_extract(a.data, '$.sha256')) AS hash
         FROM clips c LEFT JOIN artifacts a ON a.clip_id = c.id AND a.name = 'identity' AND c.content_hash IS NULL),
       placed AS (
         SELECT COALESCE(k.hash, k.quick_identity) AS content, k.id, k.sequence, k.size_bytes, k.hash, f.id AS fileId,
           f.volume_id, f.relative_path, f.inode
         FROM files f JOIN known k ON k.id = f.clip_id
         WHERE f.state = 'present' AND (k.hash IS NOT NULL OR substr(k.quick_identity, 1, length(@wholeTag)) = @wholeTag)),
       repeated AS (SELECT content, MIN(sequence) AS first FROM placed GROUP BY content HAVING COUNT(*) > 1)
       SELECT p.content, p.id AS clipId, p.hash AS contentHash, p.size_bytes AS sizeBytes,
         p.volume_id || '/' || p.inode AS storage, v.mount_path AS mountPath, p.relative_path AS relativePath
       FROM placed p JOIN repeated r ON r.content = p.content JOIN volumes v ON v.id = p.volume_id
       ORDER BY r.first, p.sequence, p.fileId`,
    )
    .all({ wholeTag }) as CopyRow[];
}
