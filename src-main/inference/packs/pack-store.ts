/**
 * The folder of the packs:
 *
 *   <id>/pack.json and its files   an installed pack; `checked.json` says when its files were last found right
 *   choices.json, providers.json   what a person chose, what was measured
 *   .incoming/downloads/<id>/      a download under way or paused: plan.json, whole files, and one `.part`
 *   .incoming/locks/<id>.json      which process is at that download
 *   .incoming/imports/<uuid>/      what is being taken in
 *   .incoming/removed/<uuid>/      what is being thrown away
 *
 * Anything else that lies there is left alone. Several engines may share the folder.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { packId, packManifest, type PackManifest } from '../../../src-preload/contract/model-packs.ts';
import { diskError, isMissing } from './disk-errors.ts';
import { replaceFolder } from './replace-folder.ts';

const leftAfterMs = 24 * 60 * 60 * 1000;

export interface InstalledPack {
  readonly manifest: PackManifest;
  /** Absolute. */
  readonly folder: string;
}

export class PackStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  packFolder(id: string): string {
    return join(this.folder, packId.parse(id));
  }

  downloadFolder(id: string): string {
    return join(this.folder, '.incoming', 'downloads', packId.parse(id));
  }

  /** Of the lock that whoever downloads a pack holds. */
  downloadLock(id: string): string {
    return join(this.folder, '.incoming', 'locks', `${packId.parse(id)}.json`);
  }

  importFolder(): string {
    return join(this.folder, '.incoming', 'imports', randomUUID());
  }

  /** Never rejects: what cannot be read is not an installed pack. */
  async list(): Promise<InstalledPack[]> {
    const names = await foldersIn(this.folder);
    const found = await Promise.all(names.map((name) => this.read(name)));
    return found.filter((pack) => pack !== null);
  }

  /** null: it is not installed. */
  async read(id: string): Promise<InstalledPack | null> {
    if (!packId.safeParse(id).success) return null;
    const folder = this.packFolder(id);
    const manifest = await readJson(join(folder, 'pack.json'), packManifest);
    return manifest?.id === id ? { manifest, folder } : null;
  }

  /** Ids of downloads that were begun and not finished. */
  async begunDownloads(): Promise<string[]> {
    const names = await foldersIn(join(this.folder, '.incoming', 'downloads'));
    return names.filter((name) => packId.safeParse(name).success);
  }

  /**
   * Puts a folder of files in a pack's place, in one step; one that is installed already makes room, and comes back where that
   * fails.
   *
   * @throws AppError disk-full, permission-denied, io-error
   */
  async install(from: string, manifest: PackManifest): Promise<InstalledPack> {
    const folder = this.packFolder(manifest.id);
    try {
      await writeJson(join(from, 'pack.json'), manifest);
      await mkdir(join(this.folder, '.incoming', 'removed'), { recursive: true });
      await replaceFolder(from, folder, () => this.#newAside());
    } catch (error) {
      throw diskError(error, folder);
    }
    return { manifest, folder };
  }

  /** @throws AppError permission-denied, io-error */
  async remove(id: string): Promise<void> {
    const folder = this.packFolder(id);
    try {
      await this.#throwAway(folder);
    } catch (error) {
      throw diskError(error, folder);
    }
  }

  /** Throws away what a crash left. What is younger than a day may be what another engine is at. */
  async tidy(nowMs: number): Promise<void> {
    for (const kind of ['imports', 'removed']) {
      const folder = join(this.folder, '.incoming', kind);
      for (const name of await foldersIn(folder)) {
        const path = join(folder, name);
        if (nowMs - (await touchedMs(path)) <= leftAfterMs) continue;
        await rm(path, { recursive: true, force: true }).catch(() => undefined);
      }
    }
  }

  #newAside(): string {
    return join(this.folder, '.incoming', 'removed', randomUUID());
  }

  /** By a rename first, so that no half of a pack is ever found in its place. */
  async #throwAway(folder: string): Promise<void> {
    const away = this.#newAside();
    await mkdir(dirname(away), { recursive: true });
    try {
      await rename(folder, away);
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
    await rm(away, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}

/** When it was last changed or moved; where that cannot be told, it counts as new. */
async function touchedMs(path: string): Promise<number> {
  try {
    const { mtimeMs, ctimeMs } = await stat(path);
    return Math.max(mtimeMs, ctimeMs);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** null: there is none, or it is not what it should be. */
export async function readJson<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T> | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** In one step: it is the old one or the new one whenever it is read. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const written = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(written, 'w');
    try {
      await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(written, path);
  } catch (error) {
    await rm(written, { force: true }).catch(() => undefined);
    throw diskError(error, path);
  }
}

/** What is gone by now has none. */
async function bytesOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

/** Of all files below a folder; 0 where there is none. */
export async function bytesBelow(folder: string): Promise<number> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const sizes = await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => bytesOf(join(parentPath, name))),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    return 0;
  }
}
