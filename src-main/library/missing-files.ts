/**
 * Finds files of the library that are gone from the folders that were gone through. Not having come across a file proves nothing
 * (it may be filtered out, or lie in a folder that cannot be read): each is looked for at its place, and only the
 * system's plain "there is none" counts, from a disk that is there and a folder that can be read.
 */
import type { EventLog } from '../db/event-log.ts';
import type { FileRow, FilesRepository } from '../db/repositories/files.repository.ts';
import type { RootsRepository } from '../db/repositories/roots.repository.ts';
import type { Clock } from '../platform/clock.ts';
import { lookAtPlace } from './file-look.ts';
import type { ScannedRoot } from './find-files.ts';
import type { Place } from './ingest-types.ts';
import type { Places } from './places.ts';
import { isReadableFolder } from './root-reach.ts';

interface MissingDependencies {
  readonly eventLog: EventLog;
  readonly clock: Clock;
  readonly files: FilesRepository;
  readonly roots: RootsRepository;
  /** By what is mounted now, after the folder was gone through. */
  readonly places: Places;
  readonly seenFileIds: ReadonlySet<number>;
  readonly signal: AbortSignal;
}

export interface MissingFile {
  readonly row: Pick<FileRow, 'id' | 'clipId'>;
  readonly path: string;
}

const pageSize = 1000;
const parallelLooks = 32;

/** Ends the going through of these folders: marks what is missing, and that they were gone through. @returns how many */
export async function markMissing(
  scanned: readonly { readonly id: number; readonly root: ScannedRoot }[],
  is: MissingDependencies,
): Promise<number> {
  let total = 0;
  for (const { id, root } of scanned) {
    let missing = 0;
    for await (const batch of findMissing(root, is)) {
      missing += batch.length;
      recordMissing(batch, is);
    }
    is.eventLog.transaction(() => {
      is.roots.markScanned(id, is.clock.now());
      is.eventLog.add('scan-finished', { path: root.path, found: root.found, missing });
    });
    total += missing;
  }
  return total;
}

/** Files of which it is certain that they are gone. */
export function recordMissing(
  gone: readonly MissingFile[],
  { files, eventLog }: Pick<MissingDependencies, 'files' | 'eventLog'>,
): void {
  eventLog.transaction(() => {
    for (const { row, path } of gone) {
      files.markMissing(row.id);
      eventLog.add('file-changed', { clipId: row.clipId, path, change: 'missing' });
    }
  });
}

/** In batches. Nothing at all where the folder, or the volume that it was on, is not there any more. */
async function* findMissing(root: ScannedRoot, is: MissingDependencies): AsyncGenerator<MissingFile[], void> {
  const isThere = is.places.pathOf(root.place) === root.path && (await isReadableFolder(root.path));
  if (!isThere) return;
  const areas: Place[] = [root.place, ...is.places.mountsBelow(root.path)];
  for (const folder of root.linkedFolders) areas.push(is.places.placeOf(folder));
  for (const area of areas) yield* findMissingIn(area, is);
}

async function* findMissingIn(area: Place, is: MissingDependencies): AsyncGenerator<MissingFile[], void> {
  let after: Uint8Array = new Uint8Array();
  for (;;) {
    is.signal.throwIfAborted();
    const rows = is.files.below(area.volumeId, area.relativePath, after, pageSize);
    const unseen = rows.filter(({ id }) => !is.seenFileIds.has(id));
    for (let start = 0; start < unseen.length; start += parallelLooks) {
      const looks = unseen.slice(start, start + parallelLooks).map((row) => lookFor(row, is.places));
      const missing = (await Promise.all(looks)).filter((file) => file !== null);
      if (missing.length > 0) yield missing;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.relativePath;
  }
}

async function lookFor(row: FileRow, places: Places): Promise<MissingFile | null> {
  const path = places.pathOf(row);
  if (path === null || (await lookAtPlace(path)) !== 'gone') return null;
  return { row, path };
}
