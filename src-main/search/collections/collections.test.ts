import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CardLibrary } from '../../../tests/support/card-library.ts';
import { type Collection, mostCollections } from '../../../src-preload/contract/collections.ts';
import { save } from '../../../src-preload/contract/commands/collections.ts';
import type { CommandInput } from '../../../src-preload/contract/commands.ts';
import { readEvents } from '../../db/event-log.ts';
import {
  orderCollections,
  readCollections,
  removeCollections,
  restoreCollections,
  saveCollection,
} from './collections.ts';

let library: CardLibrary;
beforeAll(async () => {
  library = await CardLibrary.open();
});
beforeEach(() => {
  library.connection.exec('DELETE FROM collections; DELETE FROM events');
});

const keep = (request: CommandInput<'collections.save'>) =>
  saveCollection(save.request.parse(request), library);
const add = (name: string, query = name): Collection => keep({ name, query }).collection;
const all = (): Collection[] => readCollections(library).collections;
const names = (): string[] => all().map(({ name }) => name);
const told = (): string[][] =>
  readEvents(library.connection, { afterSequence: 0, limit: 1000 }).flatMap((event) =>
    event.type === 'collections-changed' ? [event.data.collectionIds] : [],
  );
const refused = (detail: RegExp): Error =>
  expect.objectContaining({
    code: 'bad-arguments',
    message: expect.stringMatching(detail) as string,
  }) as Error;

describe('saveCollection', () => {
  it('keeps a new one at the end, and tells of it', () => {
    add('Sea');
    const { collection, previous } = keep({ name: ' Dogs\tand cats ', query: ' sees:dog ', mode: 'text' });
    expect(previous).toBeNull();
    expect(collection).toMatchObject({
      ...{ name: 'Dogs and cats', query: 'sees:dog', mode: 'text', position: 1 },
      sort: { by: 'relevance', direction: 'descending' },
    });
    expect(all()[1]).toEqual(collection);
    expect(told()[1]).toEqual([collection.id]);
  });

  it('changes what is given, and says what stood there', () => {
    const first = add('Sea', 'water');
    const { collection, previous } = keep({ id: first.id, name: 'SEA' });
    expect([previous, collection]).toEqual([first, { ...first, name: 'SEA' }]);
    expect(keep({ id: first.id, sort: { by: 'taken' } }).collection).toMatchObject({
      ...{ name: 'SEA', query: 'water', sort: { by: 'taken', direction: 'descending' } },
    });
  });

  it('tells of nothing that was so already', () => {
    const { id } = add('Sea', 'water');
    keep({ id, name: 'Sea ', query: 'water' });
    expect(told()).toHaveLength(1);
  });

  it('refuses a name that another one has, or numbers it', () => {
    const [sea, dogs] = [add('Sea'), add('Dogs')];
    expect(() => keep({ name: 'SEA', query: 'x' })).toThrow(refused(/"Sea" already: choose another name/));
    expect(() => keep({ id: dogs.id, name: 'sea' })).toThrow(refused(/"Sea" already/));
    expect(keep({ name: 'SEA', query: 'x', ifTaken: 'number' }).collection.name).toBe('SEA (2)');
    expect(keep({ id: sea.id, name: 'sea', ifTaken: 'number' }).collection.name).toBe('sea');
    expect(names()).toEqual(['sea', 'Dogs', 'SEA (2)']);
  });

  it('refuses what it can not keep, and keeps what is there', () => {
    expect(() => keep({ name: 'Sea' })).toThrow(refused(/needs a name and a query/));
    expect(() => keep({ id: 'gone', name: 'Sea' })).toThrow(refused(/not there any more/));
    expect(save.request.safeParse({ name: ' ', query: '' }).success).toBe(false);
    expect(save.request.safeParse({ name: 'x'.repeat(81), query: '' }).success).toBe(false);
    for (let number = 0; number < mostCollections; number += 1) add(`c${String(number)}`);
    expect(() => add('one more')).toThrow(refused(/500 collections already/));
    expect(all()).toHaveLength(mostCollections);
  });
});

describe('taking back', () => {
  it('brings removed ones back to where they were, and numbers a name that was given away', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => add(name)) as [
      Collection,
      Collection,
      Collection,
      Collection,
    ];
    const { removed } = removeCollections({ ids: [d.id, 'unknown', b.id] }, library);
    expect(removed).toEqual([b, d]);
    expect(all().map(({ position }) => position)).toEqual([0, 1]);
    restoreCollections({ collections: [d, b] }, library);
    expect(all()).toEqual([a, b, c, d]);
    removeCollections({ ids: [b.id] }, library);
    add('B');
    const { restored } = restoreCollections({ collections: removed }, library);
    expect(restored.map(({ name }) => name)).toEqual(['b (2)', 'd']);
    expect(names()).toEqual(['a', 'b (2)', 'c', 'd', 'B']);
  });

  it('gives a changed one its content again where it stands now', () => {
    const [a, b] = [add('a'), add('b')];
    keep({ id: a.id, name: 'other', query: 'other' });
    orderCollections({ ids: [b.id, a.id] }, library);
    restoreCollections({ collections: [a] }, library);
    expect(all()).toEqual([
      { ...b, position: 0 },
      { ...a, position: 1 },
    ]);
  });

  it('works after any removals', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(5), { minLength: 1 }), (chosen) => {
        library.connection.exec('DELETE FROM collections');
        const before = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => add(name));
        const ids = chosen.map((index) => before[index]?.id ?? '');
        const { removed } = removeCollections({ ids }, library);
        expect(all()).toHaveLength(6 - chosen.length);
        restoreCollections({ collections: removed }, library);
        expect(all()).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });
});

describe('orderCollections', () => {
  it('puts what is named first, and keeps the others in their order behind', () => {
    const ids = ['a', 'b', 'c', 'd'].map((name) => add(name).id);
    const [a = '', b = '', c = '', d = ''] = ids;
    const { previous } = orderCollections({ ids: [c, 'unknown', a, c] }, library);
    expect([previous, names()]).toEqual([ids, ['c', 'a', 'b', 'd']]);
    expect(told().at(-1)?.sort()).toEqual([a, b, c].sort());
    orderCollections({ ids: previous }, library);
    expect(names()).toEqual(['a', 'b', 'c', 'd']);
    orderCollections({ ids: [a, b, c, d] }, library);
    expect(told()).toHaveLength(6);
  });
});
