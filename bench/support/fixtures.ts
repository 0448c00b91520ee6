/** Where the real test clips and weights are; they stay outside the project. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** `part`: 'media' or 'models'. The folder within RUSHES_FIXTURES, else within `shared` beside the checkout; null: missing. */
export function fixturesFolder(part: 'media' | 'models'): string | null {
  const shared = process.env['RUSHES_FIXTURES'] ?? resolve(import.meta.dirname, '..', '..', '..', 'shared');
  const folder = join(shared, part);
  return existsSync(folder) ? folder : null;
}
