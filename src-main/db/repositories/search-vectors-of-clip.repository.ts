/** Vectors of single clips, by which they are compared with others. */
import type { Connection } from '../connection.ts';

export interface ClipVector {
  readonly model: string;
  readonly kind: string;
  readonly startSec: number;
  /** null: an instant. */
  readonly endSec: number | null;
  /** float32. */
  readonly vector: Uint8Array;
}

const columns = 'model, kind, start_sec AS startSec, end_sec AS endSec, vector';

/** null: there is no such clip. */
export function sequenceOfClip(connection: Connection, clipId: string): number | null {
  const found = connection.prepare('SELECT sequence FROM clips WHERE id = ?').pluck().get(clipId);
  return (found as number | undefined) ?? null;
}

/** Of its pictures, shots and frames, in order of time. */
export function pictureVectors(connection: Connection, sequence: number): ClipVector[] {
  return connection
    .prepare(
      `SELECT ${columns} FROM clips JOIN vectors ON vectors.clip_id = clips.id
       WHERE clips.sequence = ? AND kind IN ('shot', 'frame') ORDER BY start_sec, vectors.id`,
    )
    .all(sequence) as ClipVector[];
}

export interface PictureVector {
  /** The clip's. */
  readonly sequence: number;
  readonly startSec: number;
  /** null: an instant. */
  readonly endSec: number | null;
  /** float32. */
  readonly vector: Uint8Array;
}

/** Vectors of one model and one length, of many clips. */
export class PictureVectors {
  readonly #read;
  readonly #sort: { readonly model: string; readonly dimensions: number };

  constructor(connection: Connection, sort: { readonly model: string; readonly dimensions: number }) {
    this.#sort = sort;
    this.#read = connection.prepare(
      `SELECT clips.sequence, start_sec AS startSec, end_sec AS endSec, vector
       FROM json_each(@wanted) AS wanted CROSS JOIN clips ON clips.sequence = CAST(wanted.key AS INTEGER)
         CROSS JOIN json_each(wanted.value) AS id CROSS JOIN vectors ON vectors.id = id.value
       WHERE clip_id = clips.id AND model = @model AND dimensions = @dimensions`,
    );
  }

  /** In no order; without those that are gone, or have become another clip's, by now. */
  read(
    wanted: readonly { readonly sequence: number; readonly vectorIds: readonly number[] }[],
  ): PictureVector[] {
    const bySequence = Object.fromEntries(wanted.map(({ sequence, vectorIds }) => [sequence, vectorIds]));
    return this.#read.all({ wanted: JSON.stringify(bySequence), ...this.#sort }) as PictureVector[];
  }
}

/** The frame nearest to a time, or the shot that has no frame; null: there is neither. */
export function momentVector(connection: Connection, sequence: number, timeSec: number): ClipVector | null {
  const found = connection
    .prepare(
      `SELECT ${columns} FROM clips JOIN vectors ON vectors.clip_id = clips.id
       WHERE clips.sequence = @sequence AND kind IN ('frame', 'shot')
       ORDER BY kind, MAX(start_sec - @timeSec, @timeSec - COALESCE(end_sec, start_sec), 0), vectors.id LIMIT 1`,
    )
    .get({ sequence, timeSec });
  return (found as ClipVector | undefined) ?? null;
}

/** Keys of the models that made vectors of these kinds. */
export function modelsOfVectors(connection: Connection, kinds: readonly string[]): string[] {
  // A walk from key to key along the index: a DISTINCT would read all of it.
  const next = connection
    .prepare('SELECT MIN(model) FROM vectors INDEXED BY vectors_by_model WHERE model > ?')
    .pluck();
  const has = connection.prepare('SELECT 1 FROM vectors WHERE model = ? AND kind = ? LIMIT 1');
  const found: string[] = [];
  for (let model = next.get(''); typeof model === 'string'; model = next.get(model)) {
    const known = model;
    if (kinds.some((kind) => has.get(known, kind) !== undefined)) found.push(known);
  }
  return found;
}
