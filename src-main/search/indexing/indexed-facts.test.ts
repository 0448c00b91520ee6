/** What filters ask of clips, as the indexer keeps it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CardLibrary } from '../../../tests/support/card-library.ts';
import { madeProbe } from '../../../tests/support/made-probe.ts';
import {
  madeExif,
  madeFaces,
  madeFeatures,
  madeObjects,
  madeSounds,
  madeTranscript,
} from '../../../tests/support/made-understanding.ts';
import { systemClock } from '../../platform/clock.ts';
import { VectorCodes } from '../vectors/vector-codes.ts';
import { SearchIndexer } from './search-indexer.ts';

let library: CardLibrary;
let indexer: SearchIndexer;
let clip: string;
beforeEach(async () => {
  library = await CardLibrary.open();
  const { connection, eventLog } = library;
  const log = { info: () => undefined, warn: () => undefined };
  indexer = new SearchIndexer({ connection, vectors: new VectorCodes(connection), clock: systemClock, log });
  eventLog.beforeCommit(() => {
    indexer.indexChanges();
  });
  clip = library.eventLog.transaction(() => library.add());
});
afterEach(() => indexer.close());

const store = (name: string, data: unknown): void => {
  library.eventLog.transaction(() => {
    library.putArtifact(clip, name, data);
  });
};
const values = (kind: string): unknown[] =>
  library.connection
    .prepare(
      `SELECT value FROM search_clip_values JOIN search_values ON id = value_id WHERE kind = ? ORDER BY value`,
    )
    .pluck()
    .all(kind);
const numbers = (): unknown =>
  library.connection.prepare('SELECT latitude, longitude, people FROM search_facts').get();
/** Values whose number of clips is not how many clips have them. */
const miscounted = (): unknown[] =>
  library.connection
    .prepare(
      `SELECT kind, value FROM search_values
       WHERE clips <> (SELECT COUNT(*) FROM search_clip_values WHERE value_id = id)`,
    )
    .all();

describe('facts of a clip', () => {
  it('follow its artifacts', () => {
    store('objects', madeObjects(['person', 2], ['dog', 1]));
    store('picture-features', madeFeatures(['dog', 0.9], ['beach', 0.5]));
    store('faces', madeFaces(3));
    expect(values('sees')).toEqual(['beach', 'dog', 'person']);
    expect(values('flag')).toEqual(['faces', 'objects', 'people']);
    expect(numbers()).toEqual({ latitude: null, longitude: null, people: 3 });
    store('faces', madeFaces(0));
    store('objects', madeObjects(['cat', 1]));
    expect(values('sees')).toEqual(['beach', 'cat', 'dog']);
    expect(values('flag')).toEqual(['objects']);
    expect(numbers()).toMatchObject({ people: 0 });
    library.eventLog.transaction(() => {
      for (const name of ['objects', 'picture-features', 'faces']) library.removeArtifact(clip, name);
    });
    expect([...values('sees'), ...values('flag')]).toEqual([]);
    expect(numbers()).toMatchObject({ people: null });
    expect(miscounted()).toEqual([]);
  });

  it('are of each part by itself', () => {
    store('transcript', madeTranscript('en', 'hello'));
    store('probe', madeProbe({ audioTracks: [] }));
    store('exif', madeExif({ lens: 'FE 85mm', latitude: 48.2, longitude: 16.4 }));
    store('sound-events', madeSounds('Applause'));
    expect(values('flag')).toEqual(['gps', 'silent', 'speech', 'transcript']);
    store('probe', madeProbe());
    expect(values('flag')).toEqual(['gps', 'sound', 'speech', 'transcript']);
    store('transcript', madeTranscript(null));
    store('speech-activity', { detector: 'model', spans: [], speechSec: 2 });
    expect(values('flag')).toEqual(['gps', 'sound', 'speech']);
    store('proxy', {});
    expect(values('flag')).toContain('proxy');
    expect([values('lens'), values('hears'), values('audio')]).toEqual([['FE 85mm'], ['Applause'], ['aac']]);
    expect(numbers()).toEqual({ latitude: 48.2, longitude: 16.4, people: null });
  });

  it('tell of a second file that is there', () => {
    const copy = { volume: 'two', path: 'copy.mp4', state: 'present' } as const;
    library.eventLog.transaction(() => {
      library.putFile(clip, copy);
    });
    expect(values('flag')).toEqual(['duplicate']);
    library.eventLog.transaction(() => {
      library.putFile(clip, { ...copy, state: 'missing' });
    });
    expect(values('flag')).toEqual([]);
  });

  it('do without an artifact that cannot be read', () => {
    store('probe-detail', '{"broken');
    store('probe', madeProbe({ audioTracks: [] }));
    store('exif', { lens: 85, latitude: 'north', longitude: [] });
    store('objects', { labels: ['dog', { label: { not: 'text' } }, null, { label: 'cat' }] });
    expect(values('flag')).toContain('silent');
    expect(values('lens')).toEqual([]);
    expect(values('sees')).toContain('cat');
    expect(values('sees')).not.toContain('dog');
    expect(numbers()).toMatchObject({ latitude: null, longitude: null });
  });

  it('go with it, and are made anew with the index', async () => {
    store('objects', madeObjects(['dog', 1]));
    library.connection.exec(
      `DELETE FROM search_clip_values; INSERT INTO search_values (kind, value, folded) VALUES ('sees', 'x', 'x')`,
    );
    await indexer.reindex(new AbortController().signal);
    expect(values('sees')).toEqual(['dog']);
    expect(
      library.connection.prepare('SELECT 1 FROM search_values WHERE value = ?').get('x'),
    ).toBeUndefined();
    library.clear();
    expect(values('sees')).toEqual([]);
    expect(numbers()).toBeUndefined();
    expect(miscounted()).toEqual([]);
  });
});
