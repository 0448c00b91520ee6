/** Opens a library's database to read it. */
import { type Connection, openDatabase, userVersion } from '../db/connection.ts';
import { newestVersion } from '../db/migrations.ts';
import { libraryPaths } from './library-folder.ts';
import { acquireLock } from './library-lock.ts';

/**
 * A library of an older Rushes is brought up to date first, as if it were opened for writing: what reads it knows the
 * newest shape alone.
 *
 * @throws AppError library-missing, library-newer, library-damaged; of an older one also library-locked, library-unusable
 */
export async function openToRead(libraryPath: string): Promise<Connection> {
  const { database, backups } = libraryPaths(libraryPath);
  const open = (access: 'read' | 'write'): Promise<Connection> =>
    openDatabase({ path: database, access, backupsPath: backups });
  const connection = await open('read');
  if (userVersion(connection) === newestVersion) return connection;
  connection.close();
  const lock = acquireLock(libraryPath, 'rushes: bringing the library up to date');
  try {
    (await open('write')).close();
  } finally {
    lock.release();
  }
  return open('read');
}
