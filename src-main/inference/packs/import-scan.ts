/** What lies in a folder that somebody brings: its files, by folder. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, sep } from 'node:path';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { realPath, stat, walkFiles } from '../../platform/file-walk.ts';
import { fsPath } from '../../platform/paths.ts';
import { diskError } from './disk-errors.ts';

export interface ScannedFile {
  /** Absolute; as `platform/paths.ts` writes it. */
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly bytes: number;
}

export interface Scan {
  /** Absolute; of one file: its folder. */
  readonly root: string;
  readonly files: readonly ScannedFile[];
  readonly byFolder: ReadonlyMap<string, readonly ScannedFile[]>;
  /** What could not be looked at. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** Only this file is meant; what lies beside it may go with it. null: all of them. */
  readonly only: string | null;
}

export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

/** More files than any collection of weights has; somebody's whole disk has more. */
const mostFiles = 100_000;
const mostTextBytes = 4 * 1024 * 1024;
const notEntered = new Set(['node_modules', '__pycache__', '.incoming']);

/** @throws AppError file-missing, permission-denied, bad-arguments; the signal's reason */
export async function scan(given: string, ownFolder: string, signal: AbortSignal): Promise<Scan> {
  const found = await look(given);
  const root = found.isFile ? dirname(found.path) : found.path;
  const files: ScannedFile[] = [];
  const unreadable: LeftOut[] = [];
  const steps = walkFiles({
    root,
    recursive: !found.isFile,
    entersFolder: (name) => !notEntered.has(name) && !name.startsWith('.git'),
    judgesFile: () => 'take',
    signal,
  });
  for await (const step of steps) {
    if (step.kind === 'folder-failed' || step.kind === 'file-failed')
      unreadable.push({ path: step.path, reason: diskError(step.cause, step.path).message });
    if (step.kind !== 'files') continue;
    for (const { path, stat: at } of step.files) {
      if (path.startsWith(ownFolder + sep) && !root.startsWith(ownFolder + sep)) continue;
      files.push({ path, name: basename(path), folder: dirname(path), bytes: Number(at.size) });
    }
    if (files.length > mostFiles)
      throw new AppError('bad-arguments', {
        file: given,
        detail: 'there are too many files; name the folder of the models',
      });
  }
  files.sort((one, other) => (one.path < other.path ? -1 : 1));
  return {
    root,
    files,
    byFolder: Map.groupBy(files, ({ folder }) => folder),
    unreadable,
    only: found.isFile ? found.path : null,
  };
}

async function look(given: string): Promise<{ path: string; isFile: boolean }> {
  try {
    const path = await realPath(given);
    return { path, isFile: (await stat(path)).isFile() };
  } catch (error) {
    throw diskError(error, given);
  }
}

export const isOnnx = ({ name }: ScannedFile): boolean => extname(name).toLowerCase() === '.onnx';

/** A small text; null where it is none, or cannot be read. */
export async function readText(file: ScannedFile): Promise<string | null> {
  if (file.bytes > mostTextBytes) return null;
  try {
    return await readFile(fsPath(file.path), 'utf8');
  } catch {
    return null;
  }
}

const otherWeights: Readonly<Record<string, string>> = {
  '.tflite': 'TensorFlow Lite',
  '.pt': 'PyTorch',
  '.pth': 'PyTorch',
  '.safetensors': 'safetensors',
  '.h5': 'Keras',
  '.hdf5': 'Keras',
  '.pb': 'TensorFlow',
  '.gguf': 'GGUF',
  '.mlmodel': 'Core ML',
};

/** Weights of formats that are not run here, so that nobody wonders where they went. */
export function otherFormats({ files, only }: Scan): LeftOut[] {
  return files.flatMap((file) => {
    const format = otherWeights[extname(file.name).toLowerCase()];
    if (format === undefined || (only !== null && file.path !== only)) return [];
    return [{ path: file.path, reason: `weights for ${format}; Rushes runs ONNX` }];
  });
}

/** First line of a licence that lies beside, and the file itself; null: there is none. */
export async function licenceBeside(
  folder: string,
  of: Scan,
): Promise<{ name: string; file: ScannedFile } | null> {
  for (const file of of.byFolder.get(folder) ?? []) {
    if (!/^(licen[cs]e|copying)(\.(txt|md))?$/i.test(file.name)) continue;
    const first = (await readText(file))?.split(/\r?\n/).find((line) => line.trim() !== '');
    if (first !== undefined) return { name: first.replace(/^#+/, '').trim().slice(0, 120), file };
  }
  return null;
}
