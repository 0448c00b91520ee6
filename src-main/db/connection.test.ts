import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupDatabase, openDatabase, userVersion } from './connection.ts';
import { EventLog, newestEventSequence, readEvents } from './event-log.ts';
import { migrations, newestVersion } from './migrations.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rushes-db-'));
  path = join(folder, 'library.sqlite');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const open = (over: Partial<Parameters<typeof openDatabase>[0]> = {}) =>
  openDatabase({ path, access: 'write', backupsPath: join(folder, 'backups'), ...over });
const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const addition = {
  version: newestVersion + 1,
  name: 'addition',
  sql: 'CREATE TABLE addition (x INTEGER) STRICT;',
};

describe('openDatabase', () => {
  it('makes a library with write-ahead log, foreign keys and no memory mapping', async () => {
    const connection = await open();
    expect(connection.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(connection.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(connection.pragma('mmap_size', { simple: true })).toBe(0);
    expect(userVersion(connection)).toBe(newestVersion);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    connection.close();
  });

  it('has the shape of the golden schema', async () => {
    const connection = await open();
    const statements = connection
      .prepare(
        `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name`,
      )
      .pluck()
      .all() as string[];
    connection.close();
    await expect(`${statements.join(';\n\n')};\n`).toMatchFileSnapshot('schema.golden.sql');
  });

  it('refuses a library of a newer Rushes and leaves every byte of it', async () => {
    (await open({ migrations: [...migrations, addition] })).close();
    const before = hashOf(path);
    await expect(open()).rejects.toMatchObject({ code: 'library-newer' });
    await expect(open({ access: 'read' })).rejects.toMatchObject({ code: 'library-newer' });
    expect(hashOf(path)).toBe(before);
    expect(readdirSync(folder)).toEqual(['library.sqlite']);
  });

  it('backs up before it changes the shape, and keeps what was in it', async () => {
    const first = await open();
    first.prepare(`INSERT INTO settings VALUES ('kept', 'yes')`).run();
    first.close();
    const second = await open({ migrations: [...migrations, addition] });
    expect(userVersion(second)).toBe(addition.version);
    expect(second.prepare('SELECT value FROM settings').pluck().get()).toBe('yes');
    second.close();
    const [backup] = readdirSync(join(folder, 'backups'));
    const restored = await open({ path: join(folder, 'backups', backup ?? ''), access: 'read' });
    expect(userVersion(restored)).toBe(newestVersion);
    expect(restored.prepare('SELECT value FROM settings').pluck().get()).toBe('yes');
    restored.close();
  });

  it('takes a failed migration back whole', async () => {
    (await open()).close();
    const broken = { ...addition, sql: `${addition.sql} CREATE TABLE clips (x);` };
    await expect(open({ migrations: [...migrations, broken] })).rejects.toThrow('already exists');
    const connection = await open();
    expect(connection.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'addition'`).get()).toBeUndefined();
    connection.close();
  });

  it('says that a damaged library is damaged', async () => {
    const connection = await open();
    const insert = connection.prepare('INSERT INTO settings VALUES (?, ?)');
    for (let index = 0; index < 500; index += 1) insert.run(`key ${String(index)}`, 'x'.repeat(200));
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.close();
    const handle = openSync(path, 'r+');
    const { size } = statSync(path);
    writeSync(handle, Buffer.alloc(8192, 0x5a), 0, 8192, size - 16_384);
    closeSync(handle);
    await expect(open()).rejects.toMatchObject({ code: 'library-damaged' });
  });

  it.each([
    ['not a database', Buffer.alloc(200, 0x41), 'library-damaged'],
    ['a database of another program', null, 'library-unusable'],
  ])('refuses %s', async (_what, bytes, code) => {
    if (bytes === null) {
      const { default: Database } = await import('better-sqlite3');
      const other = new Database(path);
      other.exec('PRAGMA application_id = 42; CREATE TABLE x (y)');
      other.close();
    } else writeFileSync(path, bytes);
    await expect(open()).rejects.toMatchObject({ code });
  });

  it('reads beside a writer, and cannot write then', async () => {
    const writer = await open();
    const reader = await open({ access: 'read' });
    writer.prepare(`INSERT INTO settings VALUES ('a', 'b')`).run();
    expect(reader.prepare('SELECT value FROM settings').pluck().get()).toBe('b');
    expect(() => reader.prepare(`INSERT INTO settings VALUES ('c', 'd')`).run()).toThrow();
    reader.close();
    writer.close();
  });

  it('does not make a library for a reader', async () => {
    await expect(open({ access: 'read' })).rejects.toMatchObject({ code: 'library-missing' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('backupDatabase', () => {
  it('makes a copy that opens and holds the same', async () => {
    const connection = await open();
    connection.prepare(`INSERT INTO settings VALUES ('a', 'b')`).run();
    const target = join(folder, 'deep', 'copy.sqlite');
    await backupDatabase(connection, target);
    connection.prepare(`UPDATE settings SET value = 'later'`).run();
    connection.close();
    const copy = await open({ path: target, access: 'read' });
    expect(copy.prepare('SELECT value FROM settings').pluck().get()).toBe('b');
    copy.close();
  });
});

describe('EventLog', () => {
  const clock = { now: () => 5, after: () => () => undefined };

  it('announces after the commit, in order, and nothing that was taken back', async () => {
    const connection = await open();
    const log = new EventLog(connection, clock);
    const heard: number[] = [];
    log.subscribe((event) => {
      expect(connection.inTransaction).toBe(false);
      heard.push(event.sequence);
    });
    log.transaction(() => {
      log.add('engine-changed', { state: 'started' });
      log.transaction(() => {
        log.add('engine-changed', { state: 'paused' });
      });
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual([1, 2]);
    const failing = (): void => {
      log.transaction(() => {
        log.add('engine-changed', { state: 'resumed' });
        throw new Error('no');
      });
    };
    expect(failing).toThrow('no');
    expect(heard).toEqual([1, 2]);
    expect(newestEventSequence(connection)).toBe(2);
    expect(readEvents(connection, { afterSequence: 1, limit: 10 }).map((event) => event.data)).toEqual([
      { state: 'paused' },
    ]);
    connection.close();
  });
});
