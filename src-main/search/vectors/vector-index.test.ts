import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  madeModel,
  type VectorLibrary,
  vectorLibrary,
  vectorMaker,
} from '../../../tests/support/made-vectors.ts';
import { seededRandom } from '../../../tests/support/seeded-random.ts';
import type { Connection } from '../../db/connection.ts';
import { dot } from './unit-vectors.ts';
import { type NearestQuestion, VectorIndex } from './vector-index.ts';

const signal = new AbortController().signal;
const picture = { model: madeModel, kind: 'picture' } as const;
const ask = (vector: Float32Array, more: Partial<NearestQuestion> = {}): NearestQuestion => ({
  ...{ space: picture, vector, among: null, signal },
  ...more,
});
const clip = (index: number): string => `clip-${String(index).padStart(5, '0')}`;

const readers: Connection[] = [];
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

async function readerOf(library: VectorLibrary): Promise<VectorIndex> {
  const connection = await library.openReader();
  readers.push(connection);
  return new VectorIndex(connection);
}

describe('recall against exact search', () => {
  const [clips, framesPerClip, dimensions] = [300, 40, 256];
  const make = vectorMaker(dimensions, seededRandom(7));
  const vectors: { readonly sequence: number; readonly vector: Float32Array }[] = [];
  const topics = Array.from({ length: 20 }, () => make.anywhere());
  let library: VectorLibrary;
  let index: VectorIndex;

  // All numbers are moved by as much, as features that are never negative are.
  const shifted = (vector: Float32Array) =>
    make.near(
      vector.map((value) => value + 0.05),
      0,
    );

  beforeAll(async () => {
    library = await vectorLibrary();
    const made = Array.from({ length: clips }, (_, at) => {
      const shot = make.near(topics[at % topics.length] ?? make.anywhere(), 1);
      const frames = Array.from({ length: framesPerClip }, () => shifted(make.near(shot, 0.6)));
      return [clip(at), frames.map((vector) => ({ vector }))] as const;
    });
    library.putAll(made);
    for (const [id, frames] of made) {
      const sequence = library.sequenceOf(id);
      vectors.push(...frames.map(({ vector }) => ({ sequence, vector })));
    }
    index = new VectorIndex(library.connection);
  });

  const exact = (query: Float32Array, among: ReadonlySet<number> | null): number[] =>
    vectors
      .filter(({ sequence }) => among === null || among.has(sequence))
      .map(({ vector }) => dot(query, vector))
      .sort((one, other) => other - one)
      .slice(0, 20);

  const recall = async (queries: readonly Float32Array[], among: ReadonlySet<number> | null) => {
    let found = 0;
    for (const query of queries) {
      const least = exact(query, among).at(-1) ?? 1;
      const hits = await index.nearest({ ...ask(query, { among }), count: 20 });
      expect(hits.length).toBe(20);
      // What is as similar as the twentieth is as good.
      found += hits.filter(({ similarity }) => similarity >= least - 1e-5).length;
    }
    return found / (queries.length * 20);
  };
  const queries = [
    ...Array.from({ length: 15 }, (_, at) => shifted(make.near(topics[at] ?? make.anywhere(), 0.7))),
    ...Array.from({ length: 15 }, (_, at) => make.near(vectors[at * 701]?.vector ?? make.anywhere(), 0.3)),
  ];

  it('is at least 0.97', async () => {
    expect(await recall(queries, null)).toBeGreaterThanOrEqual(0.97);
  });

  it('is at least 0.97 with a filter that leaves few, half, or all of the clips', async () => {
    for (const step of [100, 2, 1]) {
      const among = new Set(vectors.map(({ sequence }) => sequence).filter((each) => each % step === 0));
      expect(await recall(queries, among)).toBeGreaterThanOrEqual(0.97);
    }
  });

  it('takes a mask of clips for a set of them', async () => {
    const among = new Set([2, 5, 300]);
    const mask = new Uint8Array(400);
    for (const sequence of among) mask[sequence] = 1;
    const [query] = queries;
    if (query === undefined) throw new Error('no query');
    const hits = await index.nearest({ ...ask(query, { among: mask }), count: 30 });
    expect(hits).toEqual(await index.nearest({ ...ask(query, { among }), count: 30 }));
    expect(hits).toHaveLength(30);
    expect(hits.every(({ sequence }) => among.has(sequence))).toBe(true);
  });

  it('gives clips, none crowded out by the frames of another', async () => {
    const query = shifted(topics[3] ?? make.anywhere());
    const found = await index.nearestClips({ ...ask(query), clips: 10, moments: 3 });
    expect(found).toHaveLength(10);
    expect(found.every(({ moments }) => moments.length === 3)).toBe(true);
    const best = new Map<number, number>();
    for (const { sequence, vector } of vectors) {
      best.set(sequence, Math.max(best.get(sequence) ?? -1, dot(query, vector)));
    }
    const truth = [...best].sort((one, other) => other[1] - one[1]).slice(0, 10);
    const hits = found.filter(({ sequence }) => truth.some(([each]) => each === sequence));
    expect(hits.length).toBeGreaterThanOrEqual(9);
    expect(found.map(({ similarity }) => similarity)).toEqual(
      found.map(({ similarity }) => similarity).toSorted((one, other) => other - one),
    );
  });

  it('gives up between slices when it is told to', async () => {
    const abort = new AbortController();
    const fresh = await readerOf(library);
    const answer = fresh.nearest({ ...ask(make.anywhere(), { signal: abort.signal }), count: 20 });
    abort.abort(new Error('no longer wanted'));
    await expect(answer).rejects.toThrow('no longer wanted');
    // What was loaded until then is not lost, and the rest is not missing.
    expect(await fresh.nearest({ ...ask(queries[0] ?? make.anywhere()), count: 5 })).toEqual(
      await index.nearest({ ...ask(queries[0] ?? make.anywhere()), count: 5 }),
    );
  });

  it('tells what is usual for a query, and what stands out', async () => {
    const query = vectors[4_321]?.vector ?? make.anywhere();
    const spread = await index.spread(ask(query));
    expect(spread?.similarity.count).toBe(1_000);
    expect(Math.abs(spread?.centred.median ?? 1)).toBeLessThan(0.1);
    expect(await index.spread(ask(query))).toEqual(spread);
  });
});

it('holds no vector of a removed clip in its samples', async () => {
  const library = await vectorLibrary();
  const make = vectorMaker(16, seededRandom(4));
  const lone = make.anywhere();
  library.putAll(
    Array.from({ length: 60 }, (_, at) => [clip(at), [{ vector: lone.map((each) => -each) }]] as const),
  );
  library.putVectors('removed', [{ vector: lone }]);
  const index = await readerOf(library);
  const usual = async () => (await index.spread(ask(lone)))?.similarity.count;
  expect(await usual()).toBe(61);
  library.connection.exec(
    "DELETE FROM vectors WHERE clip_id = 'removed'; DELETE FROM runs WHERE clip_id = 'removed'; DELETE FROM clips WHERE id = 'removed'",
  );
  expect(await usual()).toBe(60);
  // One that is added is no reason to take another sample.
  library.putVectors('added', [{ vector: lone }]);
  expect(await usual()).toBe(60);
  library.putVectors(clip(3), [{ vector: lone }]);
  expect(await usual()).toBe(61);
});
