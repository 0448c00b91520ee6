/** Content that takes up space more than once. */
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import { copies, type CopyRow } from '../db/repositories/listing.repository.ts';
import type { LibraryView } from './library-view.ts';
import { storedPath } from './stored-path.ts';

type Duplicates = CommandResponse<'library.duplicates'>;

/** Files that are one file under several names (hard links) take no space twice and make no duplicate. */
export function listDuplicates({
  connection,
  libraryPath,
}: Pick<LibraryView, 'connection' | 'libraryPath'>): Duplicates {
  const byContent = Map.groupBy(copies(connection), ({ content }) => content);
  const groups: Duplicates['groups'] = [];
  let reclaimableBytes = 0;
  for (const rows of byContent.values()) {
    const [first] = rows;
    const stored = storedTimes(rows);
    if (first === undefined || stored < 2) continue;
    reclaimableBytes += first.sizeBytes * (stored - 1);
    const { clipId: id, contentHash, sizeBytes } = first;
    groups.push({ id, contentHash, sizeBytes, paths: rows.map(storedPath).sort() });
  }
  return { library: libraryPath, groups, reclaimableBytes };
}

/** How many times the disks hold it. */
function storedTimes(rows: readonly CopyRow[]): number {
  const shared = new Set(rows.flatMap(({ storage }) => storage ?? []));
  return shared.size + rows.filter(({ storage }) => storage === null).length;
}
