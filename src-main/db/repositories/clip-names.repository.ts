/** Finds clips by what people call them. */
import type { SerializedError } from '../../../src-preload/contract/errors.ts';
import type { Connection } from '../connection.ts';
import { parseStoredError } from './clip-facts.repository.ts';

export interface NamedFile {
  /** null: the file did not become a clip. */
  readonly clipId: string | null;
  readonly error: SerializedError | null;
}

export function clipIdExists(connection: Connection, id: string): boolean {
  return connection.prepare('SELECT 1 FROM clips WHERE id = ?').get(id) !== undefined;
}

/** Ids that begin so, at most `limit`, in order. */
export function clipIdsByPrefix(connection: Connection, prefix: string, limit: number): string[] {
  return connection
    .prepare('SELECT id FROM clips WHERE substr(id, 1, length(@prefix)) = @prefix ORDER BY id LIMIT @limit')
    .pluck()
    .all({ prefix, limit }) as string[];
}

export interface KnownVolume {
  readonly id: number;
  /** Where it was seen last. */
  readonly mountPath: Uint8Array;
}

/** Deepest mount points first. */
export function knownVolumes(connection: Connection): KnownVolume[] {
  return connection
    .prepare('SELECT id, mount_path AS mountPath FROM volumes ORDER BY length(mount_path) DESC, id')
    .all() as KnownVolume[];
}

export function findFile(
  connection: Connection,
  volumeId: number,
  relativePath: Uint8Array,
): NamedFile | null {
  const row = connection
    .prepare('SELECT clip_id AS clipId, error FROM files WHERE volume_id = ? AND relative_path = ?')
    .get(volumeId, relativePath) as { clipId: string | null; error: string | null } | undefined;
  return row === undefined ? null : { clipId: row.clipId, error: parseStoredError(row.error) };
}
