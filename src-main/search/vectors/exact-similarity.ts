/** The second level of search by likeness: similarities of stored vectors themselves, by sqlite-vec. */
import { getLoadablePath } from 'sqlite-vec';
import type { Connection, Statement } from '../../db/connection.ts';
import { bytesOfFloats } from './vector-space.ts';

export interface ExactRow {
  readonly vectorId: number;
  readonly sequence: number;
  readonly kind: string;
  readonly startSec: number;
  /** null: an instant. */
  readonly endSec: number | null;
  /** Cosine of the angle to the query; null: the vector is of zeros. */
  readonly similarity: number | null;
  /** Of that to the centre; null: one of them is of zeros. */
  readonly toCentre: number | null;
}

export interface ExactQuestion {
  readonly ids: readonly number[];
  readonly model: string;
  readonly query: Float32Array;
  readonly centre: Float32Array;
}

export class ExactSimilarity {
  readonly #connection: Connection;
  #rows: Statement | null = null;
  #vectors: Statement | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** In no order; without vectors that are gone, or have become another model's. */
  rows({ ids, model, query, centre }: ExactQuestion): ExactRow[] {
    this.#rows ??= this.#prepareRows();
    return this.#rows.all({
      ids: JSON.stringify(ids),
      model,
      query: bytesOfFloats(query),
      centre: bytesOfFloats(centre),
      bytes: query.byteLength,
    }) as ExactRow[];
  }

  /** The vectors themselves, as bytes. */
  vectors(ids: readonly number[], model: string, dimensions: number): Uint8Array[] {
    this.#vectors ??= this.#connection
      .prepare(
        `SELECT vector FROM json_each(?) AS wanted CROSS JOIN vectors ON vectors.id = wanted.value
         WHERE model = ? AND dimensions = ?`,
      )
      .pluck();
    return this.#vectors.all(JSON.stringify(ids), model, dimensions) as Uint8Array[];
  }

  #prepareRows(): Statement {
    this.#connection.loadExtension(unpacked(getLoadablePath()));
    // A vector's id may have become another's: its clip and model are read anew.
    return this.#connection.prepare(
      `SELECT vectors.id AS vectorId, clips.sequence, kind, start_sec AS startSec, end_sec AS endSec,
         1 - vec_distance_cosine(vector, @query) AS similarity, 1 - vec_distance_cosine(vector, @centre) AS toCentre
       FROM json_each(@ids) AS wanted CROSS JOIN vectors ON vectors.id = wanted.value
         CROSS JOIN clips ON clips.id = vectors.clip_id
       WHERE model = @model AND length(vector) = @bytes`,
    );
  }
}

/** The system's loader cannot look into the archive that a packaged app is in; what it loads lies beside it. */
function unpacked(path: string): string {
  return path.replace(/([\\/]app\.asar)([\\/])/, '$1.unpacked$2');
}
