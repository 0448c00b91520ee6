import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../../tests/support/temp-dir.ts';
import { openDatabase, userVersion } from '../db/connection.ts';
import { migrations, newestVersion } from '../db/migrations.ts';
import { prepareLibraryFolder } from './library-folder.ts';
import { acquireLock } from './library-lock.ts';
import { openToRead } from './library-reading.ts';

async function olderLibrary(): Promise<string> {
  const path = join(await tempDir(), 'older.rushes');
  const { database, backups } = prepareLibraryFolder(path);
  const first = { path: database, access: 'write', backupsPath: backups } as const;
  (await openDatabase({ ...first, migrations: migrations.slice(0, 1) })).close();
  return path;
}

describe('openToRead', () => {
  it('brings a library of an older Rushes up to date, with a backup, and gives the lock back', async () => {
    const path = await olderLibrary();
    const connection = await openToRead(path);
    expect(userVersion(connection)).toBe(newestVersion);
    expect(() => connection.exec('DELETE FROM clips')).toThrow(/readonly/);
    connection.close();
    expect(readdirSync(join(path, 'backups'))).toHaveLength(newestVersion - 1);
    acquireLock(path, 'test').release();
  });

  it('leaves one alone that somebody is writing', async () => {
    const path = await olderLibrary();
    const lock = acquireLock(path, 'test');
    await expect(openToRead(path)).rejects.toMatchObject({ code: 'library-locked' });
    lock.release();
    expect(readdirSync(join(path, 'backups'))).toEqual([]);
  });

  it('asks for no lock where nothing is to be done', async () => {
    const path = await olderLibrary();
    (await openToRead(path)).close();
    const lock = acquireLock(path, 'test');
    (await openToRead(path)).close();
    lock.release();
  });
});
