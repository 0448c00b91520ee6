/** Where a test's library, footage and settings are: nothing of the person who runs it is touched. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const checkout = resolve(import.meta.dirname, '..', '..');

/** What tests leave for each other and for people: clips that were made, results, pictures. */
export const leftoversFolder = join(checkout, 'out', 'e2e');

export interface TestFolders {
  readonly base: string;
  /** Footage; the only folder that windows may look into, beside `libraries`. */
  readonly footage: string;
  /** Where libraries are. */
  readonly libraries: string;
  /** The library that hosts open. */
  readonly library: string;
  /** Settings of the person. */
  readonly config: string;
}

export function makeFolders(): TestFolders {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'rushes-e2e-')));
  const folders = {
    base,
    footage: join(base, 'footage'),
    libraries: join(base, 'libraries'),
    config: join(base, 'config'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  return { ...folders, library: join(folders.libraries, 'Main.rushes') };
}

export function removeFolders({ base }: TestFolders): void {
  rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
