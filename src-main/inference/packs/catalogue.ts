/** Reads the catalogue of the model packs that there are to be had. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { catalogue, type Catalogue } from '../../../src-preload/contract/model-packs.ts';

/** `models/catalog.json` of the package that this module belongs to, in the sources as in the build. */
function cataloguePath(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (; dirname(folder) !== folder; folder = dirname(folder)) {
    const path = join(folder, 'models', 'catalog.json');
    if (existsSync(path)) return path;
  }
  throw new AppError('internal', { detail: 'models/catalog.json is missing' });
}

/** @throws AppError internal that says what is wrong with it */
export async function readCatalogue(path: string = cataloguePath()): Promise<Catalogue> {
  try {
    return catalogue.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('internal', { file: path, detail }, error);
  }
}
