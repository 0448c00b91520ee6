import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CardLibrary } from '../../../tests/support/card-library.ts';
import { exportAll, save } from '../../../src-preload/contract/commands/collections.ts';
import type { CommandInput } from '../../../src-preload/contract/commands.ts';
import { readEvents } from '../../db/event-log.ts';
import { exportCollections, importCollections } from './collection-transfer.ts';
import { readCollections, saveCollection } from './collections.ts';

let library: CardLibrary;
let other: CardLibrary;
beforeAll(async () => {
  [library, other] = await Promise.all([CardLibrary.open(), CardLibrary.open()]);
});
beforeEach(() => {
  for (const { connection } of [library, other])
    connection.exec('DELETE FROM collections; DELETE FROM events');
});

const keep = (request: CommandInput<'collections.save'>, where = library) =>
  saveCollection(save.request.parse(request), where).collection;
const bring = (text: string, ifTaken: 'keep-both' | 'replace' = 'keep-both', where = library) =>
  importCollections({ fileName: 'c.json', text, ifTaken }, where);
const written = (collections: readonly unknown[], changes: object = {}): string =>
  JSON.stringify({ format: 'rushes-collections', version: 1, exportedAt: '', collections, ...changes });
const contents = (where = library): unknown[] =>
  readCollections(where).collections.map(({ name, query, mode, sort }) => ({ name, query, mode, sort }));
const listed = (): string[] =>
  readCollections(library).collections.map(({ name, query }) => `${name}: ${query}`);
const refused = (detail: RegExp): Error =>
  expect.objectContaining({
    code: 'bad-arguments',
    message: expect.stringMatching(detail) as string,
  }) as Error;

describe('collections', () => {
  it('come to another library as they were, once', () => {
    keep({
      name: 'Größe "x"',
      query: 'height:>=2160 "a b" 海',
      mode: 'text',
      sort: { by: 'taken', direction: 'ascending' },
    });
    const last = keep({ name: 'All', query: '' });
    const document = exportCollections({ ids: null }, library);
    expect(exportAll.response.parse(document)).toEqual(document);
    const text = JSON.stringify(document);
    expect(bring(text, 'keep-both', other).added).toHaveLength(2);
    expect(contents(other)).toEqual(contents());
    const events = readEvents(other.connection, { afterSequence: 0, limit: 9 });
    expect(events.map(({ type }) => type)).toEqual(['collections-changed']);
    expect(bring(text, 'keep-both', other)).toMatchObject({
      ...{ added: [], replaced: [] },
      leftOut: [
        { entry: 1, reason: 'same' },
        { entry: 2, reason: 'same' },
      ],
    });
    expect(exportCollections({ ids: [last.id, 'unknown'] }, library).collections).toHaveLength(1);
  });

  it('are numbered where a name is taken, though not again when they come again', () => {
    keep({ name: 'Sea', query: 'water' });
    const text = written([{ name: 'SEA', query: 'waves' }]);
    expect(bring(text).added.map(({ name }) => name)).toEqual(['SEA (2)']);
    expect(bring(text).leftOut).toMatchObject([{ name: 'SEA', reason: 'same' }]);
    expect(listed()).toEqual(['Sea: water', 'SEA (2): waves']);
  });

  it('take the place of those with their name where that is wanted', () => {
    const before = keep({ name: 'Sea', query: 'water' });
    keep({ name: 'Dogs', query: 'dog' });
    const text = written([
      { name: 'SEA', query: 'waves' },
      { name: 'sea', query: 'foam' },
      { name: 'dogs', query: 'dog' },
    ]);
    const { added, replaced, leftOut } = bring(text, 'replace');
    expect(replaced).toEqual([{ before, after: { ...before, name: 'SEA', query: 'waves' } }]);
    expect(added.map(({ name }) => name)).toEqual(['sea (2)']);
    expect(leftOut).toMatchObject([{ entry: 3, reason: 'same' }]);
    expect(listed()).toEqual(['SEA: waves', 'Dogs: dog', 'sea (2): foam']);
  });

  it('are taken in but for the bad ones, which are told with their reasons', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ name: `n${String(index)}`, query: 'q' }));
    const bad = [7, null, { name: 'No query' }, { name: 'Odd', query: 'q', mode: 'telepathy' }];
    const { added, leftOut } = bring(written([...bad, ...many, { name: 'Last', query: 'q' }]));
    expect(added).toHaveLength(500);
    expect(leftOut.map(({ entry, name, reason }) => [entry, name, reason])).toEqual([
      [1, null, 'not-a-collection'],
      [2, null, 'not-a-collection'],
      [3, 'No query', 'not-a-collection'],
      [4, 'Odd', 'not-a-collection'],
      [505, 'Last', 'too-many'],
    ]);
    expect(leftOut[3]?.detail).toMatch(/^mode: /);
  });

  it.each([
    ['{', /c\.json: this is not JSON/],
    ['[]', /not collections that Rushes exported/],
    ['{"format":"other","version":1,"collections":[]}', /not collections that Rushes exported/],
    [written([], { version: 2 }), /newer Rushes wrote this \(version 2; this one reads up to 1\): update/],
    [written([], { version: 3, collections: 'another shape' }), /newer Rushes/],
    [written([], { collections: null }), /collections: /],
  ])('are refused where the document is %s', (text, message) => {
    expect(() => bring(text)).toThrow(refused(message));
    expect(listed()).toEqual([]);
  });

  it('come from a file with a byte order mark', () => {
    expect(bring(`\uFEFF${written([{ name: 'Sea', query: 'water' }])}`).added).toHaveLength(1);
  });
});
