import { beforeAll, describe, expect, it } from 'vitest';
import { suggest as suggestCommand } from '../../../src-preload/contract/commands/search.ts';
import { CardLibrary } from '../../../tests/support/card-library.ts';
import { indexForSearch } from '../../../tests/support/index-for-search.ts';
import { madeObjects } from '../../../tests/support/made-understanding.ts';
import { putRecentQuery } from '../../db/repositories/recent-queries.repository.ts';
import { createFilterRegistry, loadFilters } from '../filter-registry.ts';
import type { FindDeps } from '../find-clips.ts';
import { spreadScripts } from './script-spreading.ts';
import { queryFields, suggestions } from './suggest.ts';

const filters = createFilterRegistry(await loadFilters());
let library: CardLibrary;

beforeAll(async () => {
  library = await CardLibrary.open();
  const sony = { make: 'SONY', model: 'ILCE-7M4', taken: null };
  const first = library.add({
    files: [{ volume: 'one', path: 'Übersee/2024/a.mp4', state: 'present' }],
    ...{ exif: sony, tags: ['Urlaub', 'über alles'], rating: 5 },
  });
  library.add({ exif: sony, tags: ['Urlaub'] });
  library.add({ exif: { ...sony, make: 'DJI', model: 'FC 3' }, tags: ['two sons'] });
  library.putArtifact(first, 'objects', madeObjects(['dog', 1], ['door', 1]));
  await indexForSearch(library.connection);
  // No other words than these.
  library.connection.exec('DELETE FROM search_documents');
  const document = library.connection.prepare(
    'INSERT INTO search_documents (sequence, said, summary) VALUES (?, ?, ?)',
  );
  document.run(1, 'They were Happy about budgeting', spreadScripts('東京タワー'));
  document.run(2, 'the budget', '');
  putRecentQuery(library.connection, { query: 'budget 2024', mode: 'hybrid', askedMs: 1 });
  putRecentQuery(library.connection, { query: 'is:hdr sunset', mode: 'text', askedMs: 2 });
});

const deps = () => ({
  search: () => Promise.resolve({ connection: library.connection, filters } as FindDeps),
});

async function suggest(text: string, cursor: number | null = null, limit = 8) {
  const request = suggestCommand.request.parse({ text, cursor, limit });
  return suggestCommand.response.parse(await suggestions(request, deps())).suggestions;
}

/** What the text would be with each. */
async function completed(text: string, cursor: number | null = null): Promise<string[]> {
  return (await suggest(text, cursor)).map(
    ({ insert, start, end }) => text.slice(0, start) + insert + text.slice(end),
  );
}

describe('suggestions', () => {
  it('are what was asked before where nothing is written yet, then fields', async () => {
    expect((await completed('')).slice(0, 4)).toEqual(['is:hdr sunset', 'budget 2024', 'about:', 'added:']);
    expect(await suggest('', null, 3)).toHaveLength(3);
  });

  it('are fields that begin so, by their own name first', async () => {
    expect(await completed('red du')).toEqual(['red duration:']);
    expect(await completed('-la')).toEqual(['-sees:']);
    expect((await suggest('r'))[0]).toEqual({
      kind: 'field',
      insert: 'rating:',
      start: 0,
      end: 1,
      field: 'rating',
      clips: null,
    });
    expect(await completed('SPEE')).toEqual(['said:']);
  });

  it('are names of tags, cameras and folders that begin so, or have such a word, most frequent first', async () => {
    expect((await suggest('so')).map(({ kind, insert, clips }) => [kind, insert, clips])).toEqual([
      ['field', 'hears:', null],
      ['value', 'camera:"SONY ILCE-7M4"', 2],
      ['value', 'tag:"two sons"', 1],
    ]);
    expect(await completed('uber')).toEqual(['tag:"über alles"', 'folder:Übersee/2024']);
    expect(await completed('x "ur')).toEqual(['x tag:Urlaub']);
  });

  it('are values behind a field, those that begin so first', async () => {
    expect(await suggest('tag:u')).toMatchObject([
      { kind: 'value', insert: 'tag:Urlaub', start: 0, end: 5, field: 'tag', clips: 2 },
      { insert: 'tag:"über alles"', clips: 1 },
    ]);
    expect(await completed('cat -camera:"ilc')).toEqual(['cat -camera:"SONY ILCE-7M4"']);
    expect(await completed('is:qu')).toEqual(['is:quarantined', 'is:square']);
    expect(await completed('label:do')).toEqual(['sees:dog', 'sees:door']);
    expect(await suggest('label:dog')).toMatchObject([{ clips: 1 }]);
    expect(await completed('rating:')).toEqual(['rating:5', 'rating:>=3', 'rating:>=4', 'rating:none']);
    expect(await completed('added:last')).toEqual(['added:last-week', 'added:last-30-days']);
    expect(await completed('nofield:x')).toEqual([]);
  });

  it('are words as clips have them, not their stems', async () => {
    expect(await suggest('hap')).toEqual([]);
    expect(await suggest('budg')).toMatchObject([
      { kind: 'recent', insert: 'budget 2024', clips: null },
      { kind: 'word', insert: 'budgeting', clips: 2 },
    ]);
  });

  it('replace what the cursor stands in', async () => {
    expect(await completed('tag:urx sunset', 5)).toEqual(['tag:Urlaub sunset', 'tag:"über alles" sunset']);
    expect(await completed('sunset ', 7)).toEqual([]);
    expect(await completed('a OR', 4)).toEqual([]);
    expect(await completed('"urlaub"', 8)).toEqual([]);
    expect(await suggest('abc', 99)).toEqual([]);
  });

  it('can be had for any text', async () => {
    for (const text of [
      '"',
      '-',
      '((',
      'tag:"',
      "tag:'%_",
      '\0',
      '\ud800',
      'said:',
      '東',
      '😀',
      '|',
      'x'.repeat(2000),
    ]) {
      expect(Array.isArray(await suggest(text))).toBe(true);
    }
  });
});

it('fields tell what a query may have', async () => {
  const { fields } = await queryFields(deps());
  expect(fields).toContainEqual({
    id: 'rating',
    aliases: ['stars', 'rated'],
    control: 'range',
    example: 'rating:>=3',
  });
  expect(fields).toHaveLength(filters.filters.length);
});
