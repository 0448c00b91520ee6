/** Takes in weights that somebody brings along: a folder, a file, or an archive of either. */
import { constants } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { ImportReport } from '../../../src-preload/contract/commands/models.ts';
import { displayPath, fsPath } from '../../platform/paths.ts';
import { diskError } from './disk-errors.ts';
import { isArchive, unpack } from './archives.ts';
import { type LeftOut, otherFormats, scan, type Scan } from './import-scan.ts';
import type { PackStore } from './pack-store.ts';
import { recogniseExported } from './recognise-exported.ts';
import { recogniseHubs } from './recognise-hub.ts';
import { type Recognition, recogniseOnnx } from './recognise-onnx.ts';
import type { FoundPack } from './side-loaded.ts';

type Imported = ImportReport['imported'][number];

/**
 * What cannot be used is reported, and never keeps the rest out.
 *
 * @throws AppError file-missing, permission-denied, bad-arguments, disk-full, io-error; the signal's reason
 */
export async function importPacks(
  given: string,
  store: PackStore,
  using: Omit<Recognition, 'project'>,
  signal: AbortSignal,
): Promise<ImportReport> {
  const work = store.importFolder();
  try {
    const source = isArchive(given) ? join(work, 'unpacked') : given;
    if (source !== given) await unpack(given, source, signal);
    const scanned = await scan(source, store.folder, signal);
    const project = displayPath(basename(given));
    const { found, leftOut } = await recognise(scanned, { ...using, project }, signal);
    const imported: Imported[] = [];
    for (const pack of found) imported.push(await takeIn(pack, join(work, pack.manifest.id), store, signal));
    const shown =
      source === given ? (path: string) => path : (path: string) => inArchive(path, scanned.root, given);
    return {
      imported: imported.sort((one, other) => (one.packId < other.packId ? -1 : 1)),
      leftOut: leftOut.map(({ path, reason }) => ({ path: shown(path), reason })),
    };
  } finally {
    await rm(work, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function recognise(scanned: Scan, using: Recognition, signal: AbortSignal) {
  const exported = await recogniseExported(scanned, using, signal);
  const isExported = (path: string): boolean =>
    exported.folders.some((folder) => path === folder || path.startsWith(folder + sep));
  const rest: Scan = {
    ...scanned,
    files: scanned.files.filter(({ path }) => !isExported(path)),
    byFolder: new Map([...scanned.byFolder].filter(([folder]) => !isExported(folder))),
  };
  const hubs = await recogniseHubs(rest, using, signal);
  const onnx = await recogniseOnnx(rest, hubs.covered, using, signal);
  const found = new Map<string, FoundPack>();
  for (const pack of [...exported.found, ...hubs.found, ...onnx.found]) found.set(pack.manifest.id, pack);
  const unreadable: LeftOut[] = scanned.unreadable.map(({ path, reason }) => ({ path, reason }));
  const leftOut = [
    ...exported.leftOut,
    ...hubs.leftOut,
    ...onnx.leftOut,
    ...otherFormats(rest),
    ...unreadable,
  ];
  return {
    found: [...found.values()],
    leftOut: leftOut.sort((one, other) => (one.path < other.path ? -1 : 1)),
  };
}

async function takeIn(
  { manifest, from }: FoundPack,
  work: string,
  store: PackStore,
  signal: AbortSignal,
): Promise<Imported> {
  const there = await store.read(manifest.id);
  // The same again puts right what may have been damaged since.
  const contents = (files: typeof manifest.files): string =>
    files.map(({ path, sha256 }) => path + sha256).join();
  const was =
    there === null
      ? 'new'
      : contents(there.manifest.files) === contents(manifest.files)
        ? 'present'
        : 'replaced';
  for (const [index, file] of manifest.files.entries()) {
    signal.throwIfAborted();
    const target = join(work, ...file.path.split('/'));
    try {
      await mkdir(dirname(target), { recursive: true });
      await copyFile(fsPath(from[index] ?? ''), target, constants.COPYFILE_FICLONE);
    } catch (error) {
      throw diskError(error, target);
    }
  }
  await store.install(work, manifest);
  return {
    packId: manifest.id,
    title: manifest.title,
    state: manifest.standing === 'catalogue' ? 'installed' : 'side-loaded',
    tasks: [...new Set(manifest.tasks.map(({ task }) => task))],
    was,
  };
}

/** A path within an archive: "weights.zip: folder/model.onnx". */
function inArchive(path: string, root: string, archive: string): string {
  return `${archive}: ${path.slice(root.length + 1)}`;
}
