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

/** Of its pictures, in order of time: shots, or frames of a clip without them. */
export function pictureVectors(connection: Connection, sequence: number): ClipVector[] {
  const read = connection.prepare(
    `SELECT ${columns} FROM clips JOIN vectors ON vectors.clip_id = clips.id
     WHERE clips.sequence = ? AND kind = ? ORDER BY start_sec, vectors.id`,
  );
  const shots = read.all(sequence, 'shot') as ClipVector[];
  return shots.length > 0 ? shots : (read.all(sequence, 'frame') as ClipVector[]);
}

/** The same of many clips, some vectors of each: which there are is told without reading them. Of one model and one length. */
export class PictureVectorsOfClips {
  readonly #ids;
  readonly #vectors;
  readonly #sort: { readonly model: string; readonly dimensions: number };

  constructor(connection: Connection, sort: { readonly model: string; readonly dimensions: number }) {
    this.#sort = sort;
    this.#ids = connection
      .prepare(
        `SELECT vectors.id FROM clips CROSS JOIN vectors INDEXED BY vectors_by_clip ON vectors.clip_id = clips.id
         WHERE clips.sequence = @sequence AND kind = @kind AND model = @model AND dimensions = @dimensions
         ORDER BY start_sec, vectors.id`,
      )
      .pluck();
    this.#vectors = connection
      .prepare(
        `SELECT vector FROM json_each(@ids) AS wanted CROSS JOIN vectors ON vectors.id = wanted.value
         WHERE model = @model AND dimensions = @dimensions`,
      )
      .pluck();
  }

  /** In order of time. */
  ids(sequence: number): number[] {
    const of = (kind: string): number[] => this.#ids.all({ sequence, kind, ...this.#sort }) as number[];
    const shots = of('shot');
    return shots.length > 0 ? shots : of('frame');
  }

  /** float32, in no order; without those that are gone by now. */
  vectors(ids: readonly number[]): Uint8Array[] {
    return this.#vectors.all({ ids: JSON.stringify(ids), ...this.#sort }) as Uint8Array[];
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
