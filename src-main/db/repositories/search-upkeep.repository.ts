/** The full-text index as a whole: emptied, merged, counted and checked. */
import Database from 'better-sqlite3';
import { textFields } from '../../../src-preload/contract/search.ts';
import type { Connection } from '../connection.ts';

/** Index -> the table that has its text. */
const indexes = [
  { index: 'search_clips', table: 'search_documents', id: 'sequence', columns: textFields },
  { index: 'search_moments_fts', table: 'search_moments', id: 'id', columns: ['text'] },
] as const;
export const searchIndexes = ['search_clips', 'search_moments_fts'] as const;
export type SearchIndexName = (typeof searchIndexes)[number];

/**
 * Empties the index, whatever state it is in, and says of all clips that all of it is due later. Its triggers are left out for it: one row
 * after the other would take long, and cannot be taken out of an index that is not in step. Only in a transaction.
 */
export function clearIndex(connection: Connection): void {
  for (const { index, table } of indexes) {
    emptyWithoutTriggers(connection, table);
    connection.exec(`INSERT INTO ${index} (${index}) VALUES ('delete-all')`);
  }
  emptyWithoutTriggers(connection, 'search_clip_values');
  connection.exec('DELETE FROM search_values; DELETE FROM search_facts;');
  connection.exec(
    `INSERT INTO search_stale (sequence, part, due)
     SELECT sequence, value, 'later' FROM clips CROSS JOIN json_each('["facts", "said", "read", "sees", "hears"]') WHERE true
     ON CONFLICT DO UPDATE SET due = 'later'`,
  );
}

function emptyWithoutTriggers(connection: Connection, table: string): void {
  const triggers = connection
    .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?`)
    .all(table) as { readonly name: string; readonly sql: string }[];
  for (const { name } of triggers) connection.exec(`DROP TRIGGER "${name}"`);
  connection.exec(`DELETE FROM ${table}`);
  for (const { sql } of triggers) connection.exec(sql);
}

/** Pages that are written at most in one step. */
const pagesPerStep = 500;

/**
 * Makes the index one piece, which is fastest to search, in steps that are short (sqlite.org/fts5.html, 6.8: the first with a negative
 * number of pages, then until a step changes no more than one row). Each `next()` is one.
 */
export function* mergeIndex(connection: Connection): Generator<void> {
  const changes = connection.prepare('SELECT total_changes()').pluck();
  for (const { index } of indexes) {
    const merge = connection.prepare(`INSERT INTO ${index} (${index}, rank) VALUES ('merge', ?)`);
    merge.run(-pagesPerStep);
    for (let changed = 2; changed >= 2;) {
      yield;
      const before = Number(changes.get());
      merge.run(pagesPerStep);
      changed = Number(changes.get()) - before;
    }
  }
}

export function indexCounts(connection: Connection): { readonly clips: number; readonly moments: number } {
  const count = (table: string): number =>
    Number(connection.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get());
  return { clips: count('search_documents'), moments: count('search_moments') };
}

/** What FTS5 finds wrong with an index by itself; empty: nothing. */
export function indexIntegrity(connection: Connection, index: SearchIndexName): string[] {
  const found = connection.pragma(`integrity_check('${index}')`) as { readonly integrity_check: string }[];
  return found.map((row) => row.integrity_check).filter((line) => line !== 'ok');
}

/** Numbers of clips that are gone and of which something is left. */
export function leftBehind(connection: Connection): number[] {
  return connection
    .prepare(
      `SELECT sequence FROM (SELECT sequence FROM search_documents UNION SELECT id / 1048576 FROM search_moments)
       WHERE sequence NOT IN (SELECT sequence FROM clips) ORDER BY sequence`,
    )
    .pluck()
    .all() as number[];
}

/** Ids of clips of which there is no text, and that do not wait for it. */
export function withoutText(connection: Connection): string[] {
  return connection
    .prepare(
      `SELECT id FROM clips c WHERE NOT EXISTS (SELECT 1 FROM search_documents d WHERE d.sequence = c.sequence)
         AND NOT EXISTS (SELECT 1 FROM search_stale s WHERE s.sequence = c.sequence AND s.part = 'facts') ORDER BY sequence`,
    )
    .pluck()
    .all() as string[];
}

/** Clips of which something waits to be indexed, or could not be. */
export function pendingParts(connection: Connection): { readonly clipId: string; readonly parts: string }[] {
  return connection
    .prepare(
      `SELECT c.id AS clipId, group_concat(s.part, ', ') AS parts FROM search_stale s JOIN clips c ON c.sequence = s.sequence
       GROUP BY s.sequence ORDER BY s.sequence`,
    )
    .all() as { readonly clipId: string; readonly parts: string }[];
}

interface IndexedRow {
  readonly id: number;
  /** How many words the index has of each column; null: it does not have the row. */
  readonly size: Buffer | null;
}

/**
 * Whether an index knows as many words of each text as the text has. FTS5's own comparison of an index with external content
 * ('integrity-check' with rank 1) is a statement that writes, so that those who only read can't have it.
 */
export class WordCounts {
  readonly #table: Connection;
  readonly #page;
  readonly #surplus;
  readonly #put;
  readonly #counted;
  readonly #clear;
  readonly #columns: readonly string[];

  constructor(connection: Connection, name: SearchIndexName) {
    const { index, table, id, columns } = indexes.find((each) => each.index === name) ?? indexes[0];
    const definition = connection.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(index);
    this.#columns = columns;
    this.#table = new Database(':memory:');
    this.#table.exec(String(definition));
    this.#put = this.#table.prepare(
      `INSERT INTO ${index} (rowid, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})`,
    );
    this.#clear = this.#table.prepare(`INSERT INTO ${index} (${index}) VALUES ('delete-all')`);
    this.#counted = this.#table.prepare(`SELECT sz FROM ${index}_docsize WHERE id = ?`).pluck();
    this.#page = connection.prepare(
      `SELECT t.${id} AS id, s.sz AS size, ${columns.map((column) => `t.${column}`).join(', ')}
       FROM ${table} t LEFT JOIN ${index}_docsize s ON s.id = t.${id} WHERE t.${id} > ? ORDER BY t.${id} LIMIT ?`,
    );
    this.#surplus = connection
      .prepare(`SELECT id FROM ${index}_docsize WHERE id NOT IN (SELECT ${id} FROM ${table}) ORDER BY id`)
      .pluck();
  }

  /** Rows that the index has and the table has not. */
  surplus(): number[] {
    return this.#surplus.all() as number[];
  }

  /** Of the next rows behind `id`, those that are not indexed as they are. */
  wrongBehind(
    id: number,
    limit: number,
  ): { readonly examined: number; readonly last: number; readonly wrong: readonly number[] } {
    const rows = this.#page.all(id, limit) as (IndexedRow & Readonly<Record<string, unknown>>)[];
    const wrong = this.#table.transaction(() => {
      this.#clear.run();
      return rows.filter((row) => {
        this.#put.run(row.id, ...this.#columns.map((column) => row[column]));
        const size = this.#counted.get(row.id) as Buffer;
        return row.size === null || !size.equals(row.size);
      });
    })();
    return { examined: rows.length, last: rows.at(-1)?.id ?? id, wrong: wrong.map((row) => row.id) };
  }

  close(): void {
    this.#table.close();
  }
}
