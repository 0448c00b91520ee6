import { expect, it } from 'vitest';
import { searchPlan } from '../../src-preload/contract/search.ts';
import { searchedLibrary } from '../../tests/support/searched-library.ts';
import { searchFacets } from './search-clips.ts';

const never = new AbortController().signal;

it('lists the values of what was found, each with what narrows to it', async () => {
  const { deps, find, library } = await searchedLibrary({
    ...{
      a: { name: 'red boat', said: 'boat' },
      b: { said: 'red boat' },
      c: { name: 'boat' },
      d: { name: 'dog' },
    },
  });
  library.connection.exec(
    `UPDATE cards SET camera = 'Sony A7', codec = 'hevc', width = 3840, height = 2160 WHERE sequence <= 2`,
  );
  library.connection.exec(
    `UPDATE cards SET camera = 'Canon R5', rating = 4 WHERE sequence = 3; UPDATE cards SET camera = 'Sony A7 III' WHERE sequence = 4`,
  );
  const { total, facets } = await searchFacets(
    searchPlan.parse({ query: 'boat' }),
    { search: () => Promise.resolve(deps) },
    never,
  );
  expect(total).toBe(3);
  const values = (name: string) => facets.find(({ facet }) => facet === name)?.values ?? [];
  expect(values('camera')).toEqual([
    { value: 'Sony A7', clips: 2, query: 'camera:"=Sony A7"' },
    { value: 'Canon R5', clips: 1, query: 'camera:"=Canon R5"' },
  ]);
  expect(values('match')).toEqual([
    { value: 'name', clips: 2, query: 'name:boat' },
    { value: 'said', clips: 2, query: 'said:boat' },
  ]);
  // What a facet says is what one gets.
  for (const { values: all } of facets) {
    for (const { query, clips } of all) expect(await find(`boat ${query}`), query).toHaveLength(clips);
  }
});

it('of nothing are none', async () => {
  const { deps } = await searchedLibrary({ a: { name: 'boat' } });
  const plan = searchPlan.parse({ query: 'xyzzyplugh' });
  expect(await searchFacets(plan, { search: () => Promise.resolve(deps) }, never)).toEqual({
    total: 0,
    facets: [],
  });
});
