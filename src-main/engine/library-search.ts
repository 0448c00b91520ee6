/** Search of one connection: what it holds in memory is made when somebody searches. */
import type { Connection } from '../db/connection.ts';
import { ScratchIndex } from '../db/scratch-index.ts';
import { Stemmer } from '../db/stemming.ts';
import type { Clock } from '../platform/clock.ts';
import type { FilterRegistry } from '../search/filter-registry.ts';
import { vectorSearch } from '../search/near-vectors.ts';
import type { SimilarDeps } from '../search/similar.ts';
import { VectorIndex } from '../search/vectors/vector-index.ts';

export interface LibrarySearch {
  readonly search: SimilarDeps['search'];
  readonly close: () => void;
}

export function openLibrarySearch(
  connection: Connection,
  filters: FilterRegistry,
  clock: Clock,
): LibrarySearch {
  let memory: { readonly stemmer: Stemmer; readonly scratch: ScratchIndex } | null = null;
  let opened: ReturnType<SimilarDeps['search']> | null = null;
  return {
    search: () => {
      if (opened !== null) return opened;
      memory ??= { stemmer: new Stemmer(), scratch: new ScratchIndex() };
      const index = new VectorIndex(connection);
      opened = {
        ...{ connection, filters, ...memory, index, vectors: vectorSearch(index) },
        now: () => new Date(clock.now()),
      };
      return opened;
    },
    close: () => {
      memory?.stemmer.close();
      memory?.scratch.close();
    },
  };
}
