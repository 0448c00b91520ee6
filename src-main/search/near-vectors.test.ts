import { expect, it } from 'vitest';
import { madeModel, vectorLibrary, vectorMaker } from '../../tests/support/made-vectors.ts';
import { seededRandom } from '../../tests/support/seeded-random.ts';
import type { QueryVector } from '../../src-preload/contract/search.ts';
import { vectorSearch } from './near-vectors.ts';
import { VectorIndex } from './vectors/vector-index.ts';

const never = new AbortController().signal;

async function searched() {
  const make = vectorMaker(64, seededRandom(7));
  const library = await vectorLibrary();
  const boat = make.anywhere();
  for (let clip = 0; clip < 60; clip += 1) {
    const vectors = Array.from({ length: 6 }, (_, at) => ({ vector: make.anywhere(), startSec: at * 5 }));
    // Of the first three clips one moment is of a boat, seen in two frames that follow each other.
    if (clip < 3) vectors.push({ vector: make.near(boat, 0.5), startSec: 40 });
    if (clip < 3) vectors.push({ vector: make.near(boat, 0.6), startSec: 41 });
    library.putVectors(`clip${String(clip)}`, vectors);
  }
  const vector = (floats: Float32Array): QueryVector => ({
    ...{ space: 'picture', model: madeModel },
    vector: Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength).toString('base64'),
  });
  const search = vectorSearch(new VectorIndex(library.connection));
  const nearest = (floats: Float32Array, among: ReadonlySet<number> | null = null) =>
    search.nearest({ space: 'picture', vector: vector(floats), among }, never);
  return { library, make, boat, search, nearest, vector };
}

it('finds what stands out, with moments apart from each other, and nothing for what is like nothing', async () => {
  const { boat, make, nearest, library } = await searched();
  const hits = await nearest(boat);
  const wanted = ['clip0', 'clip1', 'clip2'].map((id) => library.sequenceOf(id));
  expect(hits.map(({ sequence }) => sequence).sort()).toEqual(wanted.sort());
  for (const { moments, similarity } of hits) {
    expect(moments).toHaveLength(1);
    expect(Math.abs((moments[0]?.startSec ?? 0) - 40.5)).toBe(0.5);
    expect(similarity).toBeGreaterThan(0.7);
  }
  let found = 0;
  for (let query = 0; query < 20; query += 1) found += (await nearest(make.anywhere())).length;
  expect(found).toBeLessThanOrEqual(2);
});

it('keeps to the clips it may look among', async () => {
  const { boat, nearest, library } = await searched();
  const one = library.sequenceOf('clip1');
  expect((await nearest(boat, new Set([one]))).map(({ sequence }) => sequence)).toEqual([one]);
  expect(await nearest(boat, new Set())).toEqual([]);
});

it('knows which spaces are filled, and refuses what is no vector', async () => {
  const { search, nearest, vector } = await searched();
  expect(await search.state('picture', never)).toBe('filled');
  expect(await search.state('summary', never)).toBe('empty');
  await expect(nearest(new Float32Array(64).fill(Number.NaN))).rejects.toMatchObject({
    code: 'bad-arguments',
  });
  expect(
    await search.nearest({ space: 'summary', vector: vector(new Float32Array(8)), among: null }, never),
  ).toEqual([]);
});
