/**
 * Reads cards: which ones, in which order, and what is on them. A page is found by numbers first, on indexes alone; only
 * what it shows is then looked up.
 */
import type { ClipFilter, ClipSort, SortKey } from '../../../src-preload/contract/cards.ts';
import { type Condition, filterCondition, isEverything } from '../card-filter-sql.ts';
import type { Connection } from '../connection.ts';

/** `known`: it has a value for every clip. */
interface SortColumn {
  readonly column: string;
  readonly values: 'known' | 'may-lack';
}

const sortColumns: Readonly<Record<Exclude<SortKey, 'added'>, SortColumn>> = {
  name: { column: 'sort_name', values: 'known' },
  taken: { column: 'taken_sec', values: 'may-lack' },
  duration: { column: 'duration_sec', values: 'may-lack' },
  size: { column: 'size_bytes', values: 'known' },
  resolution: { column: 'pixels', values: 'may-lack' },
  rating: { column: 'rating', values: 'may-lack' },
};

/** In SQLite NULL is less than anything: last by itself when descending. Each of these has its index. */
function orderOf({ by, direction }: ClipSort): string {
  if (by === 'added') return direction === 'ascending' ? 'sequence' : 'sequence DESC';
  const { column, values } = sortColumns[by];
  if (direction === 'descending') return `${column} DESC, sequence`;
  return values === 'known' ? `${column}, sequence` : `${column} IS NULL, ${column}, sequence`;
}

export interface Chosen {
  readonly filter: ClipFilter;
  readonly sort: ClipSort;
}

export interface Part extends Chosen {
  readonly offset: number;
  readonly limit: number;
}

/** Clips that pass. */
export function countCards(connection: Connection, filter: ClipFilter): number {
  const { sql, values } = filterCondition(filter);
  return Number(connection.prepare(`SELECT COUNT(*) FROM cards WHERE ${sql}`).pluck().get(...values));
}

/** The filter is gone through once, on its own; the order's index then gives those that passed without a sort. */
function passing(condition: Condition): string {
  return isEverything(condition) ? '1' : `+sequence IN (SELECT sequence FROM cards WHERE ${condition.sql})`;
}

/** Numbers of clips, in order. */
export function cardSequences(connection: Connection, { filter, sort, offset, limit }: Part): number[] {
  const condition = filterCondition(filter);
  return connection
    .prepare(`SELECT sequence FROM cards WHERE ${passing(condition)} ORDER BY ${orderOf(sort)} LIMIT ? OFFSET ?`)
    .pluck()
    .all(...condition.values, limit, offset) as number[];
}

export function cardIds(connection: Connection, { filter, sort, offset, limit }: Part): string[] {
  const condition = filterCondition(filter);
  return connection
    .prepare(
      `SELECT clips.id FROM (
         SELECT sequence FROM cards WHERE ${passing(condition)} ORDER BY ${orderOf(sort)} LIMIT ? OFFSET ?) chosen
       CROSS JOIN clips ON clips.sequence = chosen.sequence`,
    )
    .pluck()
    .all(...condition.values, limit, offset) as string[];
}

/** What it stands at: its number, and the value that it is ordered by. */
interface Standing {
  readonly sequence: number;
  readonly value: string | number | null;
}

/** How many come before this one; null: it does not pass the filter, or there is no such clip. */
export function cardPosition(connection: Connection, { filter, sort }: Chosen, clipId: string): number | null {
  const condition = filterCondition(filter);
  const column = sort.by === 'added' ? 'sequence' : sortColumns[sort.by].column;
  const standing = connection
    .prepare(
      `SELECT sequence, ${column} AS value FROM cards
       WHERE sequence = (SELECT sequence FROM clips WHERE id = ?) AND ${condition.sql}`,
    )
    .get(clipId, ...condition.values) as Standing | undefined;
  if (standing === undefined) return null;
  return before(sort, standing).reduce((total, { sql, values }) => {
    const count = connection.prepare(`SELECT COUNT(*) FROM cards WHERE ${sql} AND ${passing(condition)}`).pluck();
    return total + Number(count.get(...values, ...condition.values));
  }, 0);
}

/** What comes before, in parts that have no clip in common: each is a stretch of one index. */
function before({ by, direction }: ClipSort, { sequence, value }: Standing): Condition[] {
  const isLess = direction === 'ascending' ? '<' : '>';
  if (by === 'added') return [{ sql: `sequence ${isLess} ?`, values: [sequence] }];
  const { column } = sortColumns[by];
  if (value === null) {
    return [
      { sql: `${column} IS NOT NULL`, values: [] },
      { sql: `${column} IS NULL AND sequence < ?`, values: [sequence] },
    ];
  }
  return [
    { sql: `${column} ${isLess} ?`, values: [value] },
    { sql: `${column} = ? AND sequence < ?`, values: [value, sequence] },
  ];
}
