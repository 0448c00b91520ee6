/** Reads clips as lists show them, and files that hold the same content. */
import type { ListedClip } from '../../../src-preload/contract/commands/library.ts';
import type { Connection } from '../connection.ts';
import { durationSql } from '../duration-sql.ts';
import { wholeTag } from '../../platform/hashing.ts';
import type { StoredPlace } from './clip-facts.repository.ts';

export interface ListedRow extends Omit<ListedClip, 'path' | 'added'> {
  readonly sequence: number;
  readonly addedMs: number;
  /** null: no file of it was ever stored. */
  readonly mountPath: Uint8Array | null;
  readonly relativePath: Uint8Array | null;
}

/** Artifacts of clips; what packets and frames told goes before what headers say. */
const durationSec = durationSql('p', 'd');
const hdrFormat = `COALESCE(json_extract(d.data, '$.hdr.format'), json_extract(p.data, '$.video.hdr.format'))`;

/** One clip's state for people: the first of these that holds. */
const state = `CASE
  WHEN c.quarantined_ms IS NOT NULL THEN 'quarantined'
  WHEN f.state IS NOT 'present' THEN 'missing'
  WHEN EXISTS (SELECT 1 FROM jobs j WHERE j.clip_id = c.id AND j.state = 'failed') THEN 'failed'
  WHEN EXISTS (SELECT 1 FROM jobs j WHERE j.clip_id = c.id AND j.state IN ('waiting', 'running')) THEN 'working'
  WHEN EXISTS (SELECT 1 FROM jobs j WHERE j.clip_id = c.id AND j.state = 'blocked') THEN 'blocked'
  ELSE 'ready' END`;

const page = `
  SELECT c.sequence, c.id, COALESCE(f.name, c.id) AS name, v.mount_path AS mountPath, f.relative_path AS relativePath,
    (SELECT COUNT(*) FROM files WHERE clip_id = c.id) AS fileCount, c.size_bytes AS sizeBytes, ${durationSec} AS durationSec,
    json_extract(p.data, '$.video.displayWidth') AS width, json_extract(p.data, '$.video.displayHeight') AS height,
    json_extract(p.data, '$.video.framesPerSecond') AS framesPerSecond, json_extract(p.data, '$.video.codec') AS codec,
    json_extract(p.data, '$.containerName') AS containerName, ${hdrFormat} AS hdrFormat, c.added_ms AS addedMs,
    ${state} AS state
  FROM clips c
    LEFT JOIN files f ON f.id = (
      SELECT id FROM files WHERE clip_id = c.id ORDER BY state <> 'present', first_seen_ms, id LIMIT 1)
    LEFT JOIN volumes v ON v.id = f.volume_id
    LEFT JOIN artifacts p ON p.clip_id = c.id AND p.name = 'probe'
    LEFT JOIN artifacts d ON d.clip_id = c.id AND d.name = 'probe-detail'
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
