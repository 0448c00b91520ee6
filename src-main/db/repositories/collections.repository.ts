/** Smart collections. Their positions are those of a list: 0, 1, 2… without gaps. */
import { type Collection, collection, collectionKey } from '../../../src-preload/contract/collections.ts';
import type { Connection } from '../connection.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly mode: string;
  readonly sortBy: string;
  readonly sortDirection: string;
  readonly position: number;
  readonly createdMs: number;
  readonly changedMs: number;
}

/** In their order. */
export function listCollections(connection: Connection): Collection[] {
  const rows = connection
    .prepare(
      `SELECT id, name, query, mode, sort_by AS sortBy, sort_direction AS sortDirection, position,
         created_ms AS createdMs, changed_ms AS changedMs
       FROM collections ORDER BY position, id`,
    )
    .all() as Row[];
  return rows.map(({ sortBy, sortDirection, ...row }) =>
    collection.parse({ ...row, sort: { by: sortBy, direction: sortDirection } }),
  );
}

/** New, or in the place of the one with its id. */
export function putCollection(connection: Connection, { sort, ...rest }: Collection): void {
  connection
    .prepare(
      `INSERT INTO collections (id, name, key, query, mode, sort_by, sort_direction, position, created_ms, changed_ms)
       VALUES (@id, @name, @key, @query, @mode, @sortBy, @sortDirection, @position, @createdMs, @changedMs)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key, query = excluded.query,
         mode = excluded.mode, sort_by = excluded.sort_by, sort_direction = excluded.sort_direction,
         position = excluded.position, created_ms = excluded.created_ms, changed_ms = excluded.changed_ms`,
    )
    .run({ ...rest, key: collectionKey(rest.name), sortBy: sort.by, sortDirection: sort.direction });
}

export function removeCollection(connection: Connection, id: string): void {
  connection.prepare('DELETE FROM collections WHERE id = ?').run(id);
}

/** @param ids all of them, in their new order */
export function placeCollections(connection: Connection, ids: readonly string[]): void {
  const place = connection.prepare(
    'UPDATE collections SET position = @position WHERE id = @id AND position <> @position',
  );
  for (const [position, id] of ids.entries()) place.run({ id, position });
}
