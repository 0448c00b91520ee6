import { expect, it } from 'vitest';
import { madeModel, type MadeVector, vectorLibrary, vectorMaker } from '../../tests/support/made-vectors.ts';
import { seededRandom } from '../../tests/support/seeded-random.ts';
import { commands, type CommandInput } from '../../src-preload/contract/commands.ts';
import { openLibrarySearch } from '../engine/library-search.ts';
import { searchSimilar } from './similar.ts';
import { VectorIndex } from './vectors/vector-index.ts';
import { similarClips } from './similar-clips.ts';
import { pictureVectors } from '../db/repositories/search-vectors-of-clip.repository.ts';
import { bytesOfFloats } from './vectors/vector-space.ts';

const signal = new AbortController().signal;
const make = vectorMaker(64, seededRandom(22));
const [beach, forest, street] = [make.anywhere(), make.anywhere(), make.anywhere()];

/** 60 clips that have nothing to do with each other, and some of a beach, a forest and a street. */
async function library() {
  const made = await vectorLibrary();
  const shot = (vector: Float32Array, startSec: number): MadeVector[] => [
    { vector: make.near(vector, 0.3), startSec, endSec: startSec + 4, kind: 'shot' },
    { vector: make.near(vector, 0.3), startSec: startSec + 1 },
    { vector: make.near(vector, 0.3), startSec: startSec + 3 },
  ];
  for (let clip = 0; clip < 60; clip += 1) made.putVectors(`other-${String(clip)}`, shot(make.anywhere(), 0));
  made.putVectors('beach-forest', [...shot(beach, 0), ...shot(forest, 4)]);
  made.putVectors('beach-forest-2', [...shot(beach, 0), ...shot(forest, 4)]);
  made.putVectors('beach', shot(beach, 2));
  made.putVectors('long', [...shot(beach, 0), ...[4, 8, 12].flatMap((at) => shot(make.anywhere(), at))]);
  made.putVectors('street', shot(street, 0));
  made.addFile('beach', '/films/beach.mp4');
  const opened = openLibrarySearch(made.connection, made.view.clock);
  const ask = async (input: CommandInput<'search.similar'>) => {
    const request = commands['search.similar'].request.parse(input);
    const answer = await searchSimilar(request, opened, signal);
    return commands['search.similar'].response.parse(answer);
  };
  const idsOf = async (input: CommandInput<'search.similar'>) =>
    (await ask(input)).results.map(({ clipId }) => clipId);
  return {
    made,
    ask,
    idsOf,
    close: () => {
      opened.close();
    },
  };
}

const given = (vector: Float32Array, model = madeModel) => ({
  ...{ space: 'picture' as const, model },
  vector: Buffer.from(bytesOfFloats(vector)).toString('base64'),
});

it('finds what is like a whole clip, the likest first, and not the clip itself', async () => {
  const { ask, close } = await library();
  const { total, state, results } = await ask({ clip: 'beach-forest' });
  expect([total, state]).toEqual([3, 'searched']);
  expect(results.map(({ clipId }) => clipId)).toEqual(['beach-forest-2', 'beach', 'long']);
  expect(results.every(({ matchType }) => matchType === 'picture')).toBe(true);
  expect(results[1]?.path).toBe('/films/beach.mp4');
  expect(results[1]?.ranks).toMatchObject([{ source: 'picture', rank: 2, score: results[1]?.score }]);
  const scores = results.map(({ score }) => score);
  expect(scores[0]).toBeGreaterThan(0.8);
  expect(scores[2]).toBeLessThan(0.75);
  close();
});

it('finds what is like one moment, and where', async () => {
  const { ask, idsOf, close } = await library();
  const { results } = await ask({ clip: 'beach-forest', timeSec: 6.9, moments: 2 });
  expect(results.map(({ clipId }) => clipId)).toEqual(['beach-forest-2']);
  expect(results[0]?.moments).toHaveLength(2);
  for (const { startSec, lane, score } of results[0]?.moments ?? []) {
    expect([startSec >= 4, lane]).toEqual([true, 'picture']);
    expect(score).toBeGreaterThan(0.7);
  }
  expect((await idsOf({ clip: 'beach-forest', timeSec: 0.2 })).toSorted()).toEqual([
    'beach',
    'beach-forest-2',
    'long',
  ]);
  close();
});

it('finds what is like a vector, and nothing like one of another kind', async () => {
  const { ask, idsOf, close } = await library();
  expect(await idsOf({ vector: given(make.near(street, 0.5)) })).toEqual(['street']);
  expect(await ask({ vector: given(street, 'other@1') })).toMatchObject({ state: 'no-vectors', results: [] });
  expect(await ask({ vector: given(Float32Array.of(1, 2)) })).toMatchObject({ state: 'no-vectors' });
  const broken = Float32Array.from({ length: 64 }, () => Number.NaN);
  await expect(ask({ vector: given(broken) })).rejects.toMatchObject({ code: 'bad-arguments' });
  close();
});

it('takes a threshold in place of the calibrated one', async () => {
  const { ask, close } = await library();
  expect((await ask({ clip: 'street', threshold: -1 })).total).toBe(64);
  expect((await ask({ clip: 'beach-forest', threshold: 0.8 })).total).toBe(1);
  expect((await ask({ clip: 'street', threshold: 0.99 })).total).toBe(0);
  close();
});

it('narrows down by a query, pages, and sorts', async () => {
  const { made, ask, idsOf, close } = await library();
  made.connection.exec(
    "UPDATE cards SET rating = 4 WHERE sequence IN (SELECT sequence FROM clips WHERE id IN ('long', 'street'))",
  );
  expect(await idsOf({ clip: 'beach-forest', query: 'rating:>=3' })).toEqual(['long']);
  const page = await ask({ clip: 'beach-forest', offset: 1, limit: 1 });
  expect([page.total, page.results.map(({ clipId }) => clipId)]).toEqual([3, ['beach']]);
  expect(await idsOf({ clip: 'beach-forest', sort: { by: 'added', direction: 'ascending' } })).toEqual([
    'beach-forest-2',
    'beach',
    'long',
  ]);
  close();
});

it('tells of clips without vectors, of unknown ones, and of nothing asked', async () => {
  const { made, ask, close } = await library();
  made.addClip('new');
  expect(await ask({ clip: 'new' })).toMatchObject({ state: 'no-vectors', total: 0 });
  await expect(ask({ clip: 'nobody' })).rejects.toMatchObject({ code: 'clip-unknown' });
  await expect(ask({})).rejects.toMatchObject({ code: 'bad-arguments' });
  close();
});

/** A clip of 8 shots, and many clips, each of which has one of them. */
async function manyAlike(clips: number) {
  const made = await vectorLibrary();
  const shots = Array.from({ length: 8 }, () => make.anywhere());
  const frames = shots.map((vector, at): MadeVector => ({ vector, startSec: at, kind: 'shot' }));
  const others = Array.from({ length: clips }, (_, at): [string, MadeVector[]] => {
    const one = make.near(shots[at % shots.length] ?? make.anywhere(), 0.2 + at / clips);
    return [`clip-${String(at)}`, [{ vector: one, kind: 'shot' }]];
  });
  made.putAll([['own', frames], ...others]);
  const index = new VectorIndex(made.connection);
  const own = made.sequenceOf('own');
  return {
    ...{ made, index, own, connection: made.connection, like: pictureVectors(made.connection, own) },
    ...{ of: 'clip' as const, leaveOut: own, among: null, threshold: -1 },
  };
}

it('compares only the clips that are likely by their codes as wholes', async () => {
  const { made, ...question } = await manyAlike(260);
  const found = await similarClips({ ...question, signal });
  expect(found).toHaveLength(80);
  const sequences = new Set(found?.map(({ sequence }) => sequence));
  const nearest = Array.from({ length: 40 }, (_, at) => made.sequenceOf(`clip-${String(at)}`));
  // Codes of 64 bits only estimate.
  expect(nearest.filter((sequence) => sequences.has(sequence)).length).toBeGreaterThan(25);
});

it('gives up between two clips that it compares', async () => {
  const { index, ...question } = await manyAlike(30);
  const abort = new AbortController();
  const likelyClips = index.likelyClips.bind(index);
  let asked = 0;
  index.likelyClips = async (...one) => {
    const found = await likelyClips(...one);
    asked += 1;
    // All that is left is to compare what was found.
    setImmediate(() => {
      abort.abort(new Error('no longer wanted'));
    });
    return found;
  };
  const answer = similarClips({ ...question, index, signal: abort.signal });
  await expect(answer).rejects.toThrow('no longer wanted');
  expect(asked).toBe(1);
});
