/** Reads everything there is, a page at a time, to see whether it is sound. */
import type { Connection } from '../connection.ts';

export interface ArtifactRow {
  readonly row: number;
  readonly clipId: string;
  readonly name: string;
  readonly data: string;
}

export interface ManifestRow {
  readonly row: number;
  readonly id: string;
  readonly manifest: string;
}

/** What SQLite finds wrong with the file; empty: nothing. */
export function integrityProblems(connection: Connection): string[] {
  const found = connection.prepare('PRAGMA integrity_check(100)').pluck().all() as string[];
  return found.filter((line) => line !== 'ok');
}

/** Rows that point to rows that are not there. */
export function brokenReferences(connection: Connection): string[] {
  const found = connection.prepare('PRAGMA foreign_key_check').all() as {
    table: string;
    rowid: number | null;
    parent: string;
  }[];
  return found.map(
    ({ table, rowid, parent }) => `${table}, row ${String(rowid)}: its row of ${parent} is missing`,
  );
}

export function countRows(connection: Connection): number {
  const tables = [
    'volumes',
    'roots',
    'clips',
    'files',
    'jobs',
    'runs',
    'artifacts',
    'timeline',
    'events',
    'settings',
  ];
  const counts = tables.map((table) =>
    Number(connection.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get()),
  );
  return counts.reduce((total, count) => total + count, 0);
}

export function artifactsBehind(connection: Connection, row: number, limit: number): ArtifactRow[] {
  return connection
    .prepare(
      `SELECT rowid AS row, clip_id AS clipId, name, data FROM artifacts WHERE rowid > ? ORDER BY rowid LIMIT ?`,
    )
    .all(row, limit) as ArtifactRow[];
}

export function manifestsBehind(connection: Connection, row: number, limit: number): ManifestRow[] {
  return connection
    .prepare('SELECT rowid AS row, id, manifest FROM runs WHERE rowid > ? ORDER BY rowid LIMIT ?')
    .all(row, limit) as ManifestRow[];
}
