/** Where people keep footage on this machine: their home folder, and the places where systems put disks. */
import { homedir } from 'node:os';
import { realPath, stat } from '../../platform/file-walk.ts';
import { isWithin } from './path-guard.ts';

const mountFolders = ['/media', '/mnt', '/run/media', '/Volumes'];
const drives = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `${letter}:\\`);

/** Those of the usual places that are there. */
export async function machineRoots(): Promise<string[]> {
  return existingRoots([homedir(), ...(process.platform === 'win32' ? drives : mountFolders)]);
}

/** Real paths of those that are folders, each once, none within another. */
export async function existingRoots(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(realFolder));
  const unique = [...new Set(found.filter((path) => path !== null))];
  return unique.filter((root) => !unique.some((other) => other !== root && isWithin(root, other)));
}

async function realFolder(path: string): Promise<string | null> {
  try {
    const real = await realPath(path);
    return (await stat(real)).isDirectory() ? real : null;
  } catch {
    return null;
  }
}
