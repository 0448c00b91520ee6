/** Queries that somebody asked last, so that they can be asked again. */
import { type SearchMode, searchModes } from '../../../src-preload/contract/search.ts';
import type { Connection } from '../connection.ts';

export interface RecentQuery {
  readonly query: string;
  readonly mode: SearchMode;
  readonly askedMs: number;
}

/** More than anybody reads through; all of them are gone through while somebody writes. */
export const mostRecentQueries = 50;

/** Newest first. */
export function recentQueries(connection: Connection, limit: number): RecentQuery[] {
  const rows = connection
    .prepare(
      'SELECT query, mode, asked_ms AS askedMs FROM recent_queries ORDER BY asked_ms DESC, query LIMIT ?',
    )
    .all(limit) as { query: string; mode: string; askedMs: number }[];
  return rows.map((row) => ({ ...row, mode: searchModes.find((mode) => mode === row.mode) ?? 'hybrid' }));
}

/** One that is there already becomes the newest. The oldest go where there would be too many. */
export function putRecentQuery(connection: Connection, { query, mode, askedMs }: RecentQuery): void {
  // A clock that was set back must not put it behind the others.
  const newestMs = Number(
    connection.prepare('SELECT COALESCE(MAX(asked_ms), 0) FROM recent_queries').pluck().get(),
  );
  connection
    .prepare(
      `INSERT INTO recent_queries (query, mode, asked_ms) VALUES (?, ?, ?)
       ON CONFLICT (query) DO UPDATE SET mode = excluded.mode, asked_ms = excluded.asked_ms`,
    )
    .run(query, mode, Math.max(askedMs, newestMs + 1));
  connection
    .prepare(
      `DELETE FROM recent_queries WHERE query NOT IN
         (SELECT query FROM recent_queries ORDER BY asked_ms DESC, query LIMIT ?)`,
    )
    .run(mostRecentQueries);
}

/** @param query null: all of them. @returns how many there were */
export function removeRecentQueries(connection: Connection, query: string | null): number {
  return connection
    .prepare('DELETE FROM recent_queries WHERE @query IS NULL OR query = @query')
    .run({ query }).changes;
}
