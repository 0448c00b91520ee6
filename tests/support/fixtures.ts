/** Where the real test clips are. They stay outside the project; tests that need them are skipped where they are missing. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';

const checkout = resolve(import.meta.dirname, '..', '..');

/** The folder named by RUSHES_FIXTURES, else `shared` beside the checkout; null where it is missing. */
function fixturesDir(): string | null {
  const folder = process.env['RUSHES_FIXTURES'] ?? join(checkout, '..', 'shared');
  return existsSync(join(folder, 'media')) ? resolve(folder) : null;
}

/** Absolute path of a test file, such as `fixture('media/mdn/pig.mp4')`. */
export function fixture(relativePath: string): string {
  const folder = fixturesDir();
  if (folder === null) throw new Error('The test clips are missing: wrap the test in describeWithFixtures.');
  return join(folder, relativePath);
}

/** `describe`, or one skipped test that says why. */
export function describeWithFixtures(title: string, body: () => void): void {
  if (fixturesDir() !== null) {
    describe(title, body);
    return;
  }
  it.skip(`${title}: skipped, no test clips (set RUSHES_FIXTURES)`, () => undefined);
}
