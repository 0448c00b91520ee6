import { describe, expect, it } from 'vitest';
import { searchPlan, type QueryVector } from '../../src-preload/contract/search.ts';
import { searchedLibrary } from '../../tests/support/searched-library.ts';
import { countClips, findClips } from './find-clips.ts';

const clips = {
  boat: { name: 'red boat.mp4', said: 'we sailed at dusk over the running water', tags: 'harbour' },
  car: { name: 'car.mp4', said: 'the budget is fine', sees: 'car person', note: 'red' },
  dog: { name: 'dog.mp4', sees: 'dog person', hears: 'Bark' },
  tower: { name: '東​京​タ​ワ​ー.mp4', sees: 'tower' },
} as const;

const vector = (space: QueryVector['space']): QueryVector => ({ space, model: 'm', vector: 'AACAPw==' });
const near = (...sequences: number[]) =>
  sequences.map((sequence, at) => ({ sequence, similarity: 0.9 - at / 10, moments: [] }));
const whole = { offset: 0, limit: 100 } as const;
const never = new AbortController().signal;

describe('words', () => {
  it('all have to be there, in any field, stemmed, folded, in any script', async () => {
    const { find } = await searchedLibrary(clips);
    expect(await find('red boat')).toEqual(['boat']);
    expect(await find('BOATS run')).toEqual(['boat']);
    expect(await find('person')).toEqual(expect.arrayContaining(['car', 'dog']));
    expect(await find('person dog')).toEqual(['dog']);
    expect(await find('東京')).toEqual(['tower']);
    expect(await find('京東')).toEqual([]);
  });

  it('may be phrases, excluded, alternatives and beginnings', async () => {
    const { find } = await searchedLibrary(clips);
    expect(await find('"over the running"')).toEqual(['boat']);
    expect(await find('"running over"')).toEqual([]);
    expect(await find('person -dog')).toEqual(['car']);
    expect((await find('boat OR dog')).sort()).toEqual(['boat', 'dog']);
    expect(await find('harb*')).toEqual(['boat']);
    expect(await find({ query: 'harb', writing: 'typing' })).toEqual(['boat']);
    expect(await find({ query: 'harb', writing: 'finished' })).toEqual([]);
    expect((await find('-person')).sort()).toEqual(['boat', 'tower']);
  });

  it('that are longer than their stem are found while they are written', async () => {
    const names = ['celebration', 'organization', 'documentation', 'universities', 'happiness'];
    const { find } = await searchedLibrary(
      Object.fromEntries(names.map((name) => [name, { said: `a ${name}` }])),
    );
    for (const name of names) {
      for (let length = 3; length <= name.length; length += 1)
        expect(
          await find({ query: name.slice(0, length), writing: 'typing' }),
          name.slice(0, length),
        ).toEqual([name]);
    }
    expect(await find({ query: 'organza', writing: 'typing' })).toEqual([]);
  });

  it('are looked for in fields that are named', async () => {
    const { find } = await searchedLibrary(clips);
    expect(await find('said:budget')).toEqual(['car']);
    expect(await find('sees:budget')).toEqual([]);
    expect((await find('red')).sort()).toEqual(['boat', 'car']);
    expect(await find('note:red')).toEqual(['car']);
    expect(await find({ query: 'person', mode: 'transcript' })).toEqual([]);
    expect(await find({ query: 'budget', mode: 'transcript' })).toEqual(['car']);
  });

  it('that say little need not be there, unless there are no others', async () => {
    const { find } = await searchedLibrary(clips);
    expect(await find('where she says budget')).toEqual(['car']);
    expect(await find('the')).toEqual(expect.arrayContaining(['boat', 'car']));
    expect(await find('she')).toEqual([]);
  });

  it('stand first where a person wrote them, or in the name', async () => {
    const { find } = await searchedLibrary({
      ...{ said: { said: 'a lamp' }, named: { name: 'lamp.mp4' }, tagged: { tags: 'lamp' } },
    });
    expect(await find('lamp')).toEqual(['tagged', 'named', 'said']);
  });
});

describe('where no clip has all words', () => {
  it('those that have most of what the query is about are found', async () => {
    const { find } = await searchedLibrary({
      ...clips,
      ...Object.fromEntries(
        Array.from({ length: 20 }, (_, at) => [`common${String(at)}`, { sees: 'person' }]),
      ),
    });
    expect(await find('red boat dusk person')).toEqual(['boat']);
  });

  it('a word that nobody has beside a common one finds nothing', async () => {
    const { find } = await searchedLibrary(clips);
    expect(await find('person xyzzyplugh')).toEqual([]);
    expect(await find('qwrtz xyzzyplugh')).toEqual([]);
  });
});

describe('misspelt words', () => {
  it('are searched for as the nearest that is known, and told', async () => {
    const { deps, find } = await searchedLibrary(clips);
    expect(await find('harbuor')).toEqual(['boat']);
    expect(await find('budgt')).toEqual(['car']);
    const found = await findClips(searchPlan.parse({ query: 'harbuor' }), whole, deps, never);
    expect(found.query.corrected).toEqual([{ from: 'harbuor', to: 'harbour' }]);
    expect(found.query.understood.map(({ value }) => value)).toEqual(['harbuor']);
  });

  it('are left alone where they are short, in quotes, or mean nothing near', async () => {
    const { find } = await searchedLibrary(clips);
    expect(await find('dgo')).toEqual([]);
    expect(await find('"harbuor"')).toEqual([]);
    expect(await find('country')).toEqual([]);
    // Known, but not in the field that is asked for.
    expect(await find('said:harbuor')).toEqual([]);
  });
});

describe('vectors', () => {
  const vectors = [vector('picture'), vector('text')];

  it('are fused with words; what is in both lists stands first', async () => {
    const { find } = await searchedLibrary(clips, { picture: near(3, 1, 4) });
    expect(await find({ query: 'boat', vectors })).toEqual(['boat', 'dog', 'tower']);
    expect(await find({ query: 'boat', vectors, mode: 'text' })).toEqual(['boat']);
    expect(await find({ query: 'boat', vectors, mode: 'semantic' })).toEqual(['dog', 'boat', 'tower']);
    expect(await find({ query: 'boat', vectors, weights: { picture: 0 } })).toEqual(['boat']);
  });

  it('keep to filters and to what must not be', async () => {
    const { find } = await searchedLibrary(clips, { picture: near(3, 1, 4) });
    expect(await find({ query: 'boat -tower', vectors })).toEqual(['boat', 'dog']);
    expect(await find({ query: 'boat rating:>=3', vectors })).toEqual([]);
  });

  it('that are not there are left out, and told', async () => {
    const { deps } = await searchedLibrary(clips, { picture: near(3) });
    const states = async (plan: object) =>
      Object.fromEntries(
        (await findClips(searchPlan.parse(plan), whole, deps, never)).sources.map(({ source, state }) => [
          source,
          state,
        ]),
      );
    expect(await states({ query: 'boat' })).toEqual({
      ...{ text: 'searched', summary: 'empty', keywords: 'empty', picture: 'pending' },
    });
    expect(await states({ query: 'boat', mode: 'text', vectors })).toMatchObject({ picture: 'not-asked' });
    expect(await states({ query: 'is:hdr', vectors })).toMatchObject({
      text: 'not-asked',
      picture: 'not-asked',
    });
    expect(await states({ query: 'boat', vectors })).toMatchObject({ picture: 'searched' });
  });

  it('count in the total what words did not find', async () => {
    const { deps } = await searchedLibrary(clips, { picture: near(3, 1) });
    const { total } = await findClips(searchPlan.parse({ query: 'boat', vectors }), whole, deps, never);
    expect(total).toBe(2);
  });
});

describe('order and pages', () => {
  it('may be by what is known of the clips; what is not known comes last', async () => {
    const { find, library } = await searchedLibrary(clips);
    library.connection.exec('UPDATE cards SET duration_sec = sequence * 10 WHERE sequence <> 3');
    const by = (direction: 'ascending' | 'descending') => ({
      ...{ query: 'person OR boat', sort: { by: 'duration', direction } as const },
    });
    expect(await find(by('ascending'))).toEqual(['boat', 'car', 'dog']);
    expect(await find(by('descending'))).toEqual(['car', 'boat', 'dog']);
    expect(await find({ query: '-xyzzyplugh', sort: { by: 'added', direction: 'ascending' } })).toEqual(
      Object.keys(clips),
    );
  });

  it('come in parts that together are the whole', async () => {
    const { deps } = await searchedLibrary(clips, { picture: near(3, 1, 4) });
    for (const by of ['relevance', 'added'] as const) {
      const plan = searchPlan.parse({ query: 'person OR boat', vectors: [vector('picture')], sort: { by } });
      const parts: number[] = [];
      for (let offset = 0; offset < 6; offset += 1) {
        const { clips: part } = await findClips(plan, { offset, limit: 1 }, deps, never);
        parts.push(...part.map(({ sequence }) => sequence));
      }
      expect(parts).toHaveLength(4);
      expect(new Set(parts).size).toBe(4);
    }
  });

  it('of nothing that was asked are every clip; of what makes no sense, none', async () => {
    const { find } = await searchedLibrary(clips);
    expect(await find(' ')).toEqual(Object.keys(clips).toReversed());
    expect(await find('"" -')).toEqual([]);
  });
});

it('counts by words and filters alone', async () => {
  const { deps } = await searchedLibrary(clips, { picture: near(4) });
  const count = (query: string) => countClips(searchPlan.parse({ query }), deps);
  expect(count('person')).toBe(2);
  expect(count('-person')).toBe(2);
  expect(count('person boat dusk xyzzyplugh')).toBe(0);
  expect(count('')).toBe(4);
  expect(count('""')).toBe(0);
});

it('ends where nobody wants it any more', async () => {
  const { deps } = await searchedLibrary(clips);
  const abort = new AbortController();
  const found = findClips(searchPlan.parse({ query: 'boat' }), whole, deps, abort.signal);
  abort.abort(new Error('a newer one'));
  await expect(found).rejects.toThrow('a newer one');
});
