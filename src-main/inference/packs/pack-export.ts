/** Writes installed packs to where another machine can import them from. */
import { randomUUID } from 'node:crypto';
import { copyFile, lstat, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { packManifest } from '../../../src-preload/contract/model-packs.ts';
import { diskError, isMissing } from './disk-errors.ts';
import { filePath } from './pack-check.ts';
import { bytesBelow, type InstalledPack, readJson } from './pack-store.ts';
import { isWithin, realPlace } from './real-place.ts';
import { replaceFolder } from './replace-folder.ts';

/**
 * A folder with a folder for each pack; one archive where the target ends in ".tar". Weights do not get smaller by compression.
 * Packs that were exported there before are replaced; nothing else that is there is touched.
 *
 * @param ownFolder where the packs are installed
 * @returns bytes written
 * @throws AppError bad-arguments where something else is in the way or the target lies among the installed packs, disk-full,
 *   permission-denied, io-error; the signal's reason
 */
export async function exportPacks(
  packs: readonly InstalledPack[],
  target: string,
  ownFolder: string,
  signal: AbortSignal,
): Promise<number> {
  const own = await Promise.all([ownFolder, ...packs.map(({ folder }) => folder)].map(realPlace));
  if (target.toLowerCase().endsWith('.tar')) {
    await refuseOwn(target, own);
    return exportArchive(packs, target, signal);
  }
  await refuseOwn(target, own, 'may hold it');
  for (const { manifest } of packs) await refuseOther(join(target, manifest.id), manifest.id, own);
  for (const pack of packs) await exportFolder(pack, target, signal);
  const sizes = await Promise.all(packs.map(({ manifest }) => bytesBelow(join(target, manifest.id))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What is written may hold the packs' own folder only where it is not replaced as a whole. */
async function refuseOwn(
  written: string,
  own: readonly string[],
  above: 'may hold it' | 'is replaced' = 'is replaced',
): Promise<void> {
  const place = await realPlace(written);
  const isOwn = own.some(
    (folder) => isWithin(folder, place) || (above === 'is replaced' && isWithin(place, folder)),
  );
  if (!isOwn) return;
  const detail = `that is among the installed packs themselves: choose a place outside ${own[0] ?? ''}`;
  throw new AppError('bad-arguments', { file: written, detail });
}

/** Only a pack of the same name is ever replaced. */
async function refuseOther(folder: string, id: string, own: readonly string[]): Promise<void> {
  await refuseOwn(folder, own);
  try {
    await lstat(folder);
  } catch (error) {
    if (isMissing(error)) return;
    throw diskError(error, folder);
  }
  const there = await readJson(join(folder, 'pack.json'), packManifest);
  if (there?.id === id) return;
  const detail =
    'it is there already and is no exported pack of that name: choose another folder, or move it away';
  throw new AppError('bad-arguments', { file: folder, detail });
}

async function exportFolder(pack: InstalledPack, target: string, signal: AbortSignal): Promise<void> {
  const folder = join(target, pack.manifest.id);
  const written = `${folder}.part-${randomUUID()}`;
  try {
    for (const { path } of pack.manifest.files) {
      signal.throwIfAborted();
      const copy = join(written, ...path.split('/'));
      await mkdir(dirname(copy), { recursive: true });
      await copyFile(filePath(pack, path), copy);
    }
    await writeFile(join(written, 'pack.json'), `${JSON.stringify(pack.manifest, null, 2)}\n`);
    signal.throwIfAborted();
    await replaceFolder(written, folder, () => `${folder}.old-${randomUUID()}`);
  } catch (error) {
    await rm(written, { recursive: true, force: true }).catch(() => undefined);
    signal.throwIfAborted();
    throw diskError(error, folder);
  }
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
  const written = `${target}.part-${randomUUID()}`;
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
