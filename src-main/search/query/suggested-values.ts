import type { Connection } from '../../db/connection.ts';
import type { SearchFilter } from '../search-filter.ts';

export interface ListedValue {
  readonly value: string;
  /** null: not counted. */
  readonly clips: number | null;
}

/** More than anybody distinguishes by name. */
const mostValues = 2_000;
/** Where JSON has to be read, the newest clips stand for all: some milliseconds. */
const clipsLookedAt = 200;

/** Values that clips have, most frequent first, then those that a filter names itself. */
export function listValues(connection: Connection, filter: SearchFilter): ListedValue[] {
  const choices = filter.control === 'words' ? [] : (filter.choices ?? []);
  const listed = filter.values === undefined ? [] : counted(connection, filter.values);
  const known = new Set(listed.map(({ value }) => value));
  return [
    ...listed,
    ...choices.filter((value) => !known.has(value)).map((value) => ({ value, clips: null })),
  ];
}

function counted(connection: Connection, { sql, reads }: NonNullable<SearchFilter['values']>): ListedValue[] {
  const newest = `SELECT sequence FROM cards ORDER BY sequence DESC LIMIT ${String(clipsLookedAt)}`;
  const among = reads === 'cards' ? 'SELECT sequence FROM cards' : newest;
  const rows = connection.prepare(sql(among)).all(mostValues) as {
    readonly value: string | number;
    readonly clips: number;
  }[];
  return rows.map(({ value, clips }) => ({
    value: String(value),
    clips: reads === 'cards' ? clips : null,
  }));
}
