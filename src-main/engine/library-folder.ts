/**
 * The folder of a library. Only its owner may look into it.
 *
 *   library.sqlite   everything that is known
 *   clips/           pictures, waveforms, proxies, by clip
 *   backups/         copies of the database
 *   work/            what is being made now; emptied at start
 *   samples/         clips for a first look
 *   uploads/         files that browsers sent; `.incoming` in it while they come
 *   lock             who writes
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src-preload/contract/errors.ts';

export interface LibraryPaths {
  readonly root: string;
  readonly database: string;
  readonly backups: string;
  readonly work: string;
}

const ownerOnly = 0o700;

export function libraryPaths(root: string): LibraryPaths {
  return {
    root,
    database: join(root, 'library.sqlite'),
    backups: join(root, 'backups'),
    work: join(root, 'work'),
  };
}

/** Makes the folder if it is not there. @throws AppError library-unusable */
export function prepareLibraryFolder(root: string): LibraryPaths {
  const paths = libraryPaths(root);
  try {
    refuseForeignFolder(paths);
    mkdirSync(root, { recursive: true, mode: ownerOnly });
    if (process.platform !== 'win32' && (statSync(root).mode & 0o077) !== 0) chmodSync(root, ownerOnly);
    for (const folder of [paths.backups, paths.work, join(root, 'clips')])
      mkdirSync(folder, { recursive: true, mode: ownerOnly });
    return paths;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'library-unusable',
      { file: root, detail: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
}

/** A folder with other things in it is somebody's; its permissions are not ours to change. */
function refuseForeignFolder(paths: LibraryPaths): void {
  if (!existsSync(paths.root) || existsSync(paths.database)) return;
  const ours = /^(lock|library\.sqlite|clips|backups|work|samples|uploads)/;
  const stranger = readdirSync(paths.root).find((name) => !ours.test(name));
  if (stranger === undefined) return;
  throw new AppError('library-unusable', {
    file: paths.root,
    detail: `it holds other things (${stranger}) and no library`,
  });
}

/** After a crash: ends tools that outlived their engine (they name their work folder), and empties `work`. */
export function clearWork(paths: LibraryPaths): void {
  for (const pid of processesNaming(paths.work)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
  for (const name of readdirSync(paths.work))
    rmSync(join(paths.work, name), { recursive: true, force: true });
}

function processesNaming(folder: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => isToolNaming(name, `${folder}/`))
    .map(Number);
}

function isToolNaming(pid: string, folder: string): boolean {
  try {
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return /ff(mpeg|probe)[^/]*$/.test(args[0] ?? '') && args.some((arg) => arg.includes(folder));
  } catch {
    return false;
  }
}
