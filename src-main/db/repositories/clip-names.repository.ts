/** Finds clips by what people call them. */
import type { SerializedError } from '../../../src-preload/contract/errors.ts';
import type { Connection } from '../connection.ts';
import { belowMount } from '../stored-path.ts';
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

/** The file at an absolute path, by the volume it lies on (the deepest mount point above it). */
export function findFileByPath(connection: Connection, path: string): NamedFile | null {
  const volumes = connection
    .prepare('SELECT id, mount_path AS mountPath FROM volumes ORDER BY length(mount_path) DESC')
    .all() as { id: number; mountPath: Uint8Array }[];
  const find = connection.prepare(
    'SELECT clip_id AS clipId, error FROM files WHERE volume_id = ? AND relative_path = ?',
  );
  for (const volume of volumes) {
    const relative = belowMount(path, volume.mountPath);
    const row = relative === null ? undefined : find.get(volume.id, relative);
    if (row === undefined) continue;
    const { clipId, error } = row as { clipId: string | null; error: string | null };
    return { clipId, error: parseStoredError(error) };
  }
  return null;
}
