/** Spaces of vectors and their codes: what the indexer writes and what the index in memory takes up. */
import type { Connection } from '../connection.ts';

export interface StoredVector {
  readonly id: number;
  readonly model: string;
  readonly kind: string;
  readonly dimensions: number;
  readonly vector: Uint8Array;
}

export interface SpaceRow {
  readonly id: number;
  readonly model: string;
  readonly kind: string;
  readonly dimensions: number;
  /** float32. */
  readonly centre: Uint8Array;
  readonly centredOn: number;
  /** How many it has. */
  readonly vectors: number;
  readonly epoch: number;
}

export interface CodesRow {
  readonly change: number;
  readonly spaceId: number;
  readonly sequence: number;
  /** 0: there are none any more. */
  readonly vectors: number;
  readonly codes: Uint8Array;
  /** float64. */
  readonly vectorIds: Uint8Array;
}

const spaceColumns = 'id, model, kind, dimensions, centre, centred_on AS centredOn, vectors, epoch';
const codesColumns =
  'change, space_id AS spaceId, clip_sequence AS sequence, vectors, codes, vector_ids AS vectorIds';

export class SearchVectorsRepository {
  readonly #connection: Connection;
  readonly #vectorsOfClip;
  readonly #space;
  readonly #spaces;
  readonly #addSpace;
  readonly #setCentre;
  readonly #count;
  readonly #codesOfClip;
  readonly #put;
  readonly #changes;
  readonly #clipsOfSpace;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#vectorsOfClip = connection.prepare(
      `SELECT vectors.id, model, kind, dimensions, vector
       FROM clips JOIN vectors ON vectors.clip_id = clips.id
       WHERE clips.sequence = ? ORDER BY start_sec, vectors.id`,
    );
    this.#space = connection.prepare(
      `SELECT ${spaceColumns} FROM vector_spaces WHERE model = ? AND kind = ? AND dimensions = ?`,
    );
    this.#spaces = connection.prepare(`SELECT ${spaceColumns} FROM vector_spaces ORDER BY id`);
    this.#addSpace = connection.prepare(
      `INSERT INTO vector_spaces (model, kind, dimensions, centre, centred_on) VALUES (?, ?, ?, ?, 0)`,
    );
    this.#setCentre = connection.prepare(
      'UPDATE vector_spaces SET centre = ?, centred_on = ?, epoch = epoch + 1 WHERE id = ?',
    );
    this.#count = connection.prepare('UPDATE vector_spaces SET vectors = vectors + ? WHERE id = ?');
    this.#codesOfClip = connection.prepare(
      `SELECT ${codesColumns} FROM vector_codes WHERE clip_sequence = ?`,
    );
    this.#put = connection.prepare(
      `REPLACE INTO vector_codes (space_id, clip_sequence, vectors, codes, vector_ids) VALUES (?, ?, ?, ?, ?)`,
    );
    this.#changes = connection.prepare(
      `SELECT ${codesColumns} FROM vector_codes WHERE change > ? ORDER BY change LIMIT ?`,
    );
    this.#clipsOfSpace = connection
      .prepare('SELECT clip_sequence FROM vector_codes WHERE space_id = ? AND vectors > 0 ORDER BY change')
      .pluck();
  }

  /** In the order of their times. */
  vectorsOfClip(sequence: number): StoredVector[] {
    return this.#vectorsOfClip.all(sequence) as StoredVector[];
  }

  space(model: string, kind: string, dimensions: number): SpaceRow | null {
    return (this.#space.get(model, kind, dimensions) as SpaceRow | undefined) ?? null;
  }

  spaces(): SpaceRow[] {
    return this.#spaces.all() as SpaceRow[];
  }

  addSpace(model: string, kind: string, dimensions: number): void {
    this.#addSpace.run(model, kind, dimensions, new Uint8Array(dimensions * Float32Array.BYTES_PER_ELEMENT));
  }

  /** Whoever calls it makes all codes of the space anew. */
  setCentre(spaceId: number, centre: Uint8Array, centredOn: number): void {
    this.#setCentre.run(centre, centredOn, spaceId);
  }

  codesOfClip(sequence: number): CodesRow[] {
    return this.#codesOfClip.all(sequence) as CodesRow[];
  }

  /** In place of what the space had of the clip, `before` of them. */
  putCodes(row: Omit<CodesRow, 'change'>, before: number): void {
    this.#put.run(row.spaceId, row.sequence, row.vectors, row.codes, row.vectorIds);
    if (row.vectors !== before) this.#count.run(row.vectors - before, row.spaceId);
  }

  /** Clips that have codes in a space. */
  clipsOfSpace(spaceId: number): number[] {
    return this.#clipsOfSpace.all(spaceId) as number[];
  }

  /** Forgets all codes and starts over; readers see that by the spaces' epochs. */
  clearCodes(): void {
    this.#connection.exec(
      'DELETE FROM vector_codes; UPDATE vector_spaces SET vectors = 0, epoch = epoch + 1',
    );
  }

  removeEmptySpaces(): void {
    this.#connection.exec(
      `DELETE FROM vector_spaces WHERE vectors = 0 AND id NOT IN (SELECT space_id FROM vector_codes)`,
    );
  }

  /** Clips that have vectors, oldest first. */
  clipsWithVectors(): number[] {
    return this.#connection
      .prepare(
        `SELECT sequence FROM clips WHERE EXISTS (SELECT 1 FROM vectors WHERE clip_id = clips.id) ORDER BY sequence`,
      )
      .pluck()
      .all() as number[];
  }

  /** What was changed after `change`, oldest first. */
  changesAfter(change: number, limit: number): CodesRow[] {
    return this.#changes.all(change, limit) as CodesRow[];
  }

  /** Models and kinds of all vectors, each with the length of one of its vectors. */
  modelsAndKinds(): { readonly model: string; readonly kind: string; readonly dimensions: number }[] {
    return this.#connection
      .prepare(
        `SELECT model, kind, (
           SELECT dimensions FROM vectors WHERE model = found.model AND kind = found.kind LIMIT 1) AS dimensions
         FROM (SELECT DISTINCT model, kind FROM vectors) AS found`,
      )
      .all() as { model: string; kind: string; dimensions: number }[];
  }

  /** Vectors of a space, spread over all of it, about `most` at most: one in so many, by a hash of their ids (Knuth's multiplicative one). */
  *spreadVectors(
    space: Pick<SpaceRow, 'model' | 'dimensions'>,
    kinds: readonly string[],
    most: number,
  ): Generator<Uint8Array> {
    const places = kinds.map(() => '?').join(', ');
    const among = `model = ? AND kind IN (${places})`;
    const count = Number(
      this.#connection
        .prepare(`SELECT COUNT(*) FROM vectors WHERE ${among}`)
        .pluck()
        .get(space.model, ...kinds),
    );
    const step = Math.max(1, Math.ceil(count / most));
    yield* this.#connection
      .prepare(
        `SELECT vector FROM vectors WHERE ${among} AND ((id * 2654435761) >> 8) % ? = 0 AND dimensions = ?`,
      )
      .pluck()
      .iterate(space.model, ...kinds, step, space.dimensions) as IterableIterator<Uint8Array>;
  }
}
