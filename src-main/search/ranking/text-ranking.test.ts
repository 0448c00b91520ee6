import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FilledLibrary, filledLibrary } from '../../../tests/support/library-database.ts';
import { compileQuery } from '../query/compile-query.ts';
import { parseQuery } from '../query/parse-query.ts';
import { rankByText } from './text-ranking.ts';

let library: FilledLibrary;
/** More than are weighed for the beginning of a word. */
const clips = 8_200;

beforeAll(async () => {
  library = await filledLibrary();
  const { connection } = library;
  // Their texts are all that is asked for.
  connection.pragma('foreign_keys = OFF');
  connection
    .prepare(
      `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
       INSERT INTO search_documents (sequence, said, name) SELECT n, 'harbour', iif(n IN (7, 8000), 'harvest', '') FROM numbers`,
    )
    .run(clips);
});
afterAll(() => {
  library.connection.close();
});

const filters = { filters: [], find: () => null };
const rank = (text: string, limit: number) => {
  const query = parseQuery(text, filters, { now: new Date(0), typing: 'typing' });
  return rankByText(library.connection, compileQuery(query), limit);
};

describe('rankByText', () => {
  it('begins with names where nearly everything begins so, and goes on with what is new', () => {
    const { total, hits } = rank('ha', 4);
    expect(total).toBe(clips);
    expect(hits.map(({ sequence }) => sequence)).toEqual([8000, 7, clips, clips - 1]);
    expect(hits.map(({ score }) => score > 0)).toEqual([true, true, false, false]);
  });

  it('takes nothing twice, and weighs all of what fewer have', () => {
    const sequences = rank('ha', clips).hits.map(({ sequence }) => sequence);
    expect(new Set(sequences).size).toBe(clips);
    expect(rank('harv', 4)).toMatchObject({ total: 2, hits: [{ sequence: 8000 }, { sequence: 7 }] });
  });
});
