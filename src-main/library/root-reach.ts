/** Whether the folder is there at all that a missing file would have to be in. */
import { opendir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RootsRepository } from '../db/repositories/roots.repository.ts';
import { fsPath } from '../platform/paths.ts';
import type { Place } from './ingest-types.ts';
import type { Places } from './places.ts';

export class RootReach {
  readonly #roots: RootsRepository;
  readonly #places: Places;

  constructor(roots: RootsRepository, places: Places) {
    this.#roots = roots;
    this.#places = places;
  }

  /** Of a file in ingested folders, one of these must be readable; of another one, the folder that it was in. */
  async isReachable(place: Place, path: string): Promise<boolean> {
    const roots = this.#roots
      .all()
      .filter((root) => root.volumeId === place.volumeId && holds(root.relativePath, place));
    if (roots.length === 0) return isReadableFolder(dirname(path));
    for (const root of roots) {
      const folder = this.#places.pathOf(root);
      if (folder !== null && (await isReadableFolder(folder))) return true;
    }
    return false;
  }
}

function holds(folder: Uint8Array, { relativePath }: Place): boolean {
  if (folder.length === 0) return true;
  if (relativePath.length <= folder.length || relativePath[folder.length] !== 0x2f) return false;
  return Buffer.compare(relativePath.subarray(0, folder.length), folder) === 0;
}

export async function isReadableFolder(path: string): Promise<boolean> {
  try {
    const folder = await opendir(fsPath(path));
    await folder.close();
    return true;
  } catch {
    return false;
  }
}
