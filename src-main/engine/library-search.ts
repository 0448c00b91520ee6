/** Search of one connection: what it holds in memory is made when somebody searches. */
import type { Connection } from '../db/connection.ts';
import { ScratchIndex } from '../db/scratch-index.ts';
import { Stemmer } from '../db/stemming.ts';
import type { Clock } from '../platform/clock.ts';
import { createFilterRegistry, loadFilters } from '../search/filter-registry.ts';
import { vectorSearch } from '../search/near-vectors.ts';
import type { SimilarDeps } from '../search/similar.ts';
import { VectorIndex } from '../search/vectors/vector-index.ts';

export interface LibrarySearch {
  readonly search: SimilarDeps['search'];
  readonly close: () => void;
}

/** So that the inner pages of the trees of a million vectors stay in memory: what is looked up costs one read each. */
const pageCacheKib = 64 * 1024;

export function openLibrarySearch(connection: Connection, clock: Clock): LibrarySearch {
  let memory: { readonly stemmer: Stemmer; readonly scratch: ScratchIndex } | null = null;
  const open = async (): ReturnType<SimilarDeps['search']> => {
    const filters = createFilterRegistry(await loadFilters());
    memory = { stemmer: new Stemmer(), scratch: new ScratchIndex() };
    connection.pragma(`cache_size = -${String(pageCacheKib)}`);
    const index = new VectorIndex(connection);
    return {
      ...{ connection, filters, ...memory, index, vectors: vectorSearch(index) },
      now: () => new Date(clock.now()),
    };
  };
  let opened: ReturnType<SimilarDeps['search']> | null = null;
  return {
    search: () => (opened ??= open()),
    close: () => {
      memory?.stemmer.close();
      memory?.scratch.close();
    },
  };
}
