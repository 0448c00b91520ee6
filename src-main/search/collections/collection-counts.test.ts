import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CardLibrary } from '../../../tests/support/card-library.ts';
import { HandClock } from '../../../tests/support/hand-clock.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { save } from '../../../src-preload/contract/commands/collections.ts';
import type { SearchPlan } from '../../../src-preload/contract/search.ts';
import { openDatabase } from '../../db/connection.ts';
import { CollectionCounts, type CountClips } from './collection-counts.ts';
import { saveCollection } from './collections.ts';

let library: CardLibrary;
let asked: Pick<SearchPlan, 'query' | 'mode'>[];
const signal = new AbortController().signal;

/** A search of its own: clips whose name has the query in it. */
const byName: CountClips = async ({ query, mode }) => {
  asked.push({ query, mode });
  if (query === 'broken') throw new AppError('internal');
  const { connection } = library;
  const found = connection.prepare(`SELECT COUNT(*) FROM files WHERE instr(name, ?) > 0`).pluck().get(query);
  return Promise.resolve(Number(found));
};

beforeAll(async () => {
  library = await CardLibrary.open();
});
beforeEach(() => {
  library.clear();
  library.connection.exec('DELETE FROM collections');
  asked = [];
});

const add = (name: string, query: string): string =>
  saveCollection(save.request.parse({ name, query, mode: 'text' }), library).collection.id;
const clip = (name: string): string =>
  library.add({ files: [{ volume: 'one', path: name, state: 'present' }] });

describe('CollectionCounts', () => {
  it('counts each, and tells the others where one can not be counted', async () => {
    const ids = [add('Sea', 'sea'), add('Bad', 'broken'), add('Dogs', 'dog')];
    clip('sea.mp4');
    clip('seal.mp4');
    const counts = new CollectionCounts(library.connection, new HandClock(), byName);
    const answer = await counts.count({ ids: null }, signal);
    expect(answer.counts).toEqual([2, null, 0].map((clips, index) => ({ id: ids[index], clips })));
    expect((await counts.count({ ids: [ids[2] ?? '', 'unknown'] }, signal)).counts).toHaveLength(1);
  });

  it('asks again after a write, by itself or by others, or when time has passed', async () => {
    const clock = new HandClock();
    add('Sea', 'sea');
    const { name: path } = library.connection;
    const reader = await openDatabase({ path, access: 'read', backupsPath: path });
    try {
      for (const [index, connection] of [library.connection, reader].entries()) {
        const counts = new CollectionCounts(connection, clock, byName);
        const count = async () => (await counts.count({ ids: null }, signal)).counts[0]?.clips ?? null;
        const before = await count();
        asked = [];
        await count();
        expect(asked).toEqual([]);
        clip(`sea ${String(index)}.mp4`);
        expect(await count()).toBe((before ?? 0) + 1);
        clock.pass(61_000);
        await count();
        expect(asked).toEqual(Array(2).fill({ query: 'sea', mode: 'text' }));
      }
    } finally {
      reader.close();
    }
  });

  it('asks once where two find the same', async () => {
    add('Sea', 'sea');
    add('Water', 'sea');
    await new CollectionCounts(library.connection, new HandClock(), byName).count({ ids: null }, signal);
    expect(asked).toHaveLength(1);
  });

  it('ends between two collections when it is taken back', async () => {
    add('Sea', 'sea');
    add('Dogs', 'dog');
    const abort = new AbortController();
    const counts = new CollectionCounts(library.connection, new HandClock(), async (plan) => {
      abort.abort(new AppError('cancelled'));
      return byName(plan);
    });
    await expect(counts.count({ ids: null }, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toHaveLength(1);
  });
});
