/**
 * Holds the paths that windows name to the folders that they may look into. A path is followed to where it really leads
 * before it is compared, and it is that real path which is handed on, so that a link can't lead out of the roots.
 *
 * Links inside a folder that is taken in are another matter: they are followed by the scan, as on the command line. A
 * window can't make any.
 */
import { lstat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { realPath } from '../../platform/file-walk.ts';
import { fsPath } from '../../platform/paths.ts';

export interface PathGuard {
  /** Absolute, real, none within another; 'all': whatever this user can read. */
  readonly roots: 'all' | readonly string[];
  /**
   * The last parts of the path need not be there: something may be about to be made, or be gone.
   *
   * @returns the real path
   * @throws AppError permission-denied
   */
  admit(path: string): Promise<string>;
  /** Whether a real path is in one of the roots. */
  covers(realPath: string): boolean;
}

const outside =
  'it is outside the folders that may be looked into; start Rushes with --root FOLDER to allow more';

export function createPathGuard(roots: 'all' | readonly string[]): PathGuard {
  const outermost = roots === 'all' ? 'all' : withoutInner(roots);
  const covers = (path: string): boolean =>
    outermost === 'all' || outermost.some((root) => isWithin(path, root));
  return {
    roots: outermost,
    covers,
    async admit(path) {
      refuseOddPath(path);
      const real = await follow(path);
      if (real !== null && covers(real)) return real;
      // Outside, "it is not there" and "it may not be read" would be answers too.
      throw refusal(path, real === null && covers(path) ? 'it leads nowhere, or may not be read' : outside);
    },
  };
}

/** Whether `path` is `folder` or below it; both absolute and without dots. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

function withoutInner(roots: readonly string[]): string[] {
  const unique = [...new Set(roots)];
  return unique.filter((root) => !unique.some((other) => other !== root && isWithin(root, other)));
}

function refuseOddPath(path: string): void {
  if (path.includes('\0')) throw refusal(path.replaceAll('\0', '\uFFFD'), 'it holds a NUL character');
  if (!isAbsolute(path)) throw refusal(path, 'give it whole, from the root of the file system');
  const parts = path.split(sep === '\\' ? /[\\/]/ : '/');
  if (parts.includes('..')) throw refusal(path, 'give it without ".."');
}

function refusal(file: string, detail: string): AppError {
  return new AppError('permission-denied', { file, detail });
}

/** The real path; of what is not there, below that of the nearest folder that is. null: it can't be followed. */
async function follow(path: string): Promise<string | null> {
  const missing: string[] = [];
  for (let at = path; ; at = dirname(at)) {
    const real = await realPath(at).catch(() => null);
    if (real !== null) return missing.length === 0 ? real : join(real, ...missing);
    if (dirname(at) === at || !(await isMissing(at))) return null;
    missing.unshift(basename(at));
  }
}

/** A link that leads nowhere is there: what is made under its name would appear somewhere else. */
async function isMissing(path: string): Promise<boolean> {
  try {
    await lstat(fsPath(path));
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
  }
}
