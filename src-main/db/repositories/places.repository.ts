/** Counts clips by the folders that they are in. */
import type { Connection } from '../connection.ts';

export interface ClipFolder {
  readonly id: number;
  readonly volumeId: number;
  /** Below the volume's mount point, in bytes, with "/" between parts; empty for the mount point itself. */
  readonly path: Uint8Array;
  /** Directly in it, and nowhere else. */
  readonly clips: number;
  /** 1: a file of a clip is there. */
  readonly isPresent: 0 | 1;
}

/** A clip that is in several folders, and one of them. */
export interface SharedClip {
  readonly sequence: number;
  readonly folderId: number;
}

/** Those with clips directly in them, in the order of their paths' bytes. */
export function clipFolders(connection: Connection): ClipFolder[] {
  return connection
    .prepare(
      `SELECT f.id, f.volume_id AS volumeId, f.path, counted.clips, counted.isPresent
       FROM (SELECT folder_id, SUM(shared = 0) AS clips, MAX(present) AS isPresent FROM card_folders GROUP BY folder_id) counted
         JOIN folders f ON f.id = counted.folder_id
       ORDER BY f.volume_id, f.path`,
    )
    .all() as ClipFolder[];
}

/** In the order of clips. */
export function sharedClips(connection: Connection): SharedClip[] {
  return connection
    .prepare(
      `SELECT sequence, folder_id AS folderId FROM card_folders WHERE shared = 1 ORDER BY sequence, folder_id`,
    )
    .all() as SharedClip[];
}
