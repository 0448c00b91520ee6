/** The roots table: folders that were ingested. */
import type { Connection } from '../connection.ts';

export interface RootRow {
  readonly id: number;
  readonly volumeId: number;
  /** Below the volume's mount point; empty for the mount point itself. */
  readonly relativePath: Uint8Array;
  readonly recursive: 0 | 1;
  readonly pattern: string | null;
  readonly addedMs: number;
  /** When it was last gone through to its end. */
  readonly scannedMs: number | null;
}

export class RootsRepository {
  readonly #remember;
  readonly #markScanned;
  readonly #all;

  constructor(connection: Connection) {
    this.#remember = connection
      .prepare(
        `INSERT INTO roots (volume_id, relative_path, recursive, pattern, added_ms)
         VALUES (@volumeId, @relativePath, @recursive, @pattern, @nowMs)
         ON CONFLICT (volume_id, relative_path) DO UPDATE SET recursive = excluded.recursive, pattern = excluded.pattern
         RETURNING id`,
      )
      .pluck();
    this.#markScanned = connection.prepare('UPDATE roots SET scanned_ms = ? WHERE id = ?');
    this.#all = connection.prepare(
      `SELECT id, volume_id AS volumeId, relative_path AS relativePath, recursive, pattern, added_ms AS addedMs,
         scanned_ms AS scannedMs FROM roots ORDER BY id`,
    );
  }

  /** Adds a folder, or takes over the way in which it was asked for now. @returns its id */
  remember(root: {
    readonly volumeId: number;
    readonly relativePath: Uint8Array;
    readonly recursive: boolean;
    readonly pattern: string | null;
    readonly nowMs: number;
  }): number {
    return Number(this.#remember.get({ ...root, recursive: root.recursive ? 1 : 0 }));
  }

  markScanned(id: number, nowMs: number): void {
    this.#markScanned.run(nowMs, id);
  }

  all(): RootRow[] {
    return this.#all.all() as RootRow[];
  }
}
