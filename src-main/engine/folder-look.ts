/** What lies right in a folder, for somebody who chooses footage: folders, and files that a scan would take for videos. */
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { candidateRules } from '../library/candidates.ts';
import { fileError } from '../library/file-errors.ts';
import { stat } from '../platform/file-walk.ts';
import { fsPath, pathFromBytes } from '../platform/paths.ts';

export interface FolderLook {
  /** Real folders, by name. Hidden ones and those that systems keep for themselves are left out. */
  readonly folders: readonly { readonly name: string; readonly kind: 'folder' | 'library' }[];
  /** Links that may lead to folders; where to is not looked at. */
  readonly links: readonly string[];
  /** Names of videos, in no order. */
  readonly videos: readonly string[];
}

const libraryEnding = '.rushes';

export function isLibraryName(name: string): boolean {
  return name.toLowerCase().endsWith(libraryEnding);
}

/** @throws AppError file-missing, permission-denied, io-error */
export async function lookIntoFolder(path: string): Promise<FolderLook> {
  const rules = candidateRules(null);
  const folders: { name: string; kind: 'folder' | 'library' }[] = [];
  const links: string[] = [];
  const videos: string[] = [];
  for (const entry of await entriesOf(path)) {
    const name = pathFromBytes(entry.name);
    if (entry.isDirectory()) {
      if (isLibraryName(name) && !name.startsWith('.')) folders.push({ name, kind: 'library' });
      else if (rules.entersFolder(name)) folders.push({ name, kind: 'folder' });
    } else if (entry.isSymbolicLink()) {
      if (rules.entersFolder(name)) links.push(name);
    } else if (entry.isFile() && rules.judgesFile(name, name) === 'take') videos.push(name);
  }
  return { folders, links, videos };
}

/** 0 for one that is gone again. */
export async function fileSizeBytes(folder: string, name: string): Promise<number> {
  return stat(joinName(folder, name)).then(
    ({ size }) => Number(size),
    () => 0,
  );
}

/** Like `join`, but leaves names as they are. */
export function joinName(folder: string, name: string): string {
  return folder.endsWith(sep) ? `${folder}${name}` : `${folder}${sep}${name}`;
}

/** Whether this folder is a library that can be opened. */
export async function holdsLibrary(path: string): Promise<boolean> {
  return stat(join(path, 'library.sqlite')).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function entriesOf(path: string) {
  try {
    return await readdir(fsPath(path), { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    throw fileError(error, path);
  }
}
