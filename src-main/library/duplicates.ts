/** Content that takes up space more than once. */
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import type { Connection } from '../db/connection.ts';
import { copies, type CopyRow } from '../db/repositories/listing.repository.ts';
import type { LibraryView } from './library-view.ts';
import { storedPath } from './stored-path.ts';

type Duplicates = CommandResponse<'library.duplicates'>;

/** Files that are one file under several names (hard links) take no space twice and make no duplicate. */
export function listDuplicates({
  connection,
  libraryPath,
}: Pick<LibraryView, 'connection' | 'libraryPath'>): Duplicates {
  const groups: Duplicates['groups'] = [];
  let reclaimableBytes = 0;
  for (const { first, rows, stored } of copyGroups(connection)) {
    reclaimableBytes += first.sizeBytes * (stored - 1);
    const { clipId: id, contentHash, sizeBytes } = first;
    groups.push({ id, contentHash, sizeBytes, paths: rows.map(storedPath).sort() });
  }
  return { library: libraryPath, groups, reclaimableBytes };
}

/** Places of one content. */
interface CopyGroup {
  readonly first: CopyRow;
  readonly rows: readonly CopyRow[];
  /** How many times the disks hold it: twice at least. */
  readonly stored: number;
}

export function copyGroups(connection: Connection): CopyGroup[] {
  const byContent = Map.groupBy(copies(connection), ({ content }) => content);
  return [...byContent.values()].flatMap((rows) => {
    const [first] = rows;
    const stored = storedTimes(rows);
    return first === undefined || stored < 2 ? [] : [{ first, rows, stored }];
  });
}

/** How many times the disks hold it. */
function storedTimes(rows: readonly CopyRow[]): number {
  const shared = new Set(rows.flatMap(({ storage }) => storage ?? []));
  return shared.size + rows.filter(({ storage }) => storage === null).length;
}
