/** Which values clips have, and how many have each. */
import { type ValueKind, valuesAmong, valuesOfAll } from '../../db/repositories/search-facts.repository.ts';
import type { ValueListing } from '../search-filter.ts';

/** Of an SQL expression on a row of `cards`. */
export function cardValues(expression: string): ValueListing {
  const counted = (where: string): string =>
    `SELECT ${expression} AS value, COUNT(*) AS clips FROM cards
     WHERE ${where} ${expression} IS NOT NULL GROUP BY 1 ORDER BY clips DESC, value LIMIT ?`;
  return { sql: (among) => counted(`sequence IN (${among}) AND`), ofAll: counted('') };
}

/** Of what the index of search knows. */
export function indexedValues(kind: ValueKind): ValueListing {
  return { sql: (among) => valuesAmong(kind, among), ofAll: valuesOfAll(kind) };
}
