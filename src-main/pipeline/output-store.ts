/**
 * Files that stages make. A run writes into a folder of its own under the library's `work`; when it is done the folder
 * is renamed into the clip's folder in one step, before the database says so. A crash in between leaves a folder that
 * the next run of that stage replaces; nothing half-written is ever in a clip's folder.
 *
 * clips/<first two digits of the id>/<id>/<stage>/<first digits of the run key>/<file>
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { OutputFile, StageContext } from './stage.ts';

const keyLength = 12;
const fileName = /^[a-z0-9][a-z0-9._-]*$/i;

export function clipFolder(libraryPath: string, clipId: string): string {
  return join(libraryPath, 'clips', clipId.slice(0, 2), clipId);
}

export interface RunOutput {
  readonly context: StageContext<unknown>['output'];
  readonly files: readonly OutputFile[];
  /** Moves the files to where the artifact says they are. */
  commit(): void;
  /** Removes what earlier runs of this stage left, once the database no longer points there. */
  removeOlder(): void;
}

export interface RunPlace {
  readonly libraryPath: string;
  /** The run's own folder under `work`. */
  readonly workPath: string;
  readonly clipId: string;
  readonly stage: string;
  readonly runKey: string;
  hashFile(path: string): Promise<string>;
}

export function createRunOutput(place: RunPlace): RunOutput {
  const stagingPath = join(place.workPath, 'files');
  const folderName = place.runKey.slice(0, keyLength);
  const stagePath = join(clipFolder(place.libraryPath, place.clipId), place.stage);
  const files: OutputFile[] = [];
  const stagedPath = (name: string): string => {
    if (!fileName.test(name))
      throw new AppError('internal', { stage: place.stage, detail: `bad output name "${name}"` });
    return join(stagingPath, name);
  };
  const keep = (name: string, sizeBytes: number, sha256: string, mediaType: string): OutputFile => {
    const file = { path: `${place.stage}/${folderName}/${name}`, sizeBytes, sha256, mediaType };
    files.push(file);
    return file;
  };
  return {
    files,
    context: {
      async write(name, bytes, mediaType) {
        const path = stagedPath(name);
        await mkdir(stagingPath, { recursive: true });
        await writeFile(path, bytes);
        return keep(name, bytes.byteLength, createHash('sha256').update(bytes).digest('hex'), mediaType);
      },
      pathFor(name) {
        const path = stagedPath(name);
        mkdirSync(stagingPath, { recursive: true });
        return path;
      },
      async adopt(name, mediaType) {
        const path = stagedPath(name);
        const { size } = statSync(path);
        return keep(name, size, await place.hashFile(path), mediaType);
      },
    },
    commit() {
      if (files.length === 0) return;
      const target = join(stagePath, folderName);
      mkdirSync(stagePath, { recursive: true });
      rmSync(target, { recursive: true, force: true });
      renameSync(stagingPath, target);
    },
    removeOlder() {
      const keepName = files.length === 0 ? null : folderName;
      for (const name of namesIn(stagePath)) {
        if (name !== keepName) rmSync(join(stagePath, name), { recursive: true, force: true });
      }
    },
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
