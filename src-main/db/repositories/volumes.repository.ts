/** The volumes table: disks that files were seen on, by their own identity. */
import type { Connection } from '../connection.ts';

export interface VolumeRow {
  readonly id: number;
  readonly identity: string;
  readonly kind: 'local' | 'removable' | 'network' | 'virtual';
  readonly label: string | null;
  /** Where it was mounted when it was last seen. */
  readonly mountPath: Uint8Array;
  readonly lastSeenMs: number;
}

const columns = 'id, identity, kind, label, mount_path AS mountPath, last_seen_ms AS lastSeenMs';

export class VolumesRepository {
  readonly #find;
  readonly #all;
  readonly #put;

  constructor(connection: Connection) {
    this.#find = connection.prepare(`SELECT ${columns} FROM volumes WHERE identity = ?`);
    this.#all = connection.prepare(`SELECT ${columns} FROM volumes ORDER BY id`);
    this.#put = connection
      .prepare(
        `INSERT INTO volumes (identity, kind, label, mount_path, last_seen_ms)
         VALUES (@identity, @kind, @label, @mountPath, @lastSeenMs)
         ON CONFLICT (identity) DO UPDATE SET kind = excluded.kind, label = COALESCE(excluded.label, label),
           mount_path = excluded.mount_path, last_seen_ms = excluded.last_seen_ms
         RETURNING id`,
      )
      .pluck();
  }

  find(identity: string): VolumeRow | undefined {
    return this.#find.get(identity) as VolumeRow | undefined;
  }

  all(): VolumeRow[] {
    return this.#all.all() as VolumeRow[];
  }

  /** Adds a volume, or brings what is known of it up to date. @returns its id */
  put(volume: Omit<VolumeRow, 'id'>): number {
    return Number(this.#put.get(volume));
  }
}
