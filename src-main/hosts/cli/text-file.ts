/** Text files that somebody names on the command line. */
import { readFile } from 'node:fs/promises';
import { AppError, type ErrorCode } from '../../../src-preload/contract/errors.ts';
import { fsPath } from '../../platform/paths.ts';

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'file-missing',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  EROFS: 'permission-denied',
  ENOSPC: 'disk-full',
};

/** What the system said of a file, as an error that names it. */
export function fileError(error: unknown, path: string): AppError {
  const system = (error as NodeJS.ErrnoException).code ?? '';
  const code = codes[system];
  return code === undefined
    ? new AppError('io-error', { file: path, detail: String(error) }, error)
    : new AppError(code, { file: path }, error);
}

/** @throws AppError file-missing, permission-denied, io-error */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(fsPath(path), 'utf8');
  } catch (error) {
    throw fileError(error, path);
  }
}
