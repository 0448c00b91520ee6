/** Copies a library's database while it is in use. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { backupDatabase } from '../db/connection.ts';
import type { LibraryView } from './library-view.ts';

/** @throws AppError bad-arguments when the target exists, disk-full, library-unusable, permission-denied */
export async function backupLibrary(
  { target }: CommandRequest<'library.backup'>,
  view: LibraryView,
): Promise<CommandResponse<'library.backup'>> {
  const path = target ?? join(view.backupsPath, backupName(view.clock.now()));
  if (existsSync(path))
    throw new AppError('bad-arguments', { file: path, detail: 'there is something already' });
  const { sizeBytes } = await backupDatabase(view.connection, path);
  return { library: view.libraryPath, path, sizeBytes };
}

/** "library-2026-11-20T08-15-00-123Z.sqlite": names sort by time, and every file system takes them. */
export function backupName(atMs: number): string {
  return `library-${new Date(atMs).toISOString().replaceAll(/[:.]/g, '-')}.sqlite`;
}
