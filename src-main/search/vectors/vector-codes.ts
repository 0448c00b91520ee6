/**
 * Writes the codes of clips' vectors: called inside the transaction that changed the vectors.
 *
 * The centre of a space is set from its vectors when it has 1, 64, 512 and 4,096 of them, and all its codes are made anew in the same
 * transaction: of 4,096 vectors of 512 numbers, some tenths of a second, and once in a library's life. A mean of so many hardly moves any
 * more, and codes do not depend on it being exact. Making the index anew sets it again, from vectors of the whole library.
 */
import type { Connection } from '../../db/connection.ts';
import {
  type CodesRow,
  SearchVectorsRepository,
  type SpaceRow,
  type StoredVector,
} from '../../db/repositories/search-vectors.repository.ts';
import { codeBytes, writeCode } from './one-bit-codes.ts';
import { centreOf, centreSteps, type SpaceCentre } from './space-centre.ts';
import { bytesOfFloats, floatsOfBytes, type SpaceKind, type SpaceName, spaceKindOf } from './vector-space.ts';

const centreAt = [1, 64, 512, 4_096] as const;

interface SpaceSort extends SpaceName {
  readonly dimensions: number;
}

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

  /** How many vectors are indexed. */
  get count(): number {
    return this.#rows.spaces().reduce((sum, { vectors }) => sum + vectors, 0);
  }

  /**
   * Each `next()` is one short step; the last sets the centres, forgets all codes and says of all clips that theirs are due later. Not inside
   * a transaction: others may write in between. Given up before the end, it has changed nothing.
   */
  *startAnew(): Generator<undefined, void> {
    const centres: { readonly sort: SpaceSort; readonly found: SpaceCentre }[] = [];
    for (const sort of this.#spaceSorts()) {
      const found = yield* centreSteps(this.#rows, sort);
      if (found !== null) centres.push({ sort, found });
    }
    this.#connection
      .transaction(() => {
        this.#rows.clearCodes();
        const ids = centres.map(({ sort, found }) => {
          const { id } = this.#space(sort.model, sort.kind, sort.dimensions);
          this.#rows.setCentre(id, bytesOfFloats(found.centre), found.size);
          return id;
        });
        this.#rows.removeSpacesBut(ids);
        this.#rows.postponeAll();
      })
      .immediate();
  }

  /** Each once: frames and shots are in the same space. */
  #spaceSorts(): SpaceSort[] {
    const sorts = new Map<string, SpaceSort>();
    for (const { model, kind: stored, dimensions } of this.#rows.modelsAndKinds()) {
      const kind = spaceKindOf(stored);
      if (kind !== null) sorts.set(JSON.stringify([model, kind]), { model, kind, dimensions });
    }
    return [...sorts.values()];
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
    const found = centreOf(this.#rows, space);
    if (found === null) return;
    // At least what is known of it: or it would be set anew with each clip.
    this.#rows.setCentre(space.id, bytesOfFloats(found.centre), Math.max(found.size, space.vectors));
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
