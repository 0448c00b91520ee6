/** Where a path really leads, and whether one place lies within another. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { diskError, isMissing } from './disk-errors.ts';

/** Links are followed as far as there is something; what is not there yet is added as it is. @throws AppError permission-denied, io-error */
export async function realPlace(path: string): Promise<string> {
  let rest = '';
  for (let at = resolve(path); ; at = dirname(at)) {
    try {
      return join(await realpath(at), rest);
    } catch (error) {
      if (!isMissing(error)) throw diskError(error, path);
      if (dirname(at) === at) return resolve(path);
    }
    rest = join(basename(at), rest);
  }
}

/** Both of them real places; a place lies within itself. */
export function isWithin(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
