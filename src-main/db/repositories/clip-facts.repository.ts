/** Reads all that is stored of one clip. */
import {
  type ArtifactMap,
  type ArtifactName,
  artifactSchemas,
  isArtifactName,
} from '../../../src-preload/contract/artifacts.ts';
import { errorSchema, type SerializedError } from '../../../src-preload/contract/errors.ts';
import type { JobState } from '../../../src-preload/contract/events.ts';
import { type Manifest, manifestSchema } from '../../../src-preload/contract/manifest.ts';
import type { Connection } from '../connection.ts';

export interface ClipRow {
  readonly id: string;
  readonly contentHash: string | null;
  readonly sizeBytes: number;
  readonly profile: string;
  readonly addedMs: number;
  readonly quarantinedMs: number | null;
}

/** Where a file is, as the bytes that are stored of it. */
export interface StoredPlace {
  /** Of the volume, where it was seen last. */
  readonly mountPath: Uint8Array;
  /** Below it. */
  readonly relativePath: Uint8Array;
}

export interface ClipFileRow extends StoredPlace {
  readonly name: string;
  readonly state: 'present' | 'missing' | 'failed';
  readonly sizeBytes: number;
  readonly modifiedNs: string;
  readonly volume: { readonly identity: string; readonly label: string | null; readonly kind: string };
}

export interface ClipJobRow {
  readonly stage: string;
  readonly tier: number;
  readonly state: JobState;
  readonly attempt: number;
  readonly progress: number | null;
  readonly reason: string | null;
  readonly blockedBy: string | null;
  readonly error: SerializedError | null;
  readonly retryAtMs: number | null;
  readonly startedMs: number | null;
}

export interface LastRun {
  readonly version: number;
  readonly wallSec: number;
}

/** A stored error; one that no version of Rushes wrote counts as none. */
export function parseStoredError(text: string | null): SerializedError | null {
  if (text === null) return null;
  return errorSchema.safeParse(JSON.parse(text)).data ?? null;
}

export function findClip(connection: Connection, id: string): ClipRow | null {
  const row = connection
    .prepare(
      `SELECT id, content_hash AS contentHash, size_bytes AS sizeBytes, profile, added_ms AS addedMs,
              quarantined_ms AS quarantinedMs
       FROM clips WHERE id = ?`,
    )
    .get(id) as ClipRow | undefined;
  return row ?? null;
}

/** Those that are there first, then by when they were seen. */
export function filesOfClip(connection: Connection, id: string): ClipFileRow[] {
  const rows = connection
    .prepare(
      `SELECT v.mount_path AS mountPath, f.relative_path AS relativePath, f.name, f.state, f.size_bytes AS sizeBytes,
              f.modified_ns AS modifiedNs, v.identity, v.label, v.kind
       FROM files f JOIN volumes v ON v.id = f.volume_id
       WHERE f.clip_id = ? ORDER BY f.state <> 'present', f.first_seen_ms, f.id`,
    )
    .all(id) as (Omit<ClipFileRow, 'volume'> & ClipFileRow['volume'])[];
  return rows.map(({ identity, label, kind, ...file }) => ({ ...file, volume: { identity, label, kind } }));
}

export function jobsOfClip(connection: Connection, id: string): ClipJobRow[] {
  const rows = connection
    .prepare(
      `SELECT stage, tier, state, attempt, progress, reason, blocked_by AS blockedBy, error, retry_at_ms AS retryAtMs,
              started_ms AS startedMs
       FROM jobs WHERE clip_id = ? ORDER BY tier, sequence, stage`,
    )
    .all(id) as (Omit<ClipJobRow, 'error'> & { error: string | null })[];
  return rows.map((row) => ({ ...row, error: parseStoredError(row.error) }));
}

export function lastRunsOfClip(connection: Connection, id: string): Map<string, LastRun> {
  const rows = connection
    .prepare(
      `SELECT stage, version, (finished_ms - started_ms) / 1000.0 AS wallSec
       FROM runs WHERE clip_id = ? ORDER BY started_ms, rowid`,
    )
    .all(id) as { stage: string; version: number; wallSec: number }[];
  return new Map(rows.map(({ stage, version, wallSec }) => [stage, { version, wallSec }]));
}

/**
 * Artifacts that fit their schema. One that does not (written before a stage's version was raised) is left out; those under
 * `except` are not even parsed.
 */
export function artifactsOfClip(
  connection: Connection,
  id: string,
  except: ReadonlySet<ArtifactName> = new Set(),
): Partial<ArtifactMap> {
  const rows = connection
    .prepare(
      'SELECT name, data FROM artifacts WHERE clip_id = ? AND name NOT IN (SELECT value FROM json_each(?))',
    )
    .all(id, JSON.stringify([...except])) as { name: string; data: string }[];
  const found: Partial<Record<ArtifactName, unknown>> = {};
  for (const { name, data } of rows) {
    if (!isArtifactName(name)) continue;
    const parsed = artifactSchemas[name].safeParse(JSON.parse(data));
    if (parsed.success) found[name] = parsed.data;
  }
  return found as Partial<ArtifactMap>;
}

/** Oldest first. @throws ZodError on a manifest that no version of Rushes wrote */
export function runsOfClip(connection: Connection, id: string): { manifest: Manifest; log: string }[] {
  const rows = connection
    .prepare('SELECT manifest, log FROM runs WHERE clip_id = ? ORDER BY started_ms, rowid')
    .all(id) as { manifest: string; log: string }[];
  return rows.map(({ manifest, log }) => ({ manifest: manifestSchema.parse(JSON.parse(manifest)), log }));
}
