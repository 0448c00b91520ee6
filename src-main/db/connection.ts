/**
 * Opens a library's database. One process writes (it holds the library's lock); any number may read.
 *
 * Opening for writing: the header is looked at before SQLite is, so that a library of a newer Rushes is refused
 * untouched; then `quick_check`, a backup before each migration, the migrations, each in its own transaction.
 */
import { closeSync, existsSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../src-preload/contract/errors.ts';
import { foldText } from '../platform/text-folding.ts';
import { type Migration, migrations as allMigrations } from './migrations.ts';

export type Connection = Database.Database;
export type Statement = Database.Statement;

/** "Rush" in ASCII: marks the file as ours (SQLite's application_id). */
const applicationId = 0x52757368;
/** SQLite before this can lose a WAL commit in a rare race (fixed in 3.51.3). */
const oldestSqlite = [3, 51, 3] as const;
const busyTimeoutMs = 5000;
/** SQLite gives its log and shared memory the permissions of the database. */
const ownerOnly = 0o600;

export interface OpenOptions {
  readonly path: string;
  readonly access: 'write' | 'read';
  /** Where backups go that are made before a migration. */
  readonly backupsPath: string;
  readonly migrations?: readonly Migration[];
}

/** @throws AppError library-newer, library-damaged, library-missing, library-unusable, runtime-unsuitable */
export async function openDatabase(options: OpenOptions): Promise<Connection> {
  const { path, access } = options;
  const known = options.migrations ?? allMigrations;
  const isNew = !existsSync(path);
  if (access === 'read' && isNew) throw new AppError('library-missing', { file: dirname(path) });
  if (!isNew) refuseForeignOrNewer(path, newest(known));
  else closeSync(openSync(path, 'a', ownerOnly));
  const connection = connect(path, access);
  try {
    assertSqliteVersion(connection);
    refuseNewer(connection, path, newest(known));
    if (access === 'write') await prepareForWriting(connection, options, known, isNew);
    return connection;
  } catch (error) {
    connection.close();
    throw asLibraryError(error, path);
  }
}

function newest(known: readonly Migration[]): number {
  return known.at(-1)?.version ?? 0;
}

function connect(path: string, access: 'write' | 'read'): Connection {
  try {
    const connection = new Database(path, { readonly: access === 'read', timeout: busyTimeoutMs });
    connection.pragma('mmap_size = 0');
    connection.pragma('foreign_keys = ON');
    connection.pragma('trusted_schema = OFF');
    if (access === 'read') connection.pragma('query_only = ON');
    // SQLite's own lower() knows ASCII only.
    connection.function('fold_text', { deterministic: true }, (text) =>
      typeof text === 'string' ? foldText(text) : null,
    );
    return connection;
  } catch (error) {
    throw asLibraryError(error, path);
  }
}

/** SQLite's file header: user_version at byte 60, application_id at 68, both big-endian (sqlite.org/fileformat2). */
function refuseForeignOrNewer(path: string, newestVersion: number): void {
  const header = Buffer.alloc(100);
  const handle = openSync(path, 'r');
  const length = readSync(handle, header, 0, 100, 0);
  closeSync(handle);
  if (length === 0) return;
  if (length < 100 || header.toString('latin1', 0, 15) !== 'SQLite format 3') {
    throw new AppError('library-damaged', { file: path, detail: 'it is not a SQLite database' });
  }
  const marker = header.readUInt32BE(68);
  if (marker !== applicationId && marker !== 0) {
    throw new AppError('library-unusable', { file: path, detail: 'it belongs to another program' });
  }
  refuseVersion(header.readUInt32BE(60), path, newestVersion);
}

function refuseNewer(connection: Connection, path: string, newestVersion: number): void {
  refuseVersion(userVersion(connection), path, newestVersion);
}

function refuseVersion(version: number, path: string, newestVersion: number): void {
  if (version > newestVersion) {
    throw new AppError('library-newer', { file: path, libraryVersion: version, knownVersion: newestVersion });
  }
}

export function userVersion(connection: Connection): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

/** @throws AppError runtime-unsuitable when the SQLite inside better-sqlite3 is older than we rely on */
export function assertSqliteVersion(connection: Connection): string {
  const version = sqliteVersion(connection);
  const parts = version.split('.').map(Number);
  for (const [index, least] of oldestSqlite.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return version;
    if (part < least) throw new AppError('runtime-unsuitable', { detail: `SQLite ${version}` });
  }
  return version;
}

function sqliteVersion(connection: Connection): string {
  return String(connection.prepare('SELECT sqlite_version()').pluck().get());
}

async function prepareForWriting(
  connection: Connection,
  options: OpenOptions,
  known: readonly Migration[],
  isNew: boolean,
): Promise<void> {
  if (connection.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
    throw new AppError('library-unusable', {
      file: options.path,
      detail: 'its disk does not support write-ahead logging (a network folder?)',
    });
  }
  connection.pragma('synchronous = NORMAL');
  connection.pragma('wal_autocheckpoint = 1000');
  if (!isNew) assertSound(connection, options.path);
  const due = known.filter((migration) => migration.version > userVersion(connection));
  for (const migration of due) {
    if (!isNew) await backupBefore(connection, options.backupsPath, migration);
    applyMigration(connection, migration);
  }
}

/** In one transaction; the caller has made sure that it is the next one that is due. */
export function applyMigration(connection: Connection, migration: Migration): void {
  for (const [name, run] of Object.entries(migration.functions ?? {})) {
    connection.function(name, { deterministic: true }, (text) => run(String(text)));
  }
  connection.transaction(() => {
    connection.exec(migration.sql);
    connection.pragma(`application_id = ${String(applicationId)}`);
    connection.pragma(`user_version = ${String(migration.version)}`);
  })();
}

function assertSound(connection: Connection, path: string): void {
  const found = connection.pragma('quick_check(5)', { simple: true });
  if (found !== 'ok') throw new AppError('library-damaged', { file: path, detail: String(found) });
}

async function backupBefore(
  connection: Connection,
  backupsPath: string,
  migration: Migration,
): Promise<void> {
  mkdirSync(backupsPath, { recursive: true, mode: 0o700 });
  const from = String(userVersion(connection)).padStart(4, '0');
  const name = `before-${String(migration.version).padStart(4, '0')}-${migration.name}-from-${from}.sqlite`;
  await connection.backup(join(backupsPath, name));
}

function asLibraryError(error: unknown, path: string): unknown {
  const code = error instanceof Database.SqliteError ? error.code : null;
  if (code === null) return error;
  const facts = { file: path, detail: error instanceof Error ? error.message : String(error) };
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new AppError('library-damaged', facts, error);
  if (code === 'SQLITE_FULL') return new AppError('disk-full', facts, error);
  if (
    code.startsWith('SQLITE_CANTOPEN') ||
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_PERM')
  ) {
    return new AppError('library-unusable', facts, error);
  }
  return error;
}

/** A consistent copy of the whole database while it is in use, checked before it is called good. */
export async function backupDatabase(
  connection: Connection,
  target: string,
): Promise<{ readonly sizeBytes: number }> {
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const { totalPages } = await connection.backup(target);
  const copy = new Database(target);
  try {
    // One file, with nothing beside it that could be lost.
    copy.pragma('journal_mode = DELETE');
    assertSound(copy, target);
  } finally {
    copy.close();
  }
  return { sizeBytes: totalPages * Number(connection.pragma('page_size', { simple: true })) };
}
