/** Fetches anew what is wrong in an installed pack: only those files, and only if they are then what the manifest says. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { CataloguePack } from '../../../src-preload/contract/model-packs.ts';
import { diskError } from './disk-errors.ts';
import { addressPath, mirrored, type PlannedFile } from './download-plan.ts';
import { filePath, type FileProblem } from './pack-check.ts';
import { type DownloadAccess, receiveAll } from './pack-download.ts';
import type { InstalledPack, PackStore } from './pack-store.ts';

export interface RepairDeps {
  readonly store: PackStore;
  readonly access: DownloadAccess;
  readonly hubAddress: string;
  readonly mirror: string | null;
  /** null: the catalogue does not have it. */
  readonly entry: CataloguePack | null;
}

/** @throws AppError model-damaged where nobody has the file, download-failed, disk-full, io-error; the signal's reason */
export async function repairPack(
  pack: InstalledPack,
  problems: readonly FileProblem[],
  deps: RepairDeps,
  signal: AbortSignal,
): Promise<void> {
  const { entry, store, access } = deps;
  const files = problems.map((problem) => fetchable(pack, problem, deps));
  if (entry === null) return;
  const folder = store.importFolder();
  try {
    await mkdir(folder, { recursive: true });
    const acceptedLicence = { ...pack.manifest.licence, at: pack.manifest.installedAt };
    const plan = {
      pack: entry,
      revision: pack.manifest.revision,
      mirror: deps.mirror,
      files,
      acceptedLicence,
    };
    await receiveAll(plan, folder, access, () => undefined, signal);
    for (const { path } of files) {
      const target = filePath(pack, path);
      await mkdir(dirname(target), { recursive: true });
      // What stands in its place may be a folder.
      await rm(target, { recursive: true, force: true });
      await rename(join(folder, ...path.split('/')), target);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw diskError(error, pack.folder);
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function fetchable(
  { manifest }: InstalledPack,
  { path, detail }: FileProblem,
  deps: RepairDeps,
): PlannedFile {
  const file = manifest.files.find((each) => each.path === path);
  const source = deps.entry?.source;
  const url =
    source?.kind === 'hub' && manifest.revision !== null
      ? `${deps.hubAddress}/${source.repository}/resolve/${manifest.revision}/${addressPath(path)}`
      : source?.kind === 'pinned-files'
        ? source.files.find(({ sha256 }) => sha256 === file?.sha256)?.url
        : undefined;
  if (file === undefined || url === undefined) {
    const remedy = 'it was brought along, so it cannot be fetched: import it again';
    throw new AppError('model-damaged', { pack: manifest.id, file: path, detail: `${detail}; ${remedy}` });
  }
  return { ...file, url: mirrored(url, deps.mirror), gitSha1: null };
}
