/**
 * Writes the codes of clips' vectors: called inside the transaction that changed the vectors.
 *
 * The centre of a space is set from its vectors when it has 1, 64, 512, 4,096 and 32,768 of them, and all its codes are made anew in
 * the same transaction: at most 32,768, well under a second and once in a library's life. A mean of so many hardly moves any more, and
 * codes do not depend on it being exact. Rebuilding the index sets it again, from vectors of the whole library.
 */
import type { Connection } from '../../db/connection.ts';
import {
  type CodesRow,
  SearchVectorsRepository,
  type SpaceRow,
  type StoredVector,
} from '../../db/repositories/search-vectors.repository.ts';
import { codeBytes, writeCode } from './one-bit-codes.ts';
import { bytesOfFloats, floatsOfBytes, kindsOfSpace, type SpaceKind, spaceKindOf } from './vector-space.ts';

const centreAt = [1, 64, 512, 4_096, 32_768] as const;
/** A mean of so many is as good as that of all. */
const mostForCentre = 32_768;

interface Group {
  readonly space: SpaceRow;
  readonly vectors: readonly StoredVector[];
}

export class VectorCodes {
  readonly #rows: SearchVectorsRepository;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#rows = new SearchVectorsRepository(connection);
  }

  /** Takes over the vectors that the clip has now; those of a clip that is gone, or has none, are forgotten. */
  index(sequence: number): void {
    this.#connection.transaction(() => {
      for (const id of this.#write(sequence)) {
        const space = this.#rows.spaces().find((each) => each.id === id);
        if (space !== undefined && needsCentre(space)) this.#centreAnew(space);
      }
    })();
  }

  /** Makes all anew, in one transaction. @returns how many vectors are indexed */
  rebuild(): number {
    return this.#connection.transaction(() => {
      this.#rows.clearCodes();
      for (const { model, kind, dimensions } of this.#rows.modelsAndKinds()) {
        const spaceKind = spaceKindOf(kind);
        if (spaceKind !== null) this.#setCentre(this.#space(model, spaceKind, dimensions));
      }
      for (const sequence of this.#rows.clipsWithVectors()) this.index(sequence);
      this.#rows.removeEmptySpaces();
      return this.#rows.spaces().reduce((sum, { vectors }) => sum + vectors, 0);
    })();
  }

  /** @returns ids of the spaces that have more vectors than before */
  #write(sequence: number): number[] {
    const known = this.#rows.codesOfClip(sequence);
    const groups = this.#grouped(this.#rows.vectorsOfClip(sequence));
    for (const { spaceId, vectors } of known) {
      if (vectors === 0 || groups.some(({ space }) => space.id === spaceId)) continue;
      const none = new Uint8Array(0);
      this.#rows.putCodes({ spaceId, sequence, vectors: 0, codes: none, vectorIds: none }, vectors);
    }
    return groups.flatMap(({ space, vectors }) => {
      const before = known.find(({ spaceId }) => spaceId === space.id);
      const codes = codesOf(vectors, space);
      if (before === undefined || !isSame(before, codes)) {
        this.#rows.putCodes({ spaceId: space.id, sequence, ...codes }, before?.vectors ?? 0);
      }
      return codes.vectors > (before?.vectors ?? 0) ? [space.id] : [];
    });
  }

  #grouped(vectors: readonly StoredVector[]): Group[] {
    const groups = new Map<number, { space: SpaceRow; vectors: StoredVector[] }>();
    for (const vector of vectors) {
      const kind = spaceKindOf(vector.kind);
      if (kind === null) continue;
      const space = this.#space(vector.model, kind, vector.dimensions);
      const group = groups.get(space.id) ?? { space, vectors: [] };
      group.vectors.push(vector);
      groups.set(space.id, group);
    }
    return [...groups.values()];
  }

  #space(model: string, kind: SpaceKind, dimensions: number): SpaceRow {
    const known = this.#rows.space(model, kind, dimensions);
    if (known !== null) return known;
    this.#rows.addSpace(model, kind, dimensions);
    return this.#space(model, kind, dimensions);
  }

  #centreAnew(space: SpaceRow): void {
    this.#setCentre(space);
    const recentred = this.#space(space.model, space.kind as SpaceKind, space.dimensions);
    for (const sequence of this.#rows.clipsOfSpace(space.id)) {
      const vectors = this.#rows
        .vectorsOfClip(sequence)
        .filter((each) => each.model === space.model && each.dimensions === space.dimensions)
        .filter(({ kind }) => spaceKindOf(kind) === space.kind);
      const codes = codesOf(vectors, recentred);
      // Written even where it is the same: readers have forgotten all of the space.
      this.#rows.putCodes({ spaceId: space.id, sequence, ...codes }, codes.vectors);
    }
  }

  #setCentre(space: SpaceRow): void {
    const sums = new Float64Array(space.dimensions);
    let count = 0;
    const kinds = kindsOfSpace[space.kind as SpaceKind];
    for (const bytes of this.#rows.spreadVectors(space, kinds, mostForCentre)) {
      const vector = floatsOfBytes(bytes);
      for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (vector[at] ?? 0);
      count += 1;
    }
    if (count === 0) return;
    const centre = Float32Array.from(sums, (sum) => (Number.isFinite(sum) ? sum / count : 0));
    this.#rows.setCentre(space.id, bytesOfFloats(centre), count);
  }
}

function needsCentre({ vectors, centredOn }: SpaceRow): boolean {
  return centreAt.some((least) => vectors >= least && centredOn < least);
}

function codesOf(
  vectors: readonly StoredVector[],
  space: SpaceRow,
): Pick<CodesRow, 'vectors' | 'codes' | 'vectorIds'> {
  const bytes = codeBytes(space.dimensions);
  const centre = floatsOfBytes(space.centre);
  const codes = new Uint8Array(vectors.length * bytes);
  for (const [at, { vector }] of vectors.entries()) {
    writeCode(floatsOfBytes(vector), centre, codes, at * bytes);
  }
  const ids = Float64Array.from(vectors, ({ id }) => id);
  return { vectors: vectors.length, codes, vectorIds: new Uint8Array(ids.buffer) };
}

function isSame(row: CodesRow, made: Pick<CodesRow, 'codes' | 'vectorIds'>): boolean {
  return Buffer.compare(row.codes, made.codes) === 0 && Buffer.compare(row.vectorIds, made.vectorIds) === 0;
}
