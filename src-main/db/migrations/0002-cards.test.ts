import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CardLibrary, type MadeFile, untrueCards } from '../../../tests/support/card-library.ts';
import { makeLargeLibrary } from '../../../tests/support/large-library.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { openDatabase } from '../connection.ts';

let library: CardLibrary;
beforeAll(async () => {
  library = await CardLibrary.open();
});
beforeEach(() => {
  library.clear();
});

const run = (sql: string, ...values: unknown[]): void => {
  library.connection.prepare(sql).run(...values);
};

/** What the state of a clip means, said once more in other words: by its rows alone, the first that holds. */
function meantStates(): Record<string, string> {
  const clips = library.connection.prepare('SELECT id, quarantined_ms AS since FROM clips').all();
  return Object.fromEntries(
    (clips as { id: string; since: number | null }[]).map(({ id, since }) => {
      const states = (table: string): Set<unknown> =>
        new Set(library.connection.prepare(`SELECT state FROM ${table} WHERE clip_id = ?`).pluck().all(id));
      const jobs = states('jobs');
      if (since !== null) return [id, 'quarantined'];
      if (!states('files').has('present')) return [id, 'missing'];
      if (jobs.has('failed')) return [id, 'failed'];
      if (jobs.has('waiting') || jobs.has('running')) return [id, 'working'];
      return [id, jobs.has('blocked') ? 'blocked' : 'ready'];
    }),
  );
}

function shownStates(): Record<string, string> {
  const rows = library.connection.prepare('SELECT id, state FROM cards JOIN clips USING (sequence)').all();
  return Object.fromEntries((rows as { id: string; state: string }[]).map(({ id, state }) => [id, state]));
}

const jobState = fc.constantFrom('waiting', 'running', 'done', 'skipped', 'failed', 'blocked');
const clip = fc.nat(1);
const file = fc.record<MadeFile>({
  volume: fc.constantFrom('one', 'two'),
  path: fc.constantFrom(
    'a.mp4',
    'x/a.mp4',
    'x/b 2.mp4',
    'x/y/a.mp4',
    'x/y/é.mp4',
    'x\udcff/\udce9/q.mp4',
    '/z',
  ),
  state: fc.constantFrom('present', 'missing'),
});
const probe = fc.record({
  durationSec: fc.constantFrom(null, 3, 700.5),
  video: fc.record({
    ...{ displayWidth: fc.constantFrom(0, 1080, 3840), displayHeight: fc.constantFrom(1920, 2160) },
    ...{ codec: fc.constantFrom(null, 'h264'), hdr: fc.record({ format: fc.constantFrom(null, 'HLG') }) },
  }),
});
const artifact = fc.oneof(
  fc.tuple(fc.constant('probe'), probe),
  fc.tuple(
    fc.constant('probe-detail'),
    fc.record({
      durationSec: fc.constantFrom(null, 5),
      hdr: fc.record({ format: fc.constantFrom(null, 'HDR10') }),
    }),
  ),
  fc.tuple(
    fc.constant('exif'),
    fc.record({
      make: fc.constantFrom(null, 'Canon'),
      model: fc.constantFrom(null, 'Canon EOS', 'EOS'),
      taken: fc.constantFrom(null, '2019-07-24', '2019-07-24T11:25:40.5+03:00', 'nonsense'),
    }),
  ),
  fc.tuple(fc.constantFrom('probe', 'poster'), fc.constant('not JSON')),
);

type Step = (ids: readonly string[]) => void;
const idAt = (ids: readonly string[], at: number): string => ids[at % ids.length] ?? '';
/** Written, replaced in place, and taken away. */
const artifactStep: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(clip, artifact).map(([at, [name, data]]): Step => (ids) => {
    library.putArtifact(idAt(ids, at), name, data);
  }),
  fc.tuple(clip, artifact).map(([at, [name, data]]): Step => (ids) => {
    run(
      'UPDATE artifacts SET data = ? WHERE clip_id = ? AND name = ?',
      JSON.stringify(data),
      idAt(ids, at),
      name,
    );
  }),
  fc.tuple(clip, fc.constantFrom('probe', 'probe-detail', 'exif')).map(([at, name]): Step => (ids) => {
    library.removeArtifact(idAt(ids, at), name);
  }),
);
const jobStep: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(clip, fc.nat(1), jobState).map(([at, stage, state]): Step => (ids) => {
    run(
      `INSERT INTO jobs (clip_id, stage, sequence, queue, tier, state, ready, run_key) VALUES (?, ?, 1, 'io', 1, ?, 0, '')
       ON CONFLICT DO UPDATE SET state = excluded.state`,
      ...[idAt(ids, at), `stage-${String(stage)}`, state],
    );
  }),
  fc.tuple(clip, fc.nat(1)).map(([at, stage]): Step => (ids) => {
    run('DELETE FROM jobs WHERE clip_id = ? AND stage = ?', idAt(ids, at), `stage-${String(stage)}`);
  }),
);
const otherStep: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(clip, file).map(([at, made]): Step => (ids) => {
    library.putFile(idAt(ids, at), made);
  }),
  file.map((made): Step => () => {
    library.putFile(null, made);
  }),
  fc.nat(6).map((id): Step => () => {
    run(`UPDATE files SET state = 'missing' WHERE id % 7 = ?`, id);
  }),
  fc.nat(6).map((id): Step => () => {
    run('DELETE FROM files WHERE id % 7 = ?', id);
  }),
  fc.tuple(clip, fc.constantFrom(null, 1)).map(([at, atMs]): Step => (ids) => {
    run('UPDATE clips SET quarantined_ms = ? WHERE id = ?', atMs, idAt(ids, at));
  }),
  fc
    .tuple(clip, fc.constantFrom(null, 1, 5), fc.constantFrom(null, 7))
    .map(([at, rating, openedMs]): Step => (ids) => {
      run(
        `INSERT INTO annotations (clip_sequence, rating, opened_ms, changed_ms) SELECT sequence, ?, ?, 1 FROM clips WHERE id = ?
       ON CONFLICT DO UPDATE SET rating = excluded.rating, opened_ms = excluded.opened_ms`,
        ...[rating, openedMs, idAt(ids, at)],
      );
    }),
  fc.constant((): void => {
    run('DELETE FROM annotations');
  }),
);
const step = fc.oneof(artifactStep, jobStep, otherStep);

describe('cards', () => {
  it('stay true to what they are made from, whatever is written', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), (steps) => {
        library.clear();
        library.add({ files: [] });
        const ids = [library.add({ jobs: ['waiting'] }), library.add()];
        for (const take of steps) {
          take(ids);
          expect(untrueCards(library.connection)).toEqual([]);
        }
        expect(shownStates()).toEqual(meantStates());
      }),
      { numRuns: 40 },
    );
  });

  it('go with their clips', () => {
    const id = library.add({ files: [] });
    run('DELETE FROM clips WHERE id = ?', id);
    expect(library.connection.prepare('SELECT COUNT(*) FROM cards').pluck().get()).toBe(0);
  });

  it('take names as they are searched and sorted from whoever knows them, else from the name', () => {
    library.add({ files: [{ volume: 'one', path: 'Été 2.MP4', state: 'present' }] });
    const names = (): unknown => library.connection.prepare('SELECT folded_name, sort_name FROM cards').get();
    expect(names()).toEqual({ folded_name: 'ete 2.mp4', sort_name: 'ete 012\u0001mp014' });
    run('UPDATE files SET folded_name = NULL, sort_name = NULL');
    expect(names()).toEqual({ folded_name: 'Été 2.mp4', sort_name: 'Été 2.mp4' });
  });
});

describe('the migration', () => {
  it('makes the cards of a library that was there before', async () => {
    const path = join(await tempDir(), 'large.rushes');
    await makeLargeLibrary(path, { clips: 400, pictures: 'none' });
    const connection = await openDatabase({
      ...{ path: join(path, 'library.sqlite'), access: 'read', backupsPath: path },
    });
    expect(untrueCards(connection)).toEqual([]);
    expect(connection.prepare('SELECT COUNT(*) FROM cards').pluck().get()).toBe(400);
    expect(
      connection
        .prepare('SELECT COUNT(*) FROM files WHERE sort_name IS NULL OR folder_id IS NULL')
        .pluck()
        .get(),
    ).toBe(0);
    connection.close();
  });
});
