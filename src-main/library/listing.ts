/** The clips of a library, a page at a time: a library of any size is never held in memory at once. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import type { ListedClip } from '../../src-preload/contract/commands/library.ts';
import type { Connection } from '../db/connection.ts';
import {
  countClips,
  listedClips,
  type ListedRow,
  sequenceAfter,
} from '../db/repositories/listing.repository.ts';
import type { LibraryView } from './library-view.ts';
import { storedPath } from './stored-path.ts';

const pageSize = 1000;

/** In the order in which they were added. */
export function listClips(
  request: CommandRequest<'library.list'>,
  { connection, libraryPath }: Pick<LibraryView, 'connection' | 'libraryPath'>,
): CommandResponse<'library.list'> {
  const clips = [...streamClips(connection, request)];
  return { library: libraryPath, total: countClips(connection), clips };
}

/** Reads as it is asked for: between two clips the library may change. `limit` null: all behind the first `offset`. */
export function* streamClips(
  connection: Connection,
  { limit, offset }: { readonly limit: number | null; readonly offset: number },
): Generator<ListedClip, void> {
  let after = sequenceAfter(connection, offset);
  let left = limit ?? Number.POSITIVE_INFINITY;
  while (after !== null && left > 0) {
    const rows = listedClips(connection, after, Math.min(pageSize, left));
    for (const row of rows) yield describe(row);
    left -= rows.length;
    after = rows.length < pageSize ? null : (rows.at(-1)?.sequence ?? null);
  }
}

function describe({ sequence: _, addedMs, mountPath, relativePath, ...clip }: ListedRow): ListedClip {
  const path = mountPath === null || relativePath === null ? null : storedPath({ mountPath, relativePath });
  return { ...clip, path, added: new Date(addedMs).toISOString() };
}
