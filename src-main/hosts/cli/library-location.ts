/** Which library is meant. */
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { AppError } from '../../../src-preload/contract/errors.ts';

const libraryVariable = 'RUSHES_LIBRARY';

/**
 * `--library`, else RUSHES_LIBRARY, else a folder in the system's place for data. A name is taken as it is, with or
 * without `.rushes`, so that the same words always mean the same library.
 *
 * @throws AppError bad-arguments for an empty name
 */
export function locateLibrary(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  workingFolder: string,
): string {
  if (option === '')
    throw new AppError('bad-arguments', { field: '--library', detail: 'it names no folder' });
  const fromEnvironment = environment[libraryVariable];
  const named = option ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  return named === undefined ? defaultLibrary() : resolve(workingFolder, named);
}

function defaultLibrary(): string {
  return join(envPaths('rushes', { suffix: '' }).data, 'Library.rushes');
}
