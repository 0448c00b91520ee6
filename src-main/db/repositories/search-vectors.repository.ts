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
  /** How many vectors there were when the centre was set. */
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

/** What vectors are kept apart by. */
export type VectorSort = Pick<StoredVector, 'model' | 'kind' | 'dimensions'>;

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
  readonly #vectorIds;
  readonly #vectorsOfIds;

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
    this.#vectorIds = connection
      .prepare(
        `SELECT id FROM vectors INDEXED BY vectors_by_model WHERE model = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?`,
      )
      .pluck();
    this.#vectorsOfIds = connection
      .prepare(
        `SELECT vector FROM json_each(?) AS wanted CROSS JOIN vectors ON vectors.id = wanted.value
         WHERE model = ? AND dimensions = ?`,
      )
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

  /** Forgets all codes; readers see that by the spaces' epochs. */
  clearCodes(): void {
    this.#connection.exec(
      'DELETE FROM vector_codes; UPDATE vector_spaces SET vectors = 0, epoch = epoch + 1',
    );
  }

  /** None of the spaces may have codes. */
  removeSpacesBut(ids: readonly number[]): void {
    this.#connection
      .prepare('DELETE FROM vector_spaces WHERE id NOT IN (SELECT value FROM json_each(?))')
      .run(JSON.stringify(ids));
  }

  /** Of all clips that have vectors, codes are due later. */
  postponeAll(): void {
    this.#connection.exec(
      `INSERT INTO search_stale (sequence, part, due)
       SELECT sequence, 'vectors', 'later' FROM clips
       WHERE EXISTS (SELECT 1 FROM vectors INDEXED BY vectors_by_clip WHERE clip_id = clips.id)
       ON CONFLICT DO NOTHING`,
    );
  }

  /** What was changed after `change`, oldest first. */
  changesAfter(change: number, limit: number): CodesRow[] {
    return this.#changes.all(change, limit) as CodesRow[];
  }

  /** Models and kinds of all vectors, each with the length of one of its vectors. */
  modelsAndKinds(): VectorSort[] {
    // A walk from key to key along the index: a DISTINCT would read all of it.
    const next = this.#connection.prepare(
      `SELECT model, kind, dimensions FROM vectors INDEXED BY vectors_by_model
       WHERE (model, kind) > (?, ?) ORDER BY model, kind LIMIT 1`,
    );
    const found: VectorSort[] = [];
    const behind = (model: string, kind: string): VectorSort | undefined =>
      next.get(model, kind) as VectorSort | undefined;
    for (let sort = behind('', ''); sort !== undefined; sort = behind(sort.model, sort.kind))
      found.push(sort);
    return found;
  }

  /** Ids behind `id`, in their order. */
  vectorIds(model: string, kind: string, id: number, limit: number): number[] {
    return this.#vectorIds.all(model, kind, id, limit) as number[];
  }

  /** In no order; without those that are gone, or are of another model or length. */
  vectorsOfIds(
    ids: readonly number[],
    { model, dimensions }: Pick<SpaceRow, 'model' | 'dimensions'>,
  ): Uint8Array[] {
    return this.#vectorsOfIds.all(JSON.stringify(ids), model, dimensions) as Uint8Array[];
  }
}
