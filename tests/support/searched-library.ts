/** A library whose clips are known by given words, with what search needs around it. */
import {
  type SearchPlanInput,
  searchPlan,
  textFields,
  type TextField,
} from '../../src-preload/contract/search.ts';
import { ScratchIndex } from '../../src-main/db/scratch-index.ts';
import { Stemmer } from '../../src-main/db/stemming.ts';
import { createFilterRegistry, loadFilters } from '../../src-main/search/filter-registry.ts';
import {
  type FindDeps,
  findClips,
  type NearClip,
  type VectorSpace,
} from '../../src-main/search/find-clips.ts';
import { type FilledLibrary, filledLibrary, filledNowMs } from './library-database.ts';

export type KnownWords = Readonly<Partial<Record<TextField, string>>>;

export interface SearchedLibrary {
  readonly library: FilledLibrary;
  readonly deps: FindDeps;
  /** Ids of the found clips, in order. */
  readonly find: (plan: SearchPlanInput | string) => Promise<string[]>;
}

/** @param near what vectors are near to, whatever the query's vector */
export async function searchedLibrary(
  clips: Readonly<Record<string, KnownWords>>,
  near: Partial<Readonly<Record<VectorSpace, readonly NearClip[]>>> = {},
): Promise<SearchedLibrary> {
  const library = await filledLibrary();
  const { connection } = library;
  const put = connection.prepare(
    `INSERT INTO search_documents (sequence, ${textFields.join(', ')})
     VALUES ((SELECT sequence FROM clips WHERE id = ?), ${textFields.map(() => '?').join(', ')})`,
  );
  for (const [id, words] of Object.entries(clips)) {
    library.addClip(id);
    put.run(id, ...textFields.map((field) => words[field] ?? ''));
  }
  const deps: FindDeps = {
    connection,
    filters: createFilterRegistry(await loadFilters()),
    stemmer: new Stemmer(),
    scratch: new ScratchIndex(),
    vectors: {
      state: (space) => Promise.resolve(near[space] === undefined ? 'empty' : 'filled'),
      nearest: ({ space, among }) =>
        Promise.resolve((near[space] ?? []).filter(({ sequence }) => among === null || among.has(sequence))),
    },
    now: () => new Date(filledNowMs),
  };
  const idOf = connection.prepare('SELECT id FROM clips WHERE sequence = ?').pluck();
  return {
    ...{ library, deps },
    find: async (plan) => {
      const parsed = searchPlan.parse(typeof plan === 'string' ? { query: plan } : plan);
      const found = await findClips(parsed, { offset: 0, limit: 100 }, deps, new AbortController().signal);
      return found.clips.map(({ sequence }) => String(idOf.get(sequence)));
    },
  };
}
