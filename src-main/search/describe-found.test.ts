import { expect, it } from 'vitest';
import { searchPlan, type SearchPlanInput } from '../../src-preload/contract/search.ts';
import { SearchIndexRepository } from '../db/repositories/search-index.repository.ts';
import { searchedLibrary } from '../../tests/support/searched-library.ts';
import { describeFound } from './describe-found.ts';
import { findClips } from './find-clips.ts';

const words = (snippet: readonly { readonly text: string; readonly kind: string }[]): string =>
  snippet.map(({ text, kind }) => (kind === 'match' ? `[${text}]` : text)).join('');

async function described(plan: SearchPlanInput, mostMoments = 3) {
  const picture = [
    { sequence: 2, similarity: 0.8, moments: [{ startSec: 7, endSec: null, similarity: 0.8 }] },
    { sequence: 1, similarity: 0.7, moments: [{ startSec: 3, endSec: 4, similarity: 0.7 }] },
  ];
  const { deps, library } = await searchedLibrary(
    {
      boat: { name: 'red boat.mp4', said: 'a boat sails. the boat is red', note: 'the Boats of 東​京' },
      dog: { sees: 'dog boat' },
    },
    { picture },
  );
  library.addFile('boat', '/films/red boat.mp4');
  const index = new SearchIndexRepository(library.connection);
  index.replaceMoments(1, 'said', [
    { startSec: 1, endSec: 2, text: 'a boat sails.' },
    {
      startSec: 10,
      endSec: 15.5,
      text: 'it is: the boat is red',
      wordTimes: [0, 10, 3, 10.5, 7, 11, 11, 12, 16, 13, 19, 14],
    },
    { startSec: 20, endSec: 21, text: 'nothing of it' },
  ]);
  index.replaceMoments(2, 'sees', [{ startSec: 0, endSec: 9, text: 'boat' }]);
  const parsed = searchPlan.parse(plan);
  const { signal } = new AbortController();
  const found = await findClips(parsed, { offset: 0, limit: 10 }, deps, signal);
  return describeFound(deps, found, mostMoments, signal);
}

const vectors = [{ space: 'picture', model: 'm', vector: 'AACAPw==' }] as const;

it('tells where words were found, marked as they are written there', async () => {
  const [clip] = await described({ query: 'boats', mode: 'text' });
  expect(clip).toMatchObject({ clipId: 'boat', path: '/films/red boat.mp4', matchType: 'note' });
  expect(clip?.ranks).toEqual([expect.objectContaining({ source: 'text', rank: 1 })]);
  expect(
    Object.fromEntries((clip?.fields ?? []).map(({ field, snippet }) => [field, words(snippet)])),
  ).toEqual({
    ...{ name: 'red [boat].mp4', note: 'the [Boats] of 東京', said: 'a [boat] sails. the [boat] is red' },
  });
});

it('gives the moments with most of the words, best first, none of others', async () => {
  const [clip] = await described({ query: 'red boat', mode: 'text' });
  expect(
    clip?.moments.map(({ startSec, endSec, lane, snippet }) => [startSec, endSec, lane, words(snippet)]),
  ).toEqual([
    // From the first word that was found.
    [12, 15.5, 'said', 'it is: the [boat] is [red]'],
    [1, 2, 'said', 'a [boat] sails.'],
  ]);
  expect(clip?.moments.map(({ score }) => score)[0]).toBe(1);
  expect((await described({ query: 'red boat', mode: 'text' }, 1))[0]?.moments).toHaveLength(1);
  expect((await described({ query: 'red boat', mode: 'text' }, 0))[0]?.moments).toEqual([]);
});

it('keeps to the lane that is asked for', async () => {
  const clips = await described({ query: 'sees:boat', mode: 'text' });
  expect(clips.map(({ clipId }) => clipId)).toEqual(['dog']);
  expect(clips[0]?.moments).toMatchObject([{ lane: 'sees', startSec: 0, endSec: 9 }]);
});

it('adds moments that look like it, and says what found a clip', async () => {
  const clips = await described({ query: 'red boat', vectors: [...vectors] });
  expect(clips.map(({ clipId, matchType }) => [clipId, matchType])).toEqual([
    ['boat', 'note'],
    ['dog', 'picture'],
  ]);
  expect(clips[0]?.moments.map(({ lane, startSec }) => [lane, startSec])).toContainEqual(['picture', 3]);
  expect(clips[1]?.moments).toContainEqual({
    lane: 'picture',
    startSec: 7,
    endSec: null,
    score: 0.8,
    snippet: [],
  });
});

it('has no reasons but the filter where only that was asked for', async () => {
  const clips = await described({ query: '-xyzzy' });
  expect(clips.map(({ matchType, fields, moments, score }) => [matchType, fields, moments, score])).toEqual([
    ['filter', [], [], 0],
    ['filter', [], [], 0],
  ]);
});
