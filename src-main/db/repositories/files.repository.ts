/** The files table: the places where content was seen. Rows are never removed: a file that is gone is 'missing'. */
import { errorSchema, type SerializedError } from '../../../src-preload/contract/errors.ts';
import { foldText, naturalSortKey } from '../../platform/text-folding.ts';
import type { Connection } from '../connection.ts';

export interface FileRow {
  readonly id: number;
  /** null: it could not be taken for a clip. */
  readonly clipId: string | null;
  readonly volumeId: number;
  /** Below the volume's mount point, in bytes, with "/" between parts. */
  readonly relativePath: Uint8Array;
  readonly sizeBytes: number;
  /** Nanoseconds since 1970, as decimal digits. */
  readonly modifiedNs: string;
  readonly inode: string | null;
  readonly state: 'present' | 'missing' | 'failed';
  /** JSON of the failure, in state 'failed'. */
  readonly error: string | null;
}

export interface FileToPut {
  readonly clipId: string | null;
  readonly volumeId: number;
  readonly relativePath: Uint8Array;
  /** The last part of the path. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedNs: string;
  readonly inode: string | null;
  readonly state: FileRow['state'];
  readonly error: SerializedError | null;
  readonly nowMs: number;
}

const columns = `id, clip_id AS clipId, volume_id AS volumeId, relative_path AS relativePath, size_bytes AS sizeBytes,
  modified_ns AS modifiedNs, inode, state, error`;

/** @throws ZodError on JSON that no version of Rushes wrote */
export function fileFailure(row: { readonly error: string | null }): SerializedError | null {
  return row.error === null ? null : errorSchema.parse(JSON.parse(row.error));
}

export class FilesRepository {
  readonly #at;
  readonly #byInode;
  readonly #ofClip;
  readonly #below;
  readonly #put;
  readonly #markMissing;
  readonly #markSeen;

  constructor(connection: Connection) {
    this.#at = connection.prepare(`SELECT ${columns} FROM files WHERE volume_id = ? AND relative_path = ?`);
    this.#byInode = connection.prepare(
      `SELECT ${columns} FROM files WHERE volume_id = ? AND inode = ? AND clip_id IS NOT NULL ORDER BY id`,
    );
    this.#ofClip = connection.prepare(`SELECT ${columns} FROM files WHERE clip_id = ? ORDER BY id`);
    this.#below = connection.prepare(
      `SELECT ${columns} FROM files WHERE volume_id = @volumeId AND state <> 'missing'
         AND relative_path >= @first AND (@end IS NULL OR relative_path < @end) AND relative_path > @after
       ORDER BY relative_path LIMIT @limit`,
    );
    this.#put = connection
      .prepare(
        `INSERT INTO files (clip_id, volume_id, relative_path, name, folded_name, sort_name, size_bytes, modified_ns, inode,
         state, error, first_seen_ms, last_seen_ms)
       VALUES (@clipId, @volumeId, @relativePath, @name, @foldedName, @sortName, @sizeBytes, @modifiedNs, @inode, @state,
         @error, @nowMs, @nowMs)
       ON CONFLICT (volume_id, relative_path) DO UPDATE SET clip_id = excluded.clip_id, size_bytes = excluded.size_bytes,
         modified_ns = excluded.modified_ns, inode = excluded.inode, state = excluded.state, error = excluded.error,
         last_seen_ms = excluded.last_seen_ms
       RETURNING id`,
      )
      .pluck();
    this.#markMissing = connection.prepare(`UPDATE files SET state = 'missing', error = NULL WHERE id = ?`);
    this.#markSeen = connection.prepare(
      'UPDATE files SET last_seen_ms = ? WHERE id IN (SELECT value FROM json_each(?))',
    );
  }

  at(volumeId: number, relativePath: Uint8Array): FileRow | undefined {
    return this.#at.get(volumeId, relativePath) as FileRow | undefined;
  }

  byInode(volumeId: number, inode: string): FileRow[] {
    return this.#byInode.all(volumeId, inode) as FileRow[];
  }

  ofClip(clipId: string): FileRow[] {
    return this.#ofClip.all(clipId) as FileRow[];
  }

  /**
   * Files below a folder ("" = the whole volume) that are not missing, in the order of their paths, behind the path
   * `after` (empty = from the first), at most `limit`.
   */
  below(volumeId: number, folder: Uint8Array, after: Uint8Array, limit: number): FileRow[] {
    const first = folder.length === 0 ? Buffer.alloc(0) : Buffer.concat([folder, Buffer.from('/')]);
    // "0" follows "/" in ASCII: the first path that no longer begins with the folder and a slash.
    const end = folder.length === 0 ? null : Buffer.concat([folder, Buffer.from('0')]);
    return this.#below.all({ volumeId, first, end, after: Buffer.from(after), limit }) as FileRow[];
  }

  /** Adds a file, or replaces what is known of its place. @returns its id */
  put(file: FileToPut): number {
    return Number(
      this.#put.get({
        ...file,
        foldedName: foldText(file.name),
        sortName: naturalSortKey(file.name),
        error: file.error === null ? null : JSON.stringify(file.error),
      }),
    );
  }

  markMissing(id: number): void {
    this.#markMissing.run(id);
  }

  markSeen(ids: readonly number[], nowMs: number): void {
    this.#markSeen.run(nowMs, JSON.stringify(ids));
  }
}
