/** Writes installed packs to where another machine can import them from. */
import { copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { diskError } from './disk-errors.ts';
import { filePath } from './pack-check.ts';
import { bytesBelow, type InstalledPack } from './pack-store.ts';

/**
 * A folder with a folder for each pack; one archive where the target ends in ".tar". Weights do not get smaller by compression.
 *
 * @returns bytes written
 * @throws AppError bad-arguments where the target is there already, disk-full, permission-denied, io-error; the signal's reason
 */
export async function exportPacks(
  packs: readonly InstalledPack[],
  target: string,
  signal: AbortSignal,
): Promise<number> {
  if (target.toLowerCase().endsWith('.tar')) return exportArchive(packs, target, signal);
  for (const pack of packs) {
    const folder = join(target, pack.manifest.id);
    try {
      await rm(folder, { recursive: true, force: true });
      for (const { path } of pack.manifest.files) {
        signal.throwIfAborted();
        const copy = join(folder, ...path.split('/'));
        await mkdir(dirname(copy), { recursive: true });
        await copyFile(filePath(pack, path), copy);
      }
      await writeFile(join(folder, 'pack.json'), `${JSON.stringify(pack.manifest, null, 2)}\n`);
    } catch (error) {
      signal.throwIfAborted();
      throw diskError(error, folder);
    }
  }
  const sizes = await Promise.all(packs.map(({ manifest }) => bytesBelow(join(target, manifest.id))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function exportArchive(
  packs: readonly InstalledPack[],
  target: string,
  signal: AbortSignal,
): Promise<number> {
  const [first] = packs;
  const isThere = await stat(target).then(
    () => true,
    () => false,
  );
  if (isThere) throw new AppError('bad-arguments', { file: target, detail: 'it is there already' });
  const written = `${target}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    const names = packs.flatMap(({ manifest: { id, files } }) =>
      ['pack.json', ...files.map(({ path }) => path)].map((path) => `${id}/${path}`),
    );
    await create(
      { file: written, cwd: dirname(first?.folder ?? '.'), portable: true, strict: true, noDirRecurse: true },
      names,
    );
    signal.throwIfAborted();
    await rename(written, target);
    return (await stat(target)).size;
  } catch (error) {
    await rm(written, { force: true }).catch(() => undefined);
    signal.throwIfAborted();
    throw diskError(error, target);
  }
}
