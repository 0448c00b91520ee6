import { ScratchIndex } from '../../db/scratch-index.ts';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CardLibrary } from '../../../tests/support/card-library.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import {
  madeExif,
  madeFaces,
  madeFeatures,
  madeObjects,
  madeSounds,
  madeTexts,
  madeTranscript,
} from '../../../tests/support/made-understanding.ts';
import { madeProbe } from '../../../tests/support/made-probe.ts';
import type { MomentLane, TextField } from '../../../src-preload/contract/search.ts';
import { setAnnotations } from '../../library/annotations.ts';
import { editWord } from '../../library/transcript-edits.ts';
import { type Connection, openDatabase } from '../../db/connection.ts';
import { EventLog } from '../../db/event-log.ts';
import { migrations } from '../../db/migrations.ts';
import {
  documentHighlights,
  MomentFinder,
  SearchIndexRepository,
} from '../../db/repositories/search-index.repository.ts';
import { systemClock } from '../../platform/clock.ts';
import { VectorCodes } from '../vectors/vector-codes.ts';
import { SearchIndexer, type VectorIndex } from './search-indexer.ts';
import { parseHighlight } from './snippets.ts';

const signal = new AbortController().signal;
const patient = { timeout: 20_000 };
let library: CardLibrary;
let connection: Connection;
let warnings: string[];
const indexers: SearchIndexer[] = [];
afterEach(async () => {
  for (const indexer of indexers.splice(0)) await indexer.close();
});
beforeEach(async () => {
  library = await CardLibrary.open();
  connection = library.connection;
  warnings = [];
});

function indexing(
  on: { readonly connection: Connection; readonly eventLog: EventLog } = library,
  vectors: VectorIndex = new VectorCodes(on.connection),
): SearchIndexer {
  const log = { info: () => undefined, warn: (message: string) => void warnings.push(message) };
  const indexer = new SearchIndexer({ connection: on.connection, vectors, clock: systemClock, log });
  on.eventLog.beforeCommit(() => {
    indexer.indexChanges();
  });
  indexers.push(indexer);
  return indexer;
}

const store = (clipId: string, name: string, data: unknown): void => {
  library.eventLog.transaction(() => {
    library.putArtifact(clipId, name, data);
  });
};
const all = (sql: string): unknown[] => connection.prepare(sql).pluck().all();
const found = (match: string): unknown[] =>
  connection
    .prepare('SELECT rowid FROM search_clips WHERE search_clips MATCH ? ORDER BY rowid')
    .pluck()
    .all(match);
const stale = (): unknown[] => connection.prepare('SELECT sequence, part, due FROM search_stale').all();
const moments = (match: string, lane: MomentLane, sequence = 1): (readonly [number, string])[] =>
  new MomentFinder(connection, new ScratchIndex())
    .hits(sequence, match, [lane], 10)
    .map(({ startSec, text }) => [
      startSec,
      parseHighlight(text)
        .map((part) => part.text)
        .join(''),
    ]);
/** What is wrong with the index by FTS5's own comparison with the text. */
const integrity = (): void => {
  for (const index of ['search_clips', 'search_moments_fts'])
    connection.prepare(`INSERT INTO ${index} (${index}, rank) VALUES ('integrity-check', 1)`).run();
};
const vector = (clipId: string): void => {
  const bytes = new Uint8Array(new Float32Array([0.6, 0.8]).buffer);
  connection
    .prepare(
      `INSERT INTO vectors (clip_id, model, kind, start_sec, dimensions, vector, stage, run_id)
       SELECT ?, 'm', 'frame', 0, 2, ?, 's', id FROM runs WHERE clip_id = ? LIMIT 1`,
    )
    .run(clipId, bytes, clipId);
};

describe('the index', () => {
  it('has what a stage found as soon as it is stored, in its field', () => {
    indexing();
    const id = library.eventLog.transaction(() =>
      library.add({
        files: [{ volume: 'one', path: 'Trips/Lake Garda/RedBoat.mp4', state: 'present' }],
        ...{ note: 'the good take', tags: ['family'] },
      }),
    );
    store(id, 'probe', madeProbe({ video: { codec: 'hevc' } }));
    store(id, 'exif', madeExif({ make: 'Canon', model: 'EOS R5' }));
    store(id, 'transcript', madeTranscript('en', 'We sail tomorrow.'));
    store(id, 'on-screen-text', madeTexts(['EXIT', 'title']));
    store(id, 'objects', madeObjects(['dog', 1]));
    store(id, 'faces', madeFaces(2));
    store(id, 'sound-events', madeSounds('Applause'));
    store(id, 'picture-features', madeFeatures(['beach', 0.9]));
    store(id, 'description', {
      summary: { text: 'A short film.', tokenCount: 3, truncation: 'none' },
      keywords: { text: 'sailing', tokenCount: 1, truncation: 'none' },
    });
    const expected: Record<TextField, string> = {
      ...{
        name: 'boat',
        folder: 'garda',
        metadata: 'h265 canon',
        tags: 'family',
        note: 'good',
        said: 'sailed',
      },
      ...{ read: 'exit', sees: 'dogs beach face', hears: 'applause', summary: 'sailing' },
    };
    for (const [field, words] of Object.entries(expected))
      expect([field, found(`${field} : (${words})`)]).toEqual([field, [1]]);
    expect(found('sees : applause')).toEqual([]);
    expect(stale()).toEqual([]);
    integrity();
  });

  it('finds moments where they are, best first, with their words marked', () => {
    indexing();
    const id = library.eventLog.transaction(() => library.add());
    const said = madeTranscript('en', 'The red boat.', 'The boat and the boats.', 'A tree.');
    const segments = said.segments.map((segment, at) => ({
      ...segment,
      startSec: at * 20,
      endSec: at * 20 + 4,
    }));
    store(id, 'transcript', { ...said, segments });
    expect(moments('boat', 'said')).toEqual([
      [20, 'The boat and the boats.'],
      [0, 'The red boat.'],
    ]);
    expect(moments('red OR boat', 'said')[0]).toEqual([0, 'The red boat.']);
    expect(moments('boat', 'sees')).toEqual([]);
    expect(new MomentFinder(connection, new ScratchIndex()).hits(2, 'boat', ['said'], 10)).toEqual([]);
    const [hit] = documentHighlights(connection, [1, 2], 'tree', ['said', 'note']);
    expect(hit).toMatchObject({ sequence: 1, field: 'said' });
    expect(parseHighlight(hit?.text ?? '').find(({ kind }) => kind === 'match')?.text).toBe('tree');
  });

  it('finds scripts without blanks, and words whatever their accents', () => {
    indexing();
    const id = library.eventLog.transaction(() => library.add({ note: '東京タワーの夜、Café' }));
    expect(found('"京\u200Bタ"')).toEqual([1]);
    expect(found('cafe')).toEqual([1]);
    library.eventLog.transaction(() => connection.prepare(`UPDATE annotations SET note = ''`).run());
    expect(found('cafe')).toEqual([]);
    expect(id).not.toBe('');
  });

  it('follows another run of a stage, and one that is forgotten', () => {
    indexing();
    const id = library.eventLog.transaction(() => library.add());
    store(id, 'on-screen-text', madeTexts(['EXIT', 'title'], ['Stays', 'other']));
    store(id, 'on-screen-text', madeTexts(['Welcome', 'title'], ['Stays', 'other']));
    expect([found('exit'), found('welcome'), moments('exit', 'read')]).toEqual([[], [1], []]);
    expect(moments('stays', 'read')).toHaveLength(1);
    library.eventLog.transaction(() => {
      library.removeArtifact(id, 'on-screen-text');
    });
    expect([found('welcome OR stays'), all('SELECT text FROM search_moments')]).toEqual([[], []]);
    integrity();
  });

  it('has the words of a person in the place of the machine’s', () => {
    indexing();
    const id = library.eventLog.transaction(() => library.add());
    const word = (startSec: number, text: string) => ({
      startSec,
      endSec: startSec + 0.4,
      text,
      confidence: 1,
    });
    const segments = [
      { startSec: 0, endSec: 1, text: 'Ali Barber.', words: [word(0, 'Ali'), word(0.5, 'Barber.')] },
    ];
    store(id, 'transcript', { ...madeTranscript('en'), segments });
    const edit = { clip: id, relativeTo: '/', startSec: 0.5, original: 'Barber.' };
    editWord({ ...edit, text: 'Baba.' }, library);
    expect([found('barber'), found('said : baba'), moments('baba', 'said')]).toEqual([
      [],
      [1],
      [[0, 'Ali Baba.']],
    ]);
    editWord({ ...edit, text: null }, library);
    expect([found('barber'), found('baba')]).toEqual([[1], []]);
  });

  it('follows files that move, tags that are renamed and disks that get another name', () => {
    indexing();
    const [id] = library.eventLog.transaction(() => [
      library.add({ tags: ['dogs'] }),
      library.add({ files: [], tags: ['dogs'] }),
    ]);
    library.eventLog.transaction(() => {
      connection.exec(`UPDATE files SET state = 'missing'`);
      library.putFile(id, { volume: 'two', path: 'new/place.mp4', state: 'present' });
      connection.exec(
        `UPDATE tags SET name = 'hounds', key = 'hounds'; UPDATE volumes SET label = 'Blue disk' WHERE identity = 'two'`,
      );
    });
    expect([found('name : clip'), found('name : place'), found('folder : new AND folder : blue')]).toEqual([
      [],
      [1],
      [1],
    ]);
    expect([found('tags : dogs'), found('tags : hounds')]).toEqual([[], [1, 2]]);
    setAnnotations({ changes: [{ clipId: id, removeTags: ['hounds'] }] }, library);
    expect(found('tags : hounds')).toEqual([2]);
  });

  it('keeps nothing of a clip that goes', () => {
    indexing();
    const ids = library.eventLog.transaction(() => [library.add(), library.add()]);
    for (const id of ids) {
      store(id, 'transcript', madeTranscript('en', 'Unheard of words.'));
      library.eventLog.transaction(() => {
        library.putArtifact(id, 'picture-features', madeFeatures(['beach', 1]));
        vector(id);
      });
    }
    expect(all('SELECT vectors FROM vector_codes')).toEqual([1, 1]);
    library.eventLog.transaction(() => {
      connection.exec(
        `DELETE FROM files WHERE clip_id = '${ids[0]}'; DELETE FROM clips WHERE id = '${ids[0]}'`,
      );
    });
    expect([all('SELECT sequence FROM search_documents'), found('unheard'), found('beach')]).toEqual([
      [2],
      [2],
      [2],
    ]);
    expect([all('SELECT DISTINCT id / 1048576 FROM search_moments'), stale()]).toEqual([[2], []]);
    expect([moments('unheard', 'said'), moments('unheard', 'said', 2)]).toEqual([
      [],
      [[0, 'Unheard of words.']],
    ]);
    expect(all('SELECT vectors FROM vector_codes WHERE clip_sequence = 1')).toEqual([0]);
    library.eventLog.transaction(() => {
      connection.exec('DELETE FROM files; DELETE FROM clips');
    });
    expect(all('SELECT term FROM search_vocabulary')).toEqual([]);
    expect(
      all('SELECT id FROM search_clips_docsize UNION SELECT id FROM search_moments_fts_docsize'),
    ).toEqual([]);
    integrity();
  });
});

describe('what cannot be indexed', () => {
  it('takes nothing back: it waits, and the rest is indexed', () => {
    const vectors = {
      index: () => {
        throw new Error('no memory');
      },
      count: 0,
      startAnew: () => [].values(),
    };
    indexing(library, vectors);
    const id = library.eventLog.transaction(() => library.add());
    library.eventLog.transaction(() => {
      library.putArtifact(id, 'transcript', '{"segments": 7}');
      library.putArtifact(id, 'picture-features', madeFeatures(['beach', 1]));
      library.eventLog.add('clips-annotated', { clipIds: [id] });
    });
    expect(all('SELECT name FROM artifacts ORDER BY name')).toEqual(['picture-features', 'transcript']);
    expect(all('SELECT type FROM events')).toEqual(['clips-annotated']);
    expect(found('beach AND clip')).toEqual([1]);
    expect(stale()).toEqual([
      { sequence: 1, part: 'said', due: 'later' },
      { sequence: 1, part: 'vectors', due: 'later' },
    ]);
    expect(warnings).toHaveLength(2);
    store(id, 'transcript', madeTranscript('en', 'Now it can be read.'));
    expect(found('said : read')).toEqual([1]);
  });

  it('writes nothing by halves', () => {
    indexing();
    const id = library.eventLog.transaction(() => library.add());
    store(id, 'transcript', madeTranscript('en', 'Before.'));
    connection.exec(
      `CREATE TRIGGER refuse BEFORE INSERT ON search_moments BEGIN SELECT RAISE (ABORT, 'no'); END`,
    );
    store(id, 'transcript', madeTranscript('en', 'After.'));
    expect([found('before'), found('after'), moments('before', 'said')]).toEqual([[1], [], [[0, 'Before.']]]);
    expect(stale()).toEqual([{ sequence: 1, part: 'said', due: 'later' }]);
    integrity();
  });
});

describe('catching up', () => {
  it('indexes a library that an older Rushes made', async () => {
    const folder = await tempDir();
    const options = {
      path: join(folder, 'library.sqlite'),
      access: 'write',
      backupsPath: join(folder, 'b'),
    } as const;
    const old = await openDatabase({ ...options, migrations: migrations.slice(0, 4) });
    old.exec(`
      INSERT INTO volumes (identity, kind, mount_path, last_seen_ms) VALUES ('v', 'local', x'2f', 0);
      INSERT INTO clips (id, quick_identity, size_bytes, profile, added_ms)
        WITH RECURSIVE numbers (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < 20)
        SELECT 'clip' || value, value, 1, 'default', 0 FROM numbers;
      INSERT INTO files (clip_id, volume_id, relative_path, name, size_bytes, modified_ns, state, first_seen_ms, last_seen_ms)
        SELECT id, 1, CAST('f/Old' || sequence || '.mp4' AS BLOB), 'Old' || sequence || '.mp4', 1, '1', 'present', 0, 0 FROM clips;
      INSERT INTO runs SELECT id, id, 'transcript', 1, '', 'done', 0, 0, '{}', '' FROM clips;`);
    old
      .prepare(`INSERT INTO artifacts SELECT id, 'transcript', 'transcript', id, ?, 0 FROM clips`)
      .run(JSON.stringify(madeTranscript('en', 'Long ago.')));
    old.close();
    connection = await openDatabase(options);
    const eventLog = new EventLog(connection, systemClock);
    const indexer = indexing({ connection, eventLog });
    expect(stale()).toHaveLength(120);
    // A change of one clip does not wait for the others, nor they for it.
    eventLog.transaction(() =>
      connection.prepare(`UPDATE files SET name = 'Fresh.mp4' WHERE clip_id = 'clip7'`).run(),
    );
    expect([found('fresh'), found('old')]).toEqual([[7], []]);
    indexer.catchUp();
    await expect.poll(stale, patient).toEqual([]);
    expect([found('old').length, found('said : ago').length, moments('ago', 'said', 20).length]).toEqual([
      19, 20, 1,
    ]);
    integrity();
    await indexer.close();
    connection.close();
  });

  it('follows behind a change to more clips than one waits for', async () => {
    indexing();
    library.eventLog.transaction(() => {
      for (let count = 0; count < 300; count += 1)
        library.add({ files: [{ volume: 'one', path: `clip ${String(count)}.mp4`, state: 'present' }] });
    });
    expect(all('SELECT COUNT(*) FROM search_documents')).toEqual([256]);
    await expect.poll(stale, patient).toEqual([]);
    expect(found('name : clip')).toHaveLength(300);
  });

  it('ends with the engine, and goes on with the next', async () => {
    const first = indexing();
    await first.close();
    connection.exec(
      `INSERT INTO clips (id, quick_identity, size_bytes, profile, added_ms) VALUES ('a', 'a', 1, 'p', 0)`,
    );
    first.catchUp();
    await first.close();
    expect(stale()).toHaveLength(1);
    indexing().catchUp();
    await expect.poll(stale, patient).toEqual([]);
  });
});

describe('reindexing', () => {
  it('mends an index that is out of step, and counts', async () => {
    const indexer = indexing();
    const [id] = library.eventLog.transaction(() => [library.add(), library.add({ note: 'second' })]);
    store(id, 'transcript', madeTranscript('en', 'One.', 'Two.'));
    library.eventLog.transaction(() => {
      library.putArtifact(id, 'picture-features', madeFeatures(['beach', 1]));
      vector(id);
    });
    connection.exec(`
      INSERT INTO search_clips (search_clips, rowid, name) VALUES ('delete', 2, 'nonsense');
      INSERT INTO search_clips (rowid, name) VALUES (99, 'ghost')`);
    expect(integrity).toThrow();
    expect(await indexer.reindex(signal)).toMatchObject({ clips: 2, moments: 1, vectors: 1 });
    expect([found('ghost'), found('second'), found('said : two')]).toEqual([[], [2], [1]]);
    expect(stale()).toEqual([]);
    integrity();
  });

  it('makes codes of vectors in batches, and those that are left in the background', async () => {
    const codes = new VectorCodes(connection);
    const abort = new AbortController();
    let left = Infinity;
    const vectors: VectorIndex = {
      index: (sequence) => {
        codes.index(sequence);
        left -= 1;
        if (left === 0) abort.abort();
      },
      get count() {
        return codes.count;
      },
      startAnew: () => codes.startAnew(),
    };
    const indexer = indexing(library, vectors);
    library.eventLog.transaction(() => {
      for (let count = 0; count < 30; count += 1) {
        const id = library.add();
        library.putArtifact(id, 'picture-features', madeFeatures(['beach', 1]));
        vector(id);
      }
    });
    expect(codes.count).toBe(30);
    left = 3;
    await expect(indexer.reindex(abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(codes.count).toBe(8);
    await expect.poll(stale, patient).toEqual([]);
    expect(codes.count).toBe(30);
    expect(await indexer.reindex(signal)).toMatchObject({ clips: 30, vectors: 30 });
  });

  it('goes on in the background when it is cancelled', async () => {
    const indexer = indexing();
    library.eventLog.transaction(() => library.add());
    await expect(indexer.reindex(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => found('clip'), patient).toEqual([1]);
  });
});

describe('moments of a lane', () => {
  it('that stay the same keep their rows', () => {
    const index = new SearchIndexRepository(connection);
    library.add();
    const rows = (): unknown[] => connection.prepare('SELECT id, text FROM search_moments ORDER BY id').all();
    const moment = (startSec: number, text: string) => ({ startSec, endSec: null, text });
    index.replaceMoments(1, 'read', [moment(0, 'a'), moment(1, 'b'), moment(1, 'b'), moment(2, 'c')]);
    const first = 1048576 + 262144;
    expect(rows()).toEqual(['a', 'b', 'c'].map((text, at) => ({ id: first + at, text })));
    index.replaceMoments(1, 'read', [moment(0, 'd'), moment(1, 'b'), moment(2, 'c'), moment(3, 'e')]);
    expect(rows()).toEqual(['d', 'b', 'c', 'e'].map((text, at) => ({ id: first + at, text })));
    index.replaceMoments(1, 'hears', []);
    index.replaceMoments(1, 'read', []);
    expect(rows()).toEqual([]);
    integrity();
  });
});
