/** Values that cards have, by SQL of a filter. */
import type { Connection } from '../connection.ts';

export interface ListedValue {
  readonly value: string;
  readonly clips: number;
}

/** @param sql gives rows (value, clips); its parameters are `among`, then the limit */
export function listedValues(
  connection: Connection,
  sql: string,
  among: string,
  limit: number,
): ListedValue[] {
  const rows = connection.prepare(sql).all(among, limit) as {
    readonly value: unknown;
    readonly clips: number;
  }[];
  return rows.map(({ value, clips }) => ({ value: String(value), clips }));
}
