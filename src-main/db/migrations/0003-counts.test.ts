import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, openDatabase } from '../connection.ts';
import { migrations } from '../migrations.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rushes-counts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const open = (newest?: number): Promise<Connection> =>
  openDatabase({
    path: join(folder, 'library.sqlite'),
    access: 'write',
    backupsPath: join(folder, 'backups'),
    ...(newest === undefined ? {} : { migrations: migrations.slice(0, newest) }),
  });

const clips = ['a', 'b', 'c'];
const stages = ['probe', 'scenes'];
const states = ['waiting', 'running', 'done', 'skipped', 'failed', 'blocked'];

function addClips(connection: Connection): void {
  const add = connection.prepare(
    `INSERT INTO clips (id, quick_identity, size_bytes, profile, added_ms) VALUES (?, ?, 1, 'default', 0)`,
  );
  for (const id of clips) add.run(id, id);
}

const insert = `INSERT OR REPLACE INTO jobs (clip_id, stage, sequence, queue, tier, state, ready, run_key)
  VALUES (?, ?, 1, ?, 1, ?, 1, '')`;

function kept(connection: Connection): unknown[] {
  return connection
    .prepare('SELECT stage, queue, state, count FROM job_counts WHERE count > 0 ORDER BY 1, 2, 3')
    .all();
}

function counted(connection: Connection): unknown[] {
  return connection
    .prepare('SELECT stage, queue, state, COUNT(*) AS count FROM jobs GROUP BY 1, 2, 3 ORDER BY 1, 2, 3')
    .all();
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    clip: fc.constantFrom(...clips),
    stage: fc.constantFrom(...stages),
    queue: fc.constantFrom('io', 'cpu'),
    state: fc.constantFrom(...states),
  }),
  fc.record({
    kind: fc.constant('move' as const),
    from: fc.constantFrom(...states),
    to: fc.constantFrom(...states),
  }),
  fc.record({ kind: fc.constant('remove' as const), clip: fc.constantFrom(...clips) }),
);

describe('counts of jobs', () => {
  it('equal what counting gives, whatever is written', async () => {
    const connection = await open();
    addClips(connection);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        connection.exec('DELETE FROM jobs');
        for (const one of steps) {
          if (one.kind === 'put') {
            connection.prepare('DELETE FROM jobs WHERE clip_id = ? AND stage = ?').run(one.clip, one.stage);
            connection.prepare(insert).run(one.clip, one.stage, one.queue, one.state);
          }
          if (one.kind === 'move')
            connection.prepare('UPDATE jobs SET state = ? WHERE state = ?').run(one.to, one.from);
          if (one.kind === 'remove') connection.prepare('DELETE FROM jobs WHERE clip_id = ?').run(one.clip);
        }
        expect(kept(connection)).toEqual(counted(connection));
      }),
      { numRuns: 60 },
    );
    connection.close();
  });

  it('are made for a library that was there before', async () => {
    const old = await open(2);
    addClips(old);
    old.prepare(insert).run('a', 'probe', 'io', 'done');
    old.prepare(insert).run('b', 'probe', 'io', 'waiting');
    old.close();
    const connection = await open();
    expect(kept(connection)).toEqual([
      { stage: 'probe', queue: 'io', state: 'done', count: 1 },
      { stage: 'probe', queue: 'io', state: 'waiting', count: 1 },
    ]);
    connection.close();
  });
});
