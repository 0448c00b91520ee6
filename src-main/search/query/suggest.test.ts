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

const deps = () => ({ search: () => ({ connection: library.connection, filters }) as FindDeps });

function suggest(text: string, cursor: number | null = null, limit = 8) {
  const request = suggestCommand.request.parse({ text, cursor, limit });
  return suggestCommand.response.parse(suggestions(request, deps())).suggestions;
}

/** What the text would be with each. */
function completed(text: string, cursor: number | null = null): string[] {
  return suggest(text, cursor).map(
    ({ insert, start, end }) => text.slice(0, start) + insert + text.slice(end),
  );
}

describe('suggestions', () => {
  it('are what was asked before where nothing is written yet, then fields', () => {
    expect(completed('').slice(0, 4)).toEqual(['is:hdr sunset', 'budget 2024', 'about:', 'added:']);
    expect(suggest('', null, 3)).toHaveLength(3);
  });

  it('are fields that begin so, by their own name first', () => {
    expect(completed('red du')).toEqual(['red duration:']);
    expect(completed('-la')).toEqual(['-sees:']);
    expect(suggest('r')[0]).toEqual({
      kind: 'field',
      insert: 'rating:',
      start: 0,
      end: 1,
      field: 'rating',
      clips: null,
    });
    expect(completed('SPEE')).toEqual(['said:']);
  });

  it('are names of tags, cameras and folders that begin so, or have such a word, most frequent first', () => {
    expect(suggest('so').map(({ kind, insert, clips }) => [kind, insert, clips])).toEqual([
      ['field', 'hears:', null],
      ['value', 'camera:"SONY ILCE-7M4"', 2],
      ['value', 'tag:"two sons"', 1],
    ]);
    expect(completed('uber')).toEqual(['tag:"über alles"', 'folder:Übersee/2024']);
    expect(completed('x "ur')).toEqual(['x tag:Urlaub']);
  });

  it('are values behind a field, those that begin so first', () => {
    expect(suggest('tag:u')).toMatchObject([
      { kind: 'value', insert: 'tag:Urlaub', start: 0, end: 5, field: 'tag', clips: 2 },
      { insert: 'tag:"über alles"', clips: 1 },
    ]);
    expect(completed('cat -camera:"ilc')).toEqual(['cat -camera:"SONY ILCE-7M4"']);
    expect(completed('is:qu')).toEqual(['is:quarantined', 'is:square']);
    expect(completed('label:do')).toEqual(['sees:dog', 'sees:door']);
    expect(suggest('label:dog')).toMatchObject([{ clips: 1 }]);
    expect(completed('rating:')).toEqual(['rating:5', 'rating:>=3', 'rating:>=4', 'rating:none']);
    expect(completed('added:last')).toEqual(['added:last-week', 'added:last-30-days']);
    expect(completed('nofield:x')).toEqual([]);
  });

  it('are words as clips have them, not their stems', () => {
    expect(suggest('hap')).toEqual([]);
    expect(suggest('budg')).toMatchObject([
      { kind: 'recent', insert: 'budget 2024', clips: null },
      { kind: 'word', insert: 'budgeting', clips: 2 },
    ]);
  });

  it('replace what the cursor stands in', () => {
    expect(completed('tag:urx sunset', 5)).toEqual(['tag:Urlaub sunset', 'tag:"über alles" sunset']);
    expect(completed('sunset ', 7)).toEqual([]);
    expect(completed('a OR', 4)).toEqual([]);
    expect(completed('"urlaub"', 8)).toEqual([]);
    expect(suggest('abc', 99)).toEqual([]);
  });

  it('can be had for any text', () => {
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
      expect(Array.isArray(suggest(text))).toBe(true);
    }
  });
});

it('fields tell what a query may have', () => {
  const { fields } = queryFields(deps());
  expect(fields).toContainEqual({
    id: 'rating',
    aliases: ['stars', 'rated'],
    control: 'range',
    example: 'rating:>=3',
  });
  expect(fields).toHaveLength(filters.filters.length);
});
