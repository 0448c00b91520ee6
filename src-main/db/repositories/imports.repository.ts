/** What other programs found in clips, brought by people: one file a clip and stage. */
import { sidecarData, type SidecarData, type SidecarKind } from '../../../src-preload/contract/sidecars.ts';
import type { Connection } from '../connection.ts';

export interface StoredImport {
  readonly kind: SidecarKind;
  readonly fileName: string;
  /** Of the file's text. */
  readonly sha256: string;
  readonly data: SidecarData;
}

/** An import without its data, which may be large. */
export interface ImportHead {
  readonly stage: string;
  readonly fileName: string;
  readonly sha256: string;
}

export class ImportsRepository {
  readonly #heads;
  readonly #data;
  readonly #put;
  readonly #remove;

  constructor(connection: Connection) {
    this.#heads = connection.prepare(
      'SELECT stage, file_name AS fileName, sha256 FROM imports WHERE clip_id = ?',
    );
    this.#data = connection.prepare('SELECT data FROM imports WHERE clip_id = ? AND stage = ?').pluck();
    this.#put = connection.prepare(
      `INSERT INTO imports (clip_id, stage, kind, file_name, sha256, data, added_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (clip_id, stage) DO UPDATE SET kind = excluded.kind, file_name = excluded.file_name,
         sha256 = excluded.sha256, data = excluded.data, added_ms = excluded.added_ms`,
    );
    this.#remove = connection.prepare('DELETE FROM imports WHERE clip_id = ? AND stage = ?');
  }

  ofClip(clipId: string): readonly ImportHead[] {
    return this.#heads.all(clipId) as ImportHead[];
  }

  /** @throws ZodError on data that no version of Rushes stored */
  data(clipId: string, stage: string): SidecarData {
    return sidecarData.parse(JSON.parse(String(this.#data.get(clipId, stage))));
  }

  put(clipId: string, stage: string, { kind, fileName, sha256, data }: StoredImport, nowMs: number): void {
    this.#put.run(clipId, stage, kind, fileName, sha256, JSON.stringify(data), nowMs);
  }

  /** Whether there was one. */
  remove(clipId: string, stage: string): boolean {
    return this.#remove.run(clipId, stage).changes > 0;
  }
}
