/**
 * Finds cards: which ones, and in which order. Only numbers of clips here, read off indexes; what is on the cards is
 * looked up once it is known which are shown.
 */
import type { ClipFilter, ClipSort, SortKey } from '../../../src-preload/contract/cards.ts';
import { type Condition, filterCondition, isEverything } from '../card-filter-sql.ts';
import type { Connection } from '../connection.ts';

/** `values`: whether each clip has one. */
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

/** Up to so many clips are looked up and sorted; with more it is quicker to go through all in order and leave some out. */
const fewCards = 5000;

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

export interface FoundCards {
  /** Clips that pass the filter. */
  readonly total: number;
  /** Numbers of those in the part that was asked for, in order. */
  readonly sequences: readonly number[];
}

export function countCards(connection: Connection): number {
  return Number(connection.prepare('SELECT COUNT(*) FROM cards').pluck().get());
}

export function findCards(connection: Connection, { filter, sort, offset, limit }: Part): FoundCards {
  const condition = filterCondition(filter);
  if (isEverything(condition)) {
    const total = countCards(connection);
    return { total, sequences: orderedPart(connection, sort, offset, limit) };
  }
  const found = passingInOrder(connection, condition, sort);
  return { total: found.length, sequences: found.slice(offset, offset + limit) };
}

/** How many come before this clip; null: it does not pass the filter, or there is none of that number. */
export function cardPosition(
  connection: Connection,
  { filter, sort }: Chosen,
  sequence: number,
): number | null {
  const condition = filterCondition(filter);
  if (isEverything(condition)) return positionAmongAll(connection, sort, sequence);
  const position = passingInOrder(connection, condition, sort).indexOf(sequence);
  return position === -1 ? null : position;
}

function orderedPart(connection: Connection, sort: ClipSort, offset: number, limit: number): number[] {
  return connection
    .prepare(`SELECT sequence FROM cards ORDER BY ${orderOf(sort)} LIMIT ? OFFSET ?`)
    .pluck()
    .all(limit, offset) as number[];
}

/** The filter is gone through once; -1 as a limit is none. */
function passingInOrder(connection: Connection, { sql, values }: Condition, sort: ClipSort): number[] {
  const passing = connection
    .prepare(`SELECT sequence FROM cards WHERE ${sql}`)
    .pluck()
    .all(...values) as number[];
  if (passing.length <= fewCards) return sorted(connection, passing, sort);
  const among = new Set(passing);
  return orderedPart(connection, sort, 0, -1).filter((sequence) => among.has(sequence));
}

function sorted(connection: Connection, sequences: readonly number[], sort: ClipSort): number[] {
  return connection
    .prepare(
      `SELECT sequence FROM json_each(?) few CROSS JOIN cards ON cards.sequence = few.value ORDER BY ${orderOf(sort)}`,
    )
    .pluck()
    .all(JSON.stringify(sequences)) as number[];
}

function positionAmongAll(connection: Connection, sort: ClipSort, sequence: number): number | null {
  const column = sort.by === 'added' ? 'sequence' : sortColumns[sort.by].column;
  const standing = connection
    .prepare(`SELECT ${column} AS value FROM cards WHERE sequence = ?`)
    .get(sequence) as { readonly value: string | number | null } | undefined;
  if (standing === undefined) return null;
  return stretchesBefore(sort, sequence, standing.value).reduce((total, { sql, values }) => {
    const count = connection.prepare(`SELECT COUNT(*) FROM cards WHERE ${sql}`).pluck();
    return total + Number(count.get(...values));
  }, 0);
}

/** What comes before, in parts that have no clip in common: each is a stretch of one index. */
function stretchesBefore(
  { by, direction }: ClipSort,
  sequence: number,
  value: string | number | null,
): Condition[] {
  const isBefore = direction === 'ascending' ? '<' : '>';
  if (by === 'added') return [{ sql: `sequence ${isBefore} ?`, values: [sequence] }];
  const { column } = sortColumns[by];
  if (value === null) {
    return [
      { sql: `${column} IS NOT NULL`, values: [] },
      { sql: `${column} IS NULL AND sequence < ?`, values: [sequence] },
    ];
  }
  return [
    { sql: `${column} ${isBefore} ?`, values: [value] },
    { sql: `${column} = ? AND sequence < ?`, values: [value, sequence] },
  ];
}
