import { afterEach, expect, it } from 'vitest';
import {
  madeModel,
  type VectorLibrary,
  vectorLibrary,
  vectorMaker,
} from '../../../tests/support/made-vectors.ts';
import { seededRandom } from '../../../tests/support/seeded-random.ts';
import type { Connection } from '../../db/connection.ts';
import { SearchVectorsRepository } from '../../db/repositories/search-vectors.repository.ts';
import { centreOf } from './space-centre.ts';
import { dot, unitVector } from './unit-vectors.ts';
import { VectorIndex } from './vector-index.ts';
import { floatsOfBytes } from './vector-space.ts';

const signal = new AbortController().signal;
const space = { model: madeModel, kind: 'picture' } as const;
const make = vectorMaker(100, seededRandom(11));
const readers: Connection[] = [];

afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

async function opened(): Promise<{ library: VectorLibrary; index: VectorIndex }> {
  const library = await vectorLibrary();
  const reader = await library.openReader();
  readers.push(reader);
  return { library, index: new VectorIndex(reader) };
}

const nearest = async (index: VectorIndex, vector: Float32Array, count = 3) =>
  index.nearest({ space, vector, among: null, signal, count });

const rowsOf = (library: VectorLibrary, table: string): Record<string, unknown>[] =>
  library.connection.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];

/** As the indexer does. */
function indexStale(library: VectorLibrary): void {
  for (const row of rowsOf(library, 'search_stale')) {
    if (row['part'] === 'vectors') library.codes.index(Number(row['sequence']));
  }
  library.connection.exec('DELETE FROM search_stale');
}

function startAnew({ codes }: VectorLibrary): void {
  const steps = codes.startAnew();
  while (steps.next().done !== true);
}

it('lets a reader take up what is added, replaced and removed', async () => {
  const { library, index } = await opened();
  const [one, two, three] = [make.anywhere(), make.anywhere(), make.anywhere()];
  expect(await nearest(index, one)).toEqual([]);
  const a = library.putVectors('A', [
    { vector: one, startSec: 1 },
    { vector: two, startSec: 2, endSec: 4, kind: 'shot' },
  ]);
  const b = library.putVectors('B', [{ vector: three }]);
  const [best] = await nearest(index, two);
  expect(best).toMatchObject({ sequence: a, kind: 'shot', startSec: 2, endSec: 4 });
  expect(best?.similarity).toBeCloseTo(1, 5);
  library.putVectors('A', [{ vector: three }]);
  expect((await nearest(index, two)).map(({ sequence }) => sequence).toSorted()).toEqual([a, b]);
  expect((await nearest(index, two))[0]?.similarity).toBeLessThan(0.9);
  library.putVectors('B', []);
  expect((await nearest(index, three)).map(({ sequence }) => sequence)).toEqual([a]);
});

it('forgets a clip that is removed, without a trace', async () => {
  const { library, index } = await opened();
  library.putVectors('A', [{ vector: make.anywhere() }]);
  const b = library.putVectors('B', [{ vector: make.anywhere() }]);
  expect(await nearest(index, make.anywhere())).toHaveLength(2);
  library.connection.exec(
    "DELETE FROM vectors WHERE clip_id = 'B'; DELETE FROM runs WHERE clip_id = 'B'; DELETE FROM clips WHERE id = 'B'",
  );
  expect(await nearest(index, make.anywhere())).toHaveLength(1);
  const row = rowsOf(library, 'vector_codes').find((each) => each['clip_sequence'] === b);
  expect(row).toMatchObject({ vectors: 0, codes: Buffer.alloc(0), vector_ids: Buffer.alloc(0) });
  expect(rowsOf(library, 'vector_spaces')).toMatchObject([{ vectors: 1 }]);
  // To index what is gone changes nothing.
  library.codes.index(b);
  expect(index.spaces).toMatchObject([{ vectors: 1, clips: 1 }]);
});

it('writes nothing where nothing changed', async () => {
  const { library } = await opened();
  const sequence = library.putVectors('A', [{ vector: make.anywhere() }, { vector: make.anywhere() }]);
  const before = rowsOf(library, 'vector_codes');
  library.codes.index(sequence);
  expect(rowsOf(library, 'vector_codes')).toEqual(before);
});

it('keeps models, kinds and lengths apart', async () => {
  const { library, index } = await opened();
  const vector = make.anywhere();
  library.putVectors('A', [
    { vector },
    { vector, kind: 'summary' },
    { vector, kind: 'keywords', model: 'other@1' },
    { vector: vector.slice(0, 50) },
  ]);
  expect(await nearest(index, vector)).toMatchObject([{ kind: 'frame' }]);
  expect(
    index.spaces.map(({ model, kind, dimensions, vectors }) => [model, kind, dimensions, vectors]),
  ).toEqual(
    expect.arrayContaining([
      [madeModel, 'picture', 100, 1],
      [madeModel, 'summary', 100, 1],
      ['other@1', 'keywords', 100, 1],
      [madeModel, 'picture', 50, 1],
    ]),
  );
  const other = { model: 'other@1', kind: 'picture' } as const;
  expect(await index.nearest({ space: other, vector, among: null, signal, count: 1 })).toEqual([]);
});

it('sets the centre anew as the space grows, and readers follow', async () => {
  const { library, index } = await opened();
  const offset = make.anywhere();
  const shifted = () => make.near(offset, 0.5);
  library.putVectors('A', [{ vector: make.anywhere() }]);
  await index.refresh(signal);
  const centred = () => rowsOf(library, 'vector_spaces').map((row) => [row['centred_on'], row['epoch']]);
  expect(centred()).toEqual([[1, 2]]);
  for (let clip = 0; clip < 40; clip += 1) {
    library.putVectors(`clip ${String(clip)}`, [{ vector: shifted() }, { vector: shifted() }]);
    if (clip % 9 === 0) await index.refresh(signal);
  }
  expect(centred()).toEqual([[65, 3]]);
  await index.refresh(signal);
  expect(index.spaces).toMatchObject([{ vectors: 81, clips: 41 }]);
  const centre = index.centre(space, 100);
  expect(centre === null ? 0 : dot(centre, offset)).toBeGreaterThan(0.7);
  // Made with one centre, all of them: as if the index were made anew.
  const codesByClip = () =>
    new Map(rowsOf(library, 'vector_codes').map((row) => [row['clip_sequence'], row['codes']] as const));
  const before = codesByClip();
  library.connection.exec('UPDATE vector_spaces SET centred_on = 64');
  for (const [sequence] of before) library.codes.index(Number(sequence));
  expect(codesByClip()).toEqual(before);
});

it('keeps the centre of a large space', async () => {
  const { library } = await opened();
  const small = vectorMaker(8, seededRandom(3));
  const some = Array.from({ length: 500 }, () => ({ vector: small.anywhere() }));
  const clips = Array.from({ length: 66 }, (_, at) => [`clip ${String(at)}`, some] as const);
  library.putAll(clips.slice(0, 9));
  const space = () => rowsOf(library, 'vector_spaces')[0];
  expect(space()).toMatchObject({ vectors: 4_500, centred_on: 4_500 });
  const epoch = space()?.['epoch'];
  library.putAll(clips.slice(9));
  for (let clip = 0; clip < 5; clip += 1) library.putVectors(`more ${String(clip)}`, some.slice(0, 3));
  expect(space()).toMatchObject({ vectors: 33_015, epoch });
  // Made anew, it is centred once: on all that there is.
  startAnew(library);
  const anew = space();
  expect(anew).toMatchObject({ vectors: 0, centred_on: 33_015 });
  indexStale(library);
  expect(space()).toEqual({ ...anew, vectors: 33_015 });
});

it('is made anew in steps, of which the last leaves the clips to be indexed', async () => {
  const { library, index } = await opened();
  const vector = make.anywhere();
  const a = library.putVectors('A', [{ vector }, { vector: make.anywhere(), kind: 'shot' }]);
  library.putVectors('B', [{ vector: make.anywhere(), kind: 'summary' }]);
  library.putVectors('B', []);
  await index.refresh(signal);
  indexStale(library);
  const before = rowsOf(library, 'vector_codes');
  const steps = library.codes.startAnew();
  expect(steps.next().done).toBe(false);
  // Given up, it has changed nothing; meanwhile others can write.
  expect(rowsOf(library, 'vector_codes')).toEqual(before);
  library.putVectors('C', [{ vector: make.anywhere() }]);
  while (steps.next().done !== true);
  expect(rowsOf(library, 'search_stale').filter(({ part }) => part === 'vectors')).toEqual(
    ['A', 'C'].map((id) => ({ sequence: library.sequenceOf(id), part: 'vectors', due: 'later' })),
  );
  expect([rowsOf(library, 'vector_codes'), library.codes.count]).toEqual([[], 0]);
  expect(await nearest(index, vector)).toEqual([]);
  indexStale(library);
  expect(library.codes.count).toBe(3);
  expect(await nearest(index, vector, 1)).toMatchObject([{ sequence: a }]);
  expect(rowsOf(library, 'vector_spaces')).toHaveLength(1);
  library.connection.exec('DELETE FROM vectors');
  startAnew(library);
  expect(await nearest(index, vector)).toEqual([]);
  expect([rowsOf(library, 'vector_spaces'), rowsOf(library, 'vector_codes')]).toEqual([[], []]);
});

it('takes the mean of a library for the centre, of a large one that of a sample', async () => {
  const { library } = await opened();
  const rows = new SearchVectorsRepository(library.connection);
  const small = vectorMaker(4, seededRandom(5));
  const offset = small.anywhere();
  const frames = (count: number) => Array.from({ length: count }, () => ({ vector: small.near(offset, 1) }));
  library.putVectors('A', frames(100));
  const found = centreOf(rows, { model: madeModel, kind: 'picture', dimensions: 4 });
  const mean = (at: number): number =>
    rows
      .vectorsOfClip(library.sequenceOf('A'))
      .reduce((sum, { vector }) => sum + (floatsOfBytes(vector)[at] ?? 0), 0) / 100;
  [0, 1, 2, 3].forEach((at) => {
    expect(found?.centre[at]).toBeCloseTo(mean(at), 5);
  });
  library.putAll(Array.from({ length: 20 }, (_, at) => [`clip ${String(at)}`, frames(1_000)] as const));
  const sampled = centreOf(rows, { model: madeModel, kind: 'picture', dimensions: 4 });
  expect(sampled?.size).toBe(20_100);
  expect(unitVector(sampled?.centre ?? offset)[0]).toBeCloseTo(offset[0] ?? 0, 1);
  expect(centreOf(rows, { model: 'other@1', kind: 'picture', dimensions: 4 })).toBeNull();
});

it('tells the truth of a vector whose id became that of another', async () => {
  const { library, index } = await opened();
  const [one, two] = [make.anywhere(), make.anywhere()];
  library.putVectors('A', [{ vector: one }]);
  await index.refresh(signal);
  // As if the reader had looked just before: the code in memory is of the old vector.
  library.connection.prepare('UPDATE vectors SET vector = ?').run(new Uint8Array(two.buffer));
  const [hit] = await nearest(index, one);
  expect(hit?.similarity).toBeCloseTo(dot(one, two), 5);
});

it('is exact in small spaces, whatever the vectors are', async () => {
  const { library, index } = await opened();
  const all = Array.from({ length: 200 }, () => make.anywhere());
  for (let clip = 0; clip < 20; clip += 1) {
    library.putVectors(
      `clip ${String(clip)}`,
      all.slice(clip * 10, clip * 10 + 10).map((vector) => ({ vector })),
    );
  }
  for (let time = 0; time < 10; time += 1) {
    const query = make.anywhere();
    const expected = all.map((vector) => dot(vector, query)).sort((one, other) => other - one);
    const hits = await nearest(index, query, 25);
    hits.forEach(({ similarity }, at) => {
      expect(similarity).toBeCloseTo(expected[at] ?? 0, 5);
    });
    expect(hits).toHaveLength(25);
  }
  const zero = new Float32Array(100);
  library.putVectors('zero', [{ vector: zero }]);
  expect(await nearest(index, zero, 5)).toHaveLength(5);
});
