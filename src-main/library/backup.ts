/** Copies a library's database while it is in use. */
import { existsSync } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { backupDatabase } from '../db/connection.ts';
import { fileError } from './file-errors.ts';
import type { LibraryView } from './library-view.ts';

/**
 * The copy appears under its name when it is complete and was found sound. Only its owner may read it.
 *
 * @throws AppError bad-arguments when there is something at the target, disk-full, permission-denied, library-damaged
 */
export async function backupLibrary(
  { target }: CommandRequest<'library.backup'>,
  view: LibraryView,
): Promise<CommandResponse<'library.backup'>> {
  const path = target ?? join(view.backupsPath, backupName(view.clock.now()));
  if (existsSync(path))
    throw new AppError('bad-arguments', { file: path, detail: 'there is something already' });
  const unfinished = `${path}.part`;
  try {
    const { sizeBytes } = await backupDatabase(view.connection, unfinished);
    await chmod(unfinished, 0o600);
    await rename(unfinished, path);
    return { library: view.libraryPath, path, sizeBytes };
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    if (isFileInTheWay(error))
      throw new AppError('bad-arguments', { file: path, detail: 'its folder is a file' }, error);
    throw fileError(error, path);
  }
}

function isFileInTheWay(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOTDIR');
}

/** "library-2026-11-20T08-15-00-123Z.sqlite": names sort by time, and every file system takes them. */
export function backupName(atMs: number): string {
  return `library-${new Date(atMs).toISOString().replaceAll(/[:.]/g, '-')}.sqlite`;
}
