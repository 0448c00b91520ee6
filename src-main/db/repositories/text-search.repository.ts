/** Full text of clips, by FTS5 expressions that were made safe before: who has the words, how well, and in what order. */
import type { SearchSort, TextField } from '../../../src-preload/contract/search.ts';
import type { Condition } from '../card-filter-sql.ts';
import type { Connection } from '../connection.ts';

/** Clips that pass; `match` null: whatever their words are. */
export interface Matching {
  /** An expression over the columns of `search_clips`. */
  readonly match: string | null;
  /** On a row of `cards`. null: none. */
  readonly condition: Condition | null;
}

export interface TextHit {
  readonly sequence: number;
  /** BM25 (Robertson and Zaragoza 2009) over weighted columns; higher is better. */
  readonly score: number;
}

/**
 * Weights of name, folder, metadata, tags, note, said, read, sees, hears and summary: what a person wrote counts most, then what names
 * the clip, then what it holds; whole folders and long summaries say least of one clip.
 */
const columnWeights = '6, 1.5, 2, 8, 6, 3, 3, 3, 3, 1.5';

type Values = (string | number | Buffer)[];

/**
 * The words choose the clips, and each of those is looked up: of `rowid IN (…)` FTS5 makes a search of its own for each clip that passes,
 * which took seconds where thousands do.
 */
function selection({ match, condition }: Matching): { readonly sql: string; readonly values: Values } {
  const conditionValues = condition?.values ?? [];
  if (match === null) {
    const passing = condition === null ? '' : ` WHERE ${condition.sql}`;
    return { sql: `SELECT sequence FROM cards${passing}`, values: [...conditionValues] };
  }
  const found = 'SELECT rowid AS sequence FROM search_clips WHERE search_clips MATCH ?';
  if (condition === null) return { sql: found, values: [match] };
  const passing = `SELECT 1 FROM cards WHERE cards.sequence = search_clips.rowid AND (${condition.sql})`;
  return { sql: `${found} AND EXISTS (${passing})`, values: [match, ...conditionValues] };
}

function scoring(matching: Matching & { readonly match: string }): ReturnType<typeof selection> {
  const { sql, values } = selection(matching);
  const scored = `SELECT rowid AS sequence, -bm25(search_clips, ${columnWeights}) AS score`;
  return { sql: sql.replace('SELECT rowid AS sequence', scored), values };
}

export function countMatching(connection: Connection, matching: Matching): number {
  const { sql, values } = selection(matching);
  return Number(
    connection
      .prepare(`SELECT COUNT(*) FROM (${sql})`)
      .pluck()
      .get(...values),
  );
}

export function hasMatch(connection: Connection, match: string): boolean {
  const found = connection
    .prepare('SELECT 1 FROM search_clips WHERE search_clips MATCH ? LIMIT 1')
    .get(match);
  return found !== undefined;
}

export function matchingSequences(connection: Connection, matching: Matching): number[] {
  const { sql, values } = selection(matching);
  return connection
    .prepare(sql)
    .pluck()
    .all(...values) as number[];
}

/** In the order in which they were added, newest first. */
export function newestPassing(
  connection: Connection,
  matching: Matching,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): number[] {
  const { sql, values } = selection(matching);
  return connection
    .prepare(`${sql} ORDER BY sequence DESC LIMIT ? OFFSET ?`)
    .pluck()
    .all(...values, limit, offset) as number[];
}

/** How many there are, and the best of them, best first. */
export function bestMatching(
  connection: Connection,
  matching: Matching & { readonly match: string },
  limit: number,
): { readonly total: number; readonly hits: readonly TextHit[] } {
  const { sql, values } = scoring(matching);
  // Materialized, so that counting is not another search.
  const rows = connection
    .prepare(
      `WITH found AS MATERIALIZED (${sql})
       SELECT sequence, score, (SELECT COUNT(*) FROM found) AS total FROM found
       ORDER BY score DESC, sequence DESC LIMIT ?`,
    )
    .all(...values, limit) as (TextHit & { readonly total: number })[];
  const hits = rows.map(({ sequence, score }) => ({ sequence, score }));
  return { total: rows[0]?.total ?? 0, hits };
}

/** The best of the `newest` clips that match, best first: others are not weighed, which takes its time where most of a library matches. */
export function bestOfNewest(
  connection: Connection,
  matching: Matching & { readonly match: string },
  { newest, limit }: { readonly newest: number; readonly limit: number },
): TextHit[] {
  const { sql, values } = scoring(matching);
  return connection
    .prepare(
      `SELECT sequence, score FROM (${sql} ORDER BY rowid DESC LIMIT ?) ORDER BY score DESC, sequence DESC LIMIT ?`,
    )
    .all(...values, newest, limit) as TextHit[];
}

/** The same expression, found in some of the columns alone. */
export function inColumns(match: string, fields: readonly TextField[]): string {
  return `{${fields.join(' ')}} : (${match})`;
}

/** Which of these clips match. */
export function matchingAmong(
  connection: Connection,
  match: string,
  sequences: readonly number[],
): Set<number> {
  const found = connection
    // Without "+" it would be a search for each of them.
    .prepare(
      'SELECT rowid FROM search_clips WHERE search_clips MATCH ? AND +rowid IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .all(match, JSON.stringify(sequences)) as number[];
  return new Set(found);
}

/** Clips of which something is to be indexed yet. */
export function countUnindexed(connection: Connection): number {
  return Number(connection.prepare('SELECT COUNT(DISTINCT sequence) FROM search_stale').pluck().get());
}

/** In Lucene's and SQLite's form, which is never negative: ln(1 + (N - n + 0.5) / (n + 0.5)). */
export function inverseDocumentFrequency(connection: Connection, match: string): number {
  // Not of the documents themselves: to count those, all their pages would be read.
  const all = Number(connection.prepare('SELECT COUNT(*) FROM clips').pluck().get());
  const having = countMatching(connection, { match, condition: null });
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

const orders: Readonly<Record<Exclude<SearchSort['by'], 'relevance'>, string>> = {
  taken: 'taken_sec',
  added: 'sequence',
  duration: 'duration_sec',
};

/** Those of a list that are clips, in order. What is not known comes last; equal ones newest first. */
export function inOrder(
  connection: Connection,
  sequences: readonly number[],
  { by, direction }: SearchSort & { readonly by: Exclude<SearchSort['by'], 'relevance'> },
): number[] {
  const column = orders[by];
  const way = direction === 'ascending' ? 'ASC' : 'DESC';
  return connection
    .prepare(
      `SELECT sequence FROM json_each(?) wanted CROSS JOIN cards ON cards.sequence = wanted.value
       ORDER BY ${column} IS NULL, ${column} ${way}, sequence DESC`,
    )
    .pluck()
    .all(JSON.stringify(sequences)) as number[];
}

/** Those that pass a condition on cards, as a set. */
export function passing(connection: Connection, { sql, values }: Condition): Set<number> {
  return new Set(
    connection
      .prepare(`SELECT sequence FROM cards WHERE ${sql}`)
      .pluck()
      .all(...values) as number[],
  );
}
