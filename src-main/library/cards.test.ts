import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CardLibrary, cardsNowMs, type MadeClip } from '../../tests/support/card-library.ts';
import {
  anyClips,
  anyFilter,
  anySort,
  orderedNaively,
  passesNaively,
} from '../../tests/support/random-cards.ts';
import {
  card,
  clipFilter,
  type ClipFilterInput,
  clipSort,
  sortKeys,
} from '../../src-preload/contract/cards.ts';
import { readCardIds, readCardPage, readCardPosition, readCards } from './cards.ts';

let library: CardLibrary;
beforeAll(async () => {
  library = await CardLibrary.open();
});
beforeEach(() => {
  library.clear();
});

type SortInput = Parameters<typeof clipSort.parse>[0];
const page = (filter: ClipFilterInput = {}, sort: SortInput = {}, offset = 0, limit = 100) =>
  readCardPage({ filter: clipFilter.parse(filter), sort: clipSort.parse(sort), offset, limit }, library);
const namesOf = (filter: ClipFilterInput): string[] =>
  page(filter, { by: 'name', direction: 'ascending' }).cards.map(({ name }) => name);
const named = (path: string, over: Partial<MadeClip> = {}): string =>
  library.add({ files: [{ volume: 'one', path, state: 'present' }], ...over });

describe('a card', () => {
  it('shows all that is known of a clip', () => {
    const id = library.add({
      files: [{ volume: 'two', path: 'x/Clip.mp4', state: 'present' }],
      picture: { durationSec: 12.5, width: 2160, height: 3840, codec: 'hevc', hdr: 'HLG' },
      exif: { make: 'Canon', model: 'Canon EOS R5', taken: '2020-02-03T04:05:06+02:00' },
      jobs: ['done', 'skipped', 'failed', 'waiting', 'blocked'],
      ...{ rating: 4, note: 'x', tags: ['sea', 'Beach', 'SEA'], isOpened: true },
    });
    const file = { sizeBytes: 1, sha256: 'ab', mediaType: 'image/jpeg', width: 640, height: 360 };
    const poster = {
      ...file,
      path: 'poster/0123456789ab/poster.jpg',
      timeSec: 1,
      toneMapped: false,
      candidates: [],
    };
    library.putArtifact(id, 'poster', poster);
    const strip = { tileWidth: 160, tileHeight: 90, columns: 10, tileTimesSec: [0, 6] };
    const path = 'filmstrip/ba9876543210/filmstrip.jpg';
    library.putArtifact(id, 'filmstrip', { ...file, path, ...strip, toneMapped: false });
    const { total, cards } = page();
    expect(total).toBe(1);
    expect(card.parse(cards[0])).toEqual({
      ...{ id, name: 'Clip.mp4', path: '/mnt/two/x/Clip.mp4', state: 'failed', durationSec: 12.5 },
      ...{
        width: 2160,
        height: 3840,
        resolution: '4k',
        framesPerSecond: 25,
        codec: 'hevc',
        hdrFormat: 'HLG',
      },
      ...{ camera: 'Canon EOS R5', sizeBytes: 1000, added: '2026-11-20T12:00:00.000Z' },
      ...{ taken: '2020-02-03T04:05:06+02:00', opened: new Date(cardsNowMs).toISOString(), rating: 4 },
      ...{ tags: ['Beach', 'sea'], hasNote: true, stages: { settled: 3, total: 5, failed: 1 } },
      poster: { version: '0123456789ab', width: 640, height: 360 },
      filmstrip: { version: 'ba9876543210', width: 640, height: 360, ...strip },
    });
  });

  it('shows nothing of what is not known, or does not fit', () => {
    const id = library.add({ files: [] });
    library.putArtifact(id, 'poster', { path: 'poster/x/poster.jpg' });
    library.putArtifact(id, 'filmstrip', 'not JSON');
    expect(card.parse(page().cards[0])).toMatchObject({
      ...{
        id,
        name: id,
        path: null,
        state: 'missing',
        durationSec: null,
        width: null,
        resolution: 'unknown',
      },
      ...{ codec: null, hdrFormat: null, camera: null, taken: null, opened: null, rating: null, tags: [] },
      ...{ hasNote: false, poster: null, filmstrip: null, stages: { settled: 0, total: 0, failed: 0 } },
    });
  });

  it.each([
    ['Canon', 'Canon EOS R5', 'Canon EOS R5'],
    ['CANON', 'Canon EOS R5', 'Canon EOS R5'],
    ['SONY', 'ILCE-7M4', 'SONY ILCE-7M4'],
    ['GoPro', null, 'GoPro'],
    [null, 'Pixel', 'Pixel'],
    [null, null, null],
  ])('names the camera of %s, %s', (make, model, camera) => {
    library.add({ exif: { make, model, taken: null } });
    expect(page().cards[0]?.camera).toBe(camera);
  });

  it.each([
    [7680, 4320, '8k'],
    [4096, 2160, '4k'],
    [2160, 3840, '4k'],
    [3840, 1600, '4k'],
    [2560, 1440, '1440p'],
    [1920, 800, '1080p'],
    [1440, 1080, '1080p'],
    [1280, 720, '720p'],
    [720, 576, 'sd'],
    [0, 0, 'unknown'],
  ])('calls %i x %i %s', (width, height, resolution) => {
    library.add({ picture: { durationSec: 1, width, height, codec: 'h264', hdr: null } });
    expect(page().cards[0]).toMatchObject({ width, height, resolution });
  });

  it('is found by its id, in the order asked for', () => {
    const ids = ['a', 'b', 'c'].map((name) => named(name));
    const asked = [ids[2], 'unknown', ids[0]].filter((id) => id !== undefined);
    expect(readCards({ clipIds: asked }, library).cards.map(({ id }) => id)).toEqual([ids[2], ids[0]]);
  });
});

describe('a filter', () => {
  it('finds words in names, tags and notes, in any order, whatever their case and accents', () => {
    named('Été à Lisbonne.mp4');
    named('winter.mp4', { tags: ['Lisbonne'], note: 'In the\nEVENING 100%' });
    named('other.mp4');
    expect(namesOf({ text: ' lisbonne  ETE ' })).toEqual(['Été à Lisbonne.mp4']);
    expect(namesOf({ text: 'LISBONNE' })).toEqual(['Été à Lisbonne.mp4', 'winter.mp4']);
    expect(namesOf({ text: 'lisbonne evening' })).toEqual(['winter.mp4']);
    expect(namesOf({ text: '100%' })).toEqual(['winter.mp4']);
    expect(namesOf({ text: '_' })).toEqual([]);
    expect(namesOf({ text: ' ' })).toHaveLength(3);
  });

  it('takes folders for folders, not for beginnings of names', () => {
    const paths = [
      'a/1.mp4',
      'a/b/2.mp4',
      'a b/3.mp4',
      'ab/4.mp4',
      'a-/5.mp4',
      '6.mp4',
      'a\udcff/7.mp4',
      'A/8.mp4',
    ];
    for (const path of paths) named(path);
    library.add({ files: [{ volume: 'two', path: 'a/9.mp4', state: 'present' }] });
    const inFolder = (folder: string, volume = 'one'): string[] => namesOf({ place: { volume, folder } });
    expect(inFolder('a')).toEqual(['1.mp4', '2.mp4']);
    expect(inFolder('a/b')).toEqual(['2.mp4']);
    expect(inFolder('a\udcff')).toEqual(['7.mp4']);
    expect(inFolder('a/')).toEqual([]);
    expect(inFolder('')).toHaveLength(paths.length);
    expect(inFolder('', 'two')).toEqual(['9.mp4']);
    expect(inFolder('', 'three')).toEqual([]);
  });

  it('finds a clip where it is; where it was only if it is nowhere', () => {
    library.add({
      files: [
        { volume: 'one', path: 'old/moved.mp4', state: 'missing' },
        { volume: 'one', path: 'new/moved.mp4', state: 'present' },
      ],
    });
    library.add({ files: [{ volume: 'one', path: 'old/gone.mp4', state: 'missing' }] });
    expect(namesOf({ place: { volume: 'one', folder: 'old' } })).toEqual(['gone.mp4']);
    expect(namesOf({ place: { volume: 'one', folder: 'new' } })).toEqual(['moved.mp4']);
  });

  it('takes tags for the same that differ in case', () => {
    named('a.mp4', { tags: ['Sea', 'b'] });
    named('b.mp4', { tags: ['B'] });
    expect(namesOf({ tags: ['SEA'] })).toEqual(['a.mp4']);
    expect(namesOf({ tags: ['b', 'sea', 'none'] })).toEqual(['a.mp4', 'b.mp4']);
  });
});

describe('the order', () => {
  it.each(sortKeys)('by %s needs no sort in either direction', (by) => {
    for (const direction of ['ascending', 'descending'] as const) {
      const order = planOf(() => page({}, { by, direction }, 0, 10));
      expect(order.join('\n')).toMatch(
        by === 'added' ? /SCAN cards$/ : /SCAN cards USING (COVERING )?INDEX cards_by_/,
      );
      expect(order.join('\n')).not.toMatch(/TEMP B-TREE/);
    }
  });
});

/** How SQLite goes about the question for the numbers on a page. */
function planOf(ask: () => unknown): string[] {
  const { connection } = library;
  const asked: string[] = [];
  const prepare = connection.prepare.bind(connection);
  connection.prepare = (sql: string) => {
    asked.push(sql);
    return prepare(sql);
  };
  try {
    ask();
  } finally {
    connection.prepare = prepare;
  }
  const sql = asked.find((text) => text.includes('OFFSET')) ?? '';
  const rows = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(10, 0) as { detail: string }[];
  return rows.map(({ detail }) => detail);
}

describe('any filter, order and offset', () => {
  it('gives what going through all clips would give', () => {
    const asks = fc.array(fc.tuple(anyFilter, anySort, fc.nat(12)), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(anyClips, asks, (clips, questions) => {
        library.clear();
        const known = clips.map((clip, place) => ({ ...clip, place, id: library.add(clip) }));
        for (const [askedFilter, askedSort, offset] of questions) {
          const parsed = clipFilter.parse(askedFilter);
          const passing = known.filter((clip) => passesNaively(clip, parsed));
          const expected = orderedNaively(passing, askedSort).map(({ id }) => id);
          const { total, cards } = page(askedFilter, askedSort, offset, 7);
          expect(total).toBe(expected.length);
          expect(cards.map(({ id }) => id)).toEqual(expected.slice(offset, offset + 7));
          const chosen = { filter: parsed, sort: askedSort };
          expect(readCardIds({ ...chosen, offset, limit: 9 }, library)).toEqual({
            ...{ total, ids: expected.slice(offset, offset + 9) },
          });
          for (const { id } of known.slice(0, 4)) {
            const at = expected.indexOf(id);
            const { position } = readCardPosition({ ...chosen, clipId: id }, library);
            expect(position).toBe(at === -1 ? null : at);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('knows no position of a clip that is not there', () => {
    const chosen = { filter: clipFilter.parse({}), sort: clipSort.parse({}) };
    expect(readCardPosition({ ...chosen, clipId: 'unknown' }, library)).toEqual({ position: null });
  });
});
