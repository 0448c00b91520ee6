/** The clips table: each content that was ever found, once. */
import type { Connection } from '../connection.ts';

export interface StoredClip {
  readonly id: string;
  readonly quickIdentity: string;
  /** Full SHA-256; null until somebody needed it. */
  readonly contentHash: string | null;
  readonly sizeBytes: number;
}

const columns = 'id, quick_identity AS quickIdentity, content_hash AS contentHash, size_bytes AS sizeBytes';

export class ClipsRepository {
  readonly #find;
  readonly #byQuickIdentity;
  readonly #byContentHash;
  readonly #add;
  readonly #setContentHash;
  readonly #forgetUnread;

  constructor(connection: Connection) {
    this.#find = connection.prepare(`SELECT ${columns} FROM clips WHERE id = ?`);
    this.#byQuickIdentity = connection.prepare(
      `SELECT ${columns} FROM clips WHERE quick_identity = ? ORDER BY sequence`,
    );
    this.#byContentHash = connection.prepare(`SELECT ${columns} FROM clips WHERE content_hash = ?`);
    this.#add = connection.prepare(
      `INSERT INTO clips (id, quick_identity, content_hash, size_bytes, profile, added_ms)
       VALUES (@id, @quickIdentity, @contentHash, @sizeBytes, @profile, @nowMs)`,
    );
    this.#setContentHash = connection.prepare(
      'UPDATE OR IGNORE clips SET content_hash = ? WHERE id = ? AND content_hash IS NULL',
    );
    this.#forgetUnread = connection.prepare(
      `DELETE FROM clips WHERE id = @id
         AND NOT EXISTS (SELECT 1 FROM files WHERE clip_id = @id)
         AND EXISTS (SELECT 1 FROM jobs WHERE clip_id = @id AND stage = 'probe' AND state = 'failed')
         AND NOT EXISTS (SELECT 1 FROM artifacts WHERE clip_id = @id AND name = 'probe')
         AND NOT EXISTS (SELECT 1 FROM jobs WHERE clip_id = @id AND state = 'running')
         AND NOT EXISTS (SELECT 1 FROM annotations WHERE clip_sequence = clips.sequence)
         AND NOT EXISTS (SELECT 1 FROM clip_tags WHERE clip_sequence = clips.sequence)`,
    );
  }

  find(id: string): StoredClip | undefined {
    return this.#find.get(id) as StoredClip | undefined;
  }

  /** Oldest first. More than one means that their samples agree and their content does not. */
  byQuickIdentity(quickIdentity: string): StoredClip[] {
    return this.#byQuickIdentity.all(quickIdentity) as StoredClip[];
  }

  byContentHash(contentHash: string): StoredClip | undefined {
    return this.#byContentHash.get(contentHash) as StoredClip | undefined;
  }

  add(clip: StoredClip & { readonly profile: string; readonly nowMs: number }): void {
    this.#add.run(clip);
  }

  /** Fills in a hash that was not known; one that another clip has already is left there. */
  setContentHash(id: string, contentHash: string): void {
    this.#setContentHash.run(contentHash, id);
  }

  /** Takes out a clip that has no place, could not be read, and of which nobody said anything: there is nothing to lose. */
  forgetUnread(id: string): void {
    this.#forgetUnread.run({ id });
  }
}
