import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filledLibrary } from '../../tests/support/library-database.ts';
import { tempDir } from '../../tests/support/temp-dir.ts';
import { openDatabase } from '../db/connection.ts';
import { findClip } from '../db/repositories/clip-facts.repository.ts';
import { backupLibrary, backupName } from './backup.ts';

describe('backupLibrary', () => {
  it('makes one file that opens as a library, for its owner alone, from a connection that only reads', async () => {
    const library = await filledLibrary();
    library.addClip('A');
    const { databasePath, backupsPath } = library.view;
    const connection = await openDatabase({ path: databasePath, access: 'read', backupsPath });
    const { path, sizeBytes } = await backupLibrary({ target: null }, { ...library.view, connection });
    connection.close();
    expect(await readdir(backupsPath)).toEqual([backupName(library.view.clock.now())]);
    expect(await stat(path)).toMatchObject({ size: sizeBytes });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const copy = await openDatabase({ path, access: 'write', backupsPath });
    expect(findClip(copy, 'A')?.id).toBe('A');
    copy.close();
  });

  it('overwrites nothing, and leaves nothing half-written', async () => {
    const { view } = await filledLibrary();
    const folder = await tempDir();
    const target = join(folder, 'copy.sqlite');
    await backupLibrary({ target }, view);
    await expect(backupLibrary({ target }, view)).rejects.toMatchObject({
      code: 'bad-arguments',
      facts: { file: target },
    });
    await expect(backupLibrary({ target: join(target, 'below.sqlite') }, view)).rejects.toMatchObject({
      code: 'bad-arguments',
    });
    expect(await readdir(folder)).toEqual(['copy.sqlite']);
  });
});
