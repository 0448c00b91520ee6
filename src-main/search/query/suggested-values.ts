import type { Connection } from '../../db/connection.ts';
import type { SearchFilter } from '../search-filter.ts';

export interface ListedValue {
  readonly value: string;
  /** null: not counted. */
  readonly clips: number | null;
}

/** More than anybody distinguishes by name. */
const mostValues = 2_000;
/** Of a large library the newest clips stand for all, so that nobody who writes has to wait: some milliseconds' worth of them. */
const clipsGlancedAt = 3_000;

/**
 * Values that clips have, most frequent first, then those that a filter names itself.
 *
 * @param look 'thorough': all clips; 'glance': where it takes long to count all, a part of a large library
 */
export function listValues(
  connection: Connection,
  filter: SearchFilter,
  look: 'thorough' | 'glance',
): ListedValue[] {
  const choices = filter.control === 'words' ? [] : (filter.choices ?? []);
  const listed = filter.values === undefined ? [] : counted(connection, filter.values, look);
  const known = new Set(listed.map(({ value }) => value));
  return [
    ...listed,
    ...choices.filter((value) => !known.has(value)).map((value) => ({ value, clips: null })),
  ];
}

function counted(
  connection: Connection,
  { sql, ofAll }: NonNullable<SearchFilter['values']>,
  look: 'thorough' | 'glance',
): ListedValue[] {
  const isPart = ofAll === undefined && look === 'glance' && hasMoreClips(connection, clipsGlancedAt);
  const newest = `SELECT sequence FROM cards ORDER BY sequence DESC LIMIT ${String(clipsGlancedAt)}`;
  const statement = ofAll ?? sql(isPart ? newest : 'SELECT sequence FROM cards');
  const rows = connection.prepare(statement).all(mostValues) as {
    readonly value: string | number;
    readonly clips: number;
  }[];
  return rows.map(({ value, clips }) => ({ value: String(value), clips: isPart ? null : clips }));
}

function hasMoreClips(connection: Connection, than: number): boolean {
  const further = connection.prepare('SELECT 1 FROM cards ORDER BY sequence LIMIT 1 OFFSET ?');
  return further.get(than) !== undefined;
}
