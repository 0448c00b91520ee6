import { beforeAll, describe, expect, it } from 'vitest';
import { filledLibrary, filledNowMs, type FilledLibrary } from '../../tests/support/library-database.ts';
import { EventLog } from '../db/event-log.ts';
import { readEventLog } from './event-reading.ts';

let library: FilledLibrary;
const any = { clip: null, relativeTo: null, afterSequence: null, limit: 100 };

beforeAll(async () => {
  library = await filledLibrary();
  library.addClip('A');
  library.addClip('B');
  const log = new EventLog(library.connection, library.view.clock);
  log.transaction(() => {
    log.add('engine-changed', { state: 'started' });
    for (const clipId of ['A', 'B', 'A', 'B'])
      log.add('artifact-stored', { clipId, stage: 'probe', artifact: 'probe' });
  });
});

const sequences = (request: Parameters<typeof readEventLog>[0]) => {
  const { events, lastSequence, gap } = readEventLog(request, library.view);
  return { sequences: events.map(({ sequence }) => sequence), lastSequence, gap };
};

describe('readEventLog', () => {
  it('gives the newest, oldest of them first', () => {
    expect(sequences(any)).toEqual({ sequences: [1, 2, 3, 4, 5], lastSequence: 5, gap: false });
    expect(sequences({ ...any, limit: 2 }).sequences).toEqual([4, 5]);
    expect(readEventLog(any, library.view).events[0]).toEqual({
      sequence: 1,
      atMs: filledNowMs,
      type: 'engine-changed',
      data: { state: 'started' },
    });
  });

  it('goes on behind what was seen, page by page', () => {
    const page = sequences({ ...any, afterSequence: 1, limit: 2 });
    expect(page).toEqual({ sequences: [2, 3], lastSequence: 3, gap: false });
    expect(sequences({ ...any, afterSequence: page.lastSequence, limit: 2 }).sequences).toEqual([4, 5]);
    expect(sequences({ ...any, afterSequence: 5 })).toEqual({ sequences: [], lastSequence: 5, gap: false });
  });

  it('gives those of one clip', () => {
    expect(sequences({ ...any, clip: 'A' })).toEqual({ sequences: [2, 4], lastSequence: 5, gap: false });
    expect(sequences({ ...any, clip: 'A', limit: 1 }).sequences).toEqual([4]);
  });

  it('says when some are gone that were not seen', () => {
    library.connection.exec('DELETE FROM events WHERE sequence <= 3');
    expect(sequences({ ...any, afterSequence: 2 }).gap).toBe(true);
    expect(sequences({ ...any, afterSequence: 3 }).gap).toBe(false);
    expect(sequences(any).gap).toBe(false);
  });
});
