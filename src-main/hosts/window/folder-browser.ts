/** Shows a window the folders of this machine, as far as it may look. */
import { basename, dirname } from 'node:path';
import type { HostCommandResponse } from '../../../src-preload/contract/host-commands.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import {
  fileSizeBytes,
  holdsLibrary,
  isLibraryName,
  joinName,
  lookIntoFolder,
} from '../../engine/folder-look.ts';
import { stat } from '../../platform/file-walk.ts';
import { displayPath } from '../../platform/paths.ts';
import { machineRoots } from './machine-roots.ts';
import type { PathGuard } from './path-guard.ts';

type Browsed = HostCommandResponse<'host.browse'>;
type Folder = Browsed['folders'][number];

const mostVideos = 1000;
/** "clip 9" before "clip 10", upper and lower case alike. */
const naturalOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** @param path as the guard admitted it; null: the roots. @throws AppError permission-denied, file-missing */
export async function browse(path: string | null, guard: PathGuard): Promise<Browsed> {
  if (path === null) return { ...nowhere, folders: await rootFolders(guard) };
  if (await isLibrary(path))
    throw new AppError('permission-denied', {
      file: path,
      detail: 'it is the folder of a library, which is not footage; choose another folder',
    });
  const { folders, links, videos } = await lookIntoFolder(path);
  const linked = await Promise.all(links.map((name) => linkedFolder(path, name, guard)));
  const plain = folders.map(({ name, kind }): Folder => ({ name, path: joinName(path, name), kind }));
  const shown = [...videos].sort(byName).slice(0, mostVideos);
  const sizesBytes = await Promise.all(shown.map((name) => fileSizeBytes(path, name)));
  return {
    path,
    parent: parentOf(path, guard),
    folders: [...plain, ...linked.filter((folder) => folder !== null)].sort((a, b) => byName(a.name, b.name)),
    videos: shown.map((name, index) => ({ name, sizeBytes: sizesBytes[index] ?? 0 })),
    videoCount: videos.length,
  };
}

const nowhere = { path: null, parent: null, videos: [], videoCount: 0 };

async function rootFolders(guard: PathGuard): Promise<Folder[]> {
  const roots = guard.roots === 'all' ? await machineRoots() : guard.roots;
  const libraries = await Promise.all(roots.map(isLibrary));
  return roots
    .filter((_root, index) => libraries[index] === false)
    .map((path) => ({ name: displayPath(path), path, kind: 'root' }));
}

async function isLibrary(path: string): Promise<boolean> {
  return isLibraryName(basename(path)) || holdsLibrary(path);
}

/** By its own name and place; null where it leads to no folder, or to one that may not be looked into. */
async function linkedFolder(folder: string, name: string, guard: PathGuard): Promise<Folder | null> {
  try {
    const path = joinName(folder, name);
    const real = await guard.admit(path);
    if (!(await stat(real)).isDirectory()) return null;
    return { name, path, kind: isLibraryName(basename(real)) ? 'library' : 'folder' };
  } catch {
    return null;
  }
}

function parentOf(path: string, guard: PathGuard): string | null {
  const parent = dirname(path);
  return parent !== path && guard.covers(parent) ? parent : null;
}

function byName(one: string, other: string): number {
  return naturalOrder.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}
