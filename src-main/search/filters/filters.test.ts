/** Each filter on a real database, through the query language. */
import { beforeAll, describe, expect, it } from 'vitest';
import { CardLibrary, type MadeClip } from '../../../tests/support/card-library.ts';
import { indexForSearch } from '../../../tests/support/index-for-search.ts';
import { madeProbe } from '../../../tests/support/made-probe.ts';
import {
  madeExif,
  madeFaces,
  madeFeatures,
  madeObjects,
  madeSounds,
  madeTexts,
  madeTranscript,
} from '../../../tests/support/made-understanding.ts';
import { createFilterRegistry, loadFilters } from '../filter-registry.ts';
import { parseQuery } from '../query/parse-query.ts';

const registry = createFilterRegistry(await loadFilters());
const now = new Date(2026, 10, 20, 12);
let library: CardLibrary;
const names = new Map<string, string>();

function add(name: string, clip: Partial<MadeClip>): string {
  const id = library.add(clip);
  names.set(id, name);
  return id;
}

const at = (path: string, volume: 'one' | 'two' = 'one') => ({ volume, path, state: 'present' }) as const;

/** A phone's upright HLG clip at the Stephansdom; a camera's 4K interview; a broken old tape; one nothing is known of. */
beforeAll(async () => {
  library = await CardLibrary.open();
  const phone = add('phone', {
    files: [at('Été/Wien 2024/IMG(1).mov'), at('copy/b.mov', 'two')],
    sizeBytes: 20_000_000,
    picture: { durationSec: 12.5, width: 1080, height: 1920, codec: 'hevc', hdr: 'HLG' },
    ...{ rating: 4, note: 'schön', tags: ['Urlaub', 'Größe'], isOpened: true },
  });
  library.putArtifact(
    phone,
    'exif',
    madeExif({
      make: 'Apple',
      model: 'iPhone 15',
      taken: '2024-05-31T23:30:00+02:00',
      latitude: 48.2085,
      longitude: 16.373,
    }),
  );
  library.putArtifact(phone, 'faces', madeFaces(1));
  library.putArtifact(phone, 'objects', madeObjects(['person', 2], ['dog', 1]));
  library.putArtifact(phone, 'transcript', madeTranscript('de', 'Hallo'));
  const camera = add('camera', {
    files: [at('work/interview.mp4')],
    sizeBytes: 2_000_000_000,
    picture: { durationSec: 125, width: 3840, height: 2160, codec: 'h264', hdr: null },
    ...{ rating: 2, jobs: ['failed'] },
  });
  const video = {
    width: 3840,
    height: 2160,
    displayWidth: 3840,
    displayHeight: 2160,
    framesPerSecond: 29.97,
  };
  library.putArtifact(
    camera,
    'probe',
    madeProbe({
      durationSec: 125,
      video: { ...video, variableFrameRate: true },
      audioTracks: [],
      chapters: [{ startSec: 0, endSec: 1, title: null }],
    }),
  );
  library.putArtifact(
    camera,
    'exif',
    madeExif({
      make: 'SONY',
      model: 'ILCE-7M4',
      lens: 'FE 85mm F1.8',
      taken: '2024-06-01T00:30:00',
      latitude: 47.8,
      longitude: 13.04,
    }),
  );
  library.putArtifact(camera, 'faces', madeFaces(0));
  library.putArtifact(camera, 'picture-features', madeFeatures(['dog', 0.9], ['office', 0.5]));
  library.putArtifact(camera, 'sound-events', madeSounds('Applause'));
  library.putArtifact(camera, 'on-screen-text', madeTexts(['EXIT', 'other']));
  const tape = add('tape', {
    files: [at('old/100% _.avi')],
    picture: { durationSec: 3600, width: 720, height: 720, codec: 'mpeg2video', hdr: null },
    exif: { make: null, model: null, taken: '1999-12-31T23:59:59' },
    ...{ isQuarantined: true, tags: ['urlaub alt'] },
  });
  library.putArtifact(tape, 'probe-detail', '{"broken');
  add('unknown', { files: [{ volume: 'one', path: 'x.mp4', state: 'missing' }] });
  library.connection
    .prepare('UPDATE clips SET content_hash = ?, added_ms = ? WHERE id = ?')
    .run(`3f2a90${'0'.repeat(58)}`, new Date(2026, 10, 1, 0, 30).getTime(), tape);
  await indexForSearch(library.connection);
});

function found(query: string): string[] {
  const { parts, ignored } = parseQuery(query, registry, { now, typing: 'finished' });
  expect(ignored).toEqual([]);
  const [part] = parts;
  if (parts.length !== 1 || part?.kind !== 'filter') throw new Error(`"${query}" is not one filter`);
  const { sql, values } = part.filter.predicate(part.value);
  const clip = '(SELECT id FROM clips c WHERE c.sequence = cards.sequence)';
  const ids = library.connection.prepare(`SELECT ${clip} FROM cards WHERE ${sql} ORDER BY sequence`).pluck();
  return (ids.all(...values) as string[]).map((id) => names.get(id) ?? id);
}

const all = ['phone', 'camera', 'tape', 'unknown'];

describe('filters', () => {
  it.each([
    ['camera:sony', ['camera']],
    ['camera:"apple iphone"', ['phone']],
    ['lens:85MM', ['camera']],
    ['codec:h.265', ['phone']],
    ['codec:mpeg2', ['tape']],
    ['audio:aac', ['phone', 'tape']],
    ['audio:none', ['camera']],
    ['ext:.MOV', ['phone']],
    ['container:mp4', ['phone', 'camera', 'tape', 'unknown']],
    ['container:avi', ['tape']],
    ['resolution:4k', ['camera']],
    ['resolution:uhd', ['camera']],
    ['resolution:>=1080p', ['phone', 'camera']],
    ['resolution:<4k', ['phone', 'tape']],
    ['resolution:sd..hd', ['tape']],
    ['resolution:1080x1920', ['phone']],
    ['resolution:unknown', ['unknown']],
    ['hdr:hlg', ['phone']],
    ['height:>=2160', ['camera']],
    ['height:1920px', ['phone']],
    ['width:..1080', ['phone', 'tape']],
    ['duration:>30s', ['camera', 'tape']],
    ['duration:<2m30s', ['phone', 'camera']],
    ['duration:10s..2m5s', ['phone', 'camera']],
    ['duration:1h', ['tape']],
    ['duration:2:05', ['camera']],
    ['duration:"12,5 sec"', ['phone']],
    ['duration:2m', ['camera']],
    ['size:>10MB', ['phone', 'camera']],
    ['size:20mb', ['phone']],
    ['size:<=1kB', ['tape', 'unknown']],
    ['fps:29,97', ['camera']],
    ['fps:25', ['phone', 'tape']],
    ['date:2024', ['phone', 'camera']],
    ['date:2024-05', ['phone']],
    ['date:2024-05-31', ['phone']],
    ['date:31.05.2024', ['phone']],
    ['date:2024-05-31T23:30', ['phone']],
    ['date:2024-05..2024-06', ['phone', 'camera']],
    ['date:2024-06..', ['camera']],
    ['date:..2000', ['tape']],
    ['date:>2024-05', ['camera']],
    ['date:<=2024-05', ['phone', 'tape']],
    ['date:2024-0', ['phone', 'camera']],
    ['year:1999', ['tape']],
    ['year:>=2000', ['phone', 'camera']],
    ['year:1990..1999', ['tape']],
    ['added:today', ['phone', 'camera', 'unknown']],
    ['added:this-month', all],
    ['added:2026-11-01', ['tape']],
    ['rating:>=3', ['phone']],
    ['rating:2..4', ['phone', 'camera']],
    ['rating:none', ['tape', 'unknown']],
    ['tag:URLAUB', ['phone']],
    ['tag:urlaub*', ['phone', 'tape']],
    ['tag:grosse', []],
    ['tag:"größe"', ['phone']],
    ['folder:ete', ['phone']],
    ['folder:"wien 2024"', ['phone']],
    ['folder:été/wien', ['phone']],
    ['folder:/wien/', []],
    ['folder:/mnt/one/old', ['tape']],
    ['folder:"Disk one"', all],
    ['folder:copy', ['phone']],
    ['folder:%', []],
    ['is:hdr', ['phone']],
    ['is:sdr', ['camera', 'tape']],
    ['is:vertical', ['phone']],
    ['is:landscape', ['camera']],
    ['is:square', ['tape']],
    ['is:failed', ['camera']],
    ['is:quarantined', ['tape']],
    ['is:missing', ['unknown']],
    ['is:ready', ['phone']],
    ['is:new', ['camera', 'tape', 'unknown']],
    ['is:opened', ['phone']],
    ['is:rated', ['phone', 'camera']],
    ['is:untagged', ['camera', 'unknown']],
    ['is:tagged', ['phone', 'tape']],
    ['is:silent', ['camera']],
    ['is:"variable frame rate"', ['camera']],
    ['is:duplicate', ['phone']],
    ['is:interlaced', []],
    ['has:speech', ['phone']],
    ['has:text', ['camera']],
    ['has:faces', ['phone']],
    ['has:people', ['phone']],
    ['has:sound', ['phone', 'tape']],
    ['has:note', ['phone']],
    ['has:gps', ['phone', 'camera']],
    ['has:lens', ['camera']],
    ['has:objects', ['phone']],
    ['has:applause', []],
    ['has:chapters', ['camera']],
    ['has:proxy', []],
    ['has:date', ['phone', 'camera', 'tape']],
    ['people:2', ['phone']],
    ['people:>=1', ['phone']],
    ['people:0', ['camera']],
    ['near:48.2,16.4,5km', ['phone']],
    ['near:48.2,16.4,2km', []],
    ['near:48.2,16.4,300km', ['phone', 'camera']],
    ['near:"48.2085 16.373 10m"', ['phone']],
    ['hash:3f2a', ['tape']],
    ['hash:clip00000', all],
  ])('%s', (query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  it.each([
    'rating:6',
    'near:99,0',
    'near:48.2',
    'is:thing',
    'hdr:loud',
    'date:2024-13',
    'date:2024-02-30',
    'date:1.2',
    'duration:"30s 2m"',
    'size:3x',
    'hash:xyz',
    'fps:1e9',
    'year:99',
    'resolution:big',
  ])('%s is searched as words', (query) => {
    const { parts, ignored } = parseQuery(query, registry, { now, typing: 'finished' });
    expect(parts).toMatchObject([{ kind: 'text', fields: null }]);
    expect(ignored).toMatchObject([{ reason: 'not-a-value' }]);
  });

  it('count the values that clips have', () => {
    const listed = (id: string): unknown[] => {
      const sql = registry.find(id)?.values?.sql('SELECT sequence FROM cards') ?? '';
      const all = library.connection.prepare(sql).raw().all(10);
      const ofAll = registry.find(id)?.values?.ofAll;
      if (ofAll !== undefined) expect(library.connection.prepare(ofAll).raw().all(10)).toEqual(all);
      return all;
    };
    expect(listed('tag')).toEqual([
      ['Größe', 1],
      ['Urlaub', 1],
      ['urlaub alt', 1],
    ]);
    expect(listed('camera')).toEqual([
      ['Apple iPhone 15', 1],
      ['SONY ILCE-7M4', 1],
    ]);
    expect(listed('sees')).toEqual([
      ['dog', 2],
      ['office', 1],
      ['person', 1],
    ]);
    expect(listed('hears')).toEqual([['Applause', 1]]);
    expect(listed('people')).toEqual([
      [0, 1],
      [2, 1],
    ]);
    expect(listed('lens')).toEqual([['FE 85mm F1.8', 1]]);
    expect(listed('year')).toEqual([
      ['2024', 2],
      ['1999', 1],
    ]);
    expect(listed('is')).toEqual([
      ['sdr', 2],
      ['hdr', 1],
    ]);
    expect(listed('audio')).toEqual([['aac', 2]]);
    expect(listed('folder')).toEqual([
      ['Disk one', 1],
      ['copy', 1],
      ['old', 1],
      ['work', 1],
      ['Été/Wien 2024', 1],
    ]);
  });

  it('list values that they understand', () => {
    for (const filter of registry.filters) {
      if (filter.control === 'words') continue;
      const { values, choices = [] } = filter;
      const sql = values?.sql('SELECT sequence FROM cards');
      const listed = sql === undefined ? [] : library.connection.prepare(sql).pluck().all(20);
      for (const value of [...choices, ...listed].map(String)) {
        const parsed = filter.parse(value, now);
        expect(parsed, `${filter.id}:${value}`).not.toBeNull();
        expect(filter.parse(filter.format(parsed), now)).toEqual(parsed);
        if (listed.map(String).includes(value)) {
          const { sql: condition, values: bound } = filter.predicate(parsed);
          const count = library.connection.prepare(`SELECT COUNT(*) FROM cards WHERE ${condition}`).pluck();
          expect(count.get(...bound), `${filter.id}:${value}`).toBeGreaterThan(0);
        }
      }
    }
  });
});

describe('the registry', () => {
  const good = { id: 'good', aliases: ['fine'], control: 'words', example: 'good:x', fields: ['said'] };
  it.each([
    ['another name than the file', [{ fileName: 'bad', exported: good }], 'its file is called bad.filter'],
    [
      'an alias twice',
      [good, { ...good, id: 'fine', example: 'fine:x' }].map((exported) => ({
        fileName: exported.id,
        exported,
      })),
      '"fine" is a name of good as well',
    ],
    ['no filter', [{ fileName: 'bad', exported: { id: 'bad' } }], 'not a filter'],
    [
      'a wrong example',
      [{ fileName: 'good', exported: { ...good, example: 'bad:x' } }],
      'is no example of it',
    ],
  ])('refuses %s', (_what, files, detail) => {
    expect(() => createFilterRegistry(files)).toThrow(
      expect.objectContaining({
        code: 'internal',
        facts: expect.objectContaining({ detail: expect.stringContaining(detail) as string }) as object,
      }) as Error,
    );
  });

  it('finds filters by any of their names', () => {
    expect(registry.find('OCR')?.id).toBe('text');
    expect(registry.find('constructor')).toBeNull();
  });
});
