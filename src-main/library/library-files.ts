/** Looks at the files of a library's folder. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below a folder; none where the folder is not there. Links are not followed. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}

/** Whether others than the owner may look into the library. Windows keeps rights elsewhere: nothing is said there. */
export async function permissionProblems(libraryPath: string): Promise<string[]> {
  if (process.platform === 'win32') return [];
  const { mode } = await stat(libraryPath);
  const others = mode & 0o077;
  return others === 0
    ? []
    : [`others may look into the library's folder (mode ${(mode & 0o777).toString(8)})`];
}
