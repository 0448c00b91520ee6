/** All codes of a library in memory, kept up to date with what the indexer wrote. */
import type { Connection } from '../../db/connection.ts';
import {
  type CodesRow,
  SearchVectorsRepository,
  type SpaceRow,
} from '../../db/repositories/search-vectors.repository.ts';
import { CodeStore } from './code-store.ts';
import type { TimeSlices } from './time-slices.ts';
import { floatsOfBytes, type SpaceKind, type SpaceName } from './vector-space.ts';

/** Rows taken up in one read: less than a slice of time takes, where clips have the usual number of frames. */
const rowsPerRead = 256;

export interface CodeSpace extends SpaceName {
  readonly id: number;
  readonly dimensions: number;
  readonly epoch: number;
  readonly centre: Float32Array;
  readonly store: CodeStore;
}

export class CodeSpaces {
  readonly #connection: Connection;
  readonly #rows: SearchVectorsRepository;
  #spaces: ReadonlyMap<number, CodeSpace> = new Map();
  #change = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#rows = new SearchVectorsRepository(connection);
  }

  get all(): readonly CodeSpace[] {
    return [...this.#spaces.values()];
  }

  find({ model, kind }: SpaceName, dimensions: number): CodeSpace | null {
    const isIt = (space: CodeSpace): boolean =>
      space.model === model && space.kind === kind && space.dimensions === dimensions;
    return this.all.find(isIt) ?? null;
  }

  /**
   * Takes up what was written since the last time. Given up halfway, it goes on from there the next time.
   *
   * @throws the reason of the slices' signal; AppError out-of-memory
   */
  async refresh(slices: TimeSlices): Promise<void> {
    while (this.#takeUp()) if (slices.isOver) await slices.next();
  }

  /** @returns whether there may be more */
  #takeUp(): boolean {
    // In one transaction: the codes that are read belong to the centres that are.
    const { spaces, changes } = this.#connection.transaction(() => ({
      spaces: this.#rows.spaces(),
      changes: this.#rows.changesAfter(this.#change, rowsPerRead),
    }))();
    this.#takeSpaces(spaces);
    for (const row of changes) {
      this.#takeCodes(row);
      this.#change = row.change;
    }
    if (changes.length > 0) this.#tidy();
    return changes.length === rowsPerRead;
  }

  /** Where the codes of a space are made anew, all its rows come again. Searches that run keep what they had. */
  #takeSpaces(rows: readonly SpaceRow[]): void {
    const isSame = ({ id, epoch }: SpaceRow): boolean => this.#spaces.get(id)?.epoch === epoch;
    if (rows.length === this.#spaces.size && rows.every(isSame)) return;
    this.#spaces = new Map(
      rows.map((row) => {
        const known = this.#spaces.get(row.id);
        return [row.id, known?.epoch === row.epoch ? known : emptySpace(row)];
      }),
    );
  }

  #takeCodes({ spaceId, sequence, vectors, codes, vectorIds }: CodesRow): void {
    const store = this.#spaces.get(spaceId)?.store;
    if (store === undefined) return;
    if (vectors === 0 || codes.length !== vectors * store.bytes) store.remove(sequence);
    else store.put(sequence, codes, new Float64Array(new Uint8Array(vectorIds).buffer));
  }

  #tidy(): void {
    if (!this.all.some(({ store }) => store.isWorthCopying)) return;
    this.#spaces = new Map(
      this.all.map((space) => {
        const { id, store } = space;
        return [id, store.isWorthCopying ? { ...space, store: store.copy() } : space];
      }),
    );
  }
}

function emptySpace({ id, model, kind, dimensions, epoch, centre }: SpaceRow): CodeSpace {
  return {
    ...{ id, model, kind: kind as SpaceKind, dimensions, epoch },
    centre: floatsOfBytes(centre),
    store: new CodeStore(dimensions),
  };
}
