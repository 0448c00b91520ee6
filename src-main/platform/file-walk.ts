/**
 * Lists the files below a folder, quickly (100,000 files in about a second) and without ever holding the event loop for long:
 * folders are read in blocks and files are looked at in parallel, all on Node's file threads.
 *
 * Real folders come first, then what symbolic links lead to; a folder that was visited already (same device and inode)
 * is not entered again, which cuts loops. What cannot be read is reported and stepped over.
 */
import { type BigIntStats, type Dirent, stat as statWithCallback } from 'node:fs';
import { opendir, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { fsPath, pathFromBytes } from './paths.ts';

export type FileVerdict = 'take' | 'ignore' | 'omit';

export interface WalkOptions {
  /** Real path of the folder. */
  readonly root: string;
  readonly recursive: boolean;
  /** Whether a subfolder of this name is entered. */
  readonly entersFolder: (name: string) => boolean;
  /** 'take' a file, 'ignore' it (it is counted) or 'omit' it. `relativePath` is below the root, as it was walked. */
  readonly judgesFile: (name: string, relativePath: string) => FileVerdict;
  readonly signal: AbortSignal;
}

export interface WalkedFile {
  /** Real path. */
  readonly path: string;
  readonly stat: BigIntStats;
}

export type WalkStep =
  | { readonly kind: 'files'; readonly files: readonly WalkedFile[] }
  | { readonly kind: 'ignored'; readonly count: number }
  /** Real path of a folder that only a link led to. */
  | { readonly kind: 'linked-folder'; readonly path: string }
  /** `linked`: the path is that of a link which leads nowhere (or in a circle). */
  | { readonly kind: 'file-failed'; readonly path: string; readonly linked: boolean; readonly cause: unknown }
  | { readonly kind: 'folder-failed'; readonly path: string; readonly cause: unknown };

interface Folder {
  readonly path: string;
  /** Below the root, "" for the root itself. */
  readonly relativePath: string;
}

/** Directory entries that are read at a time, and files that one step carries at most. */
const blockSize = 512;
const parallelStats = 32;

/** Every step is yielded as soon as it is known. @throws the signal's reason */
export async function* walkFiles(options: WalkOptions): AsyncGenerator<WalkStep, void> {
  const walk = new Walk(options);
  yield* walk.run({ path: options.root, relativePath: '' });
}

class Walk {
  readonly #options: WalkOptions;
  readonly #visited = new Set<string>();
  readonly #links: Folder[] = [];

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  async *run(root: Folder): AsyncGenerator<WalkStep, void> {
    yield* this.#tree(root);
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift())
      yield* this.#follow(link);
  }

  async *#tree(top: Folder): AsyncGenerator<WalkStep, void> {
    const due = [top];
    for (let folder = due.pop(); folder !== undefined; folder = due.pop()) {
      this.#options.signal.throwIfAborted();
      const subfolders: Folder[] = [];
      yield* this.#folder(folder, subfolders);
      due.push(...subfolders.reverse());
    }
  }

  async *#folder(folder: Folder, subfolders: Folder[]): AsyncGenerator<WalkStep, void> {
    try {
      const { dev, ino } = await stat(folder.path);
      const identity = `${String(dev)}:${String(ino)}`;
      // Some network file systems give every folder inode 0, which tells nothing apart.
      if (ino !== 0n && this.#visited.has(identity)) return;
      this.#visited.add(identity);
      const directory = await openFolder(folder.path);
      let names: string[] = [];
      let ignored = 0;
      for await (const entry of directory) {
        const name = nameOf(entry);
        const verdict = this.#sort(entry, name, folder, subfolders);
        if (verdict === 'ignore') ignored += 1;
        if (verdict !== 'take') continue;
        names.push(name);
        if (names.length < blockSize) continue;
        yield* this.#look(folder, names);
        names = [];
      }
      yield* this.#look(folder, names);
      if (ignored > 0) yield { kind: 'ignored', count: ignored };
    } catch (cause) {
      this.#options.signal.throwIfAborted();
      yield { kind: 'folder-failed', path: folder.path, cause };
    }
  }

  /** Puts folders and links aside; says what to do with a plain file. */
  #sort(entry: Dirent<Buffer>, name: string, folder: Folder, subfolders: Folder[]): FileVerdict {
    const relativePath = folder.relativePath === '' ? name : `${folder.relativePath}/${name}`;
    const child: Folder = { path: childPath(folder.path, name), relativePath };
    if (entry.isDirectory()) {
      if (this.#options.recursive && this.#options.entersFolder(name)) subfolders.push(child);
      return 'omit';
    }
    if (entry.isSymbolicLink()) {
      this.#links.push(child);
      return 'omit';
    }
    return entry.isFile() ? this.#options.judgesFile(name, relativePath) : 'omit';
  }

  async *#look(folder: Folder, names: readonly string[]): AsyncGenerator<WalkStep, void> {
    if (names.length === 0) return;
    this.#options.signal.throwIfAborted();
    const paths = names.map((name) => childPath(folder.path, name));
    const found = await statAll(paths);
    const files: WalkedFile[] = [];
    for (const [index, path] of paths.entries()) {
      const result = found[index];
      if (result instanceof Error) yield { kind: 'file-failed', path, linked: false, cause: result };
      else if (result !== undefined) files.push({ path, stat: result });
    }
    yield { kind: 'files', files };
  }

  async *#follow(link: Folder): AsyncGenerator<WalkStep, void> {
    this.#options.signal.throwIfAborted();
    const { judgesFile, entersFolder, recursive } = this.#options;
    const name = link.relativePath.slice(link.relativePath.lastIndexOf('/') + 1);
    try {
      const path = await realPath(link.path);
      const target = await stat(path);
      if (target.isDirectory()) {
        if (
          !recursive ||
          !entersFolder(name) ||
          this.#visited.has(`${String(target.dev)}:${String(target.ino)}`)
        )
          return;
        yield { kind: 'linked-folder', path };
        yield* this.#tree({ path, relativePath: link.relativePath });
        return;
      }
      const verdict = target.isFile() ? judgesFile(name, link.relativePath) : 'omit';
      if (verdict === 'ignore') yield { kind: 'ignored', count: 1 };
      if (verdict === 'take') yield { kind: 'files', files: [{ path, stat: target }] };
    } catch (cause) {
      if (judgesFile(name, link.relativePath) === 'take') {
        yield { kind: 'file-failed', path: link.path, linked: true, cause };
      }
    }
  }
}

/** A path with every link in it resolved. @throws the system's error with its `code` */
export async function realPath(path: string): Promise<string> {
  return pathFromBytes(await realpath(fsPath(path), { encoding: 'buffer' }));
}

/** Follows links. Sizes, inodes and times (nanoseconds) as bigint. @throws the system's error with its `code` */
export function stat(path: string): Promise<BigIntStats> {
  return new Promise((resolve, reject) => {
    statWithCallback(fsPath(path), { bigint: true }, (error, found) => {
      if (error === null) resolve(found);
      else reject(error);
    });
  });
}

/** Looks at many files with so many calls under way at a time; a failure takes its file's place. */
function statAll(paths: readonly string[]): Promise<(BigIntStats | Error)[]> {
  return new Promise((resolve) => {
    const results = new Array<BigIntStats | Error>(paths.length);
    let next = 0;
    let settled = 0;
    const startNext = () => {
      const index = next++;
      const path = paths[index];
      if (path === undefined) return;
      statWithCallback(fsPath(path), { bigint: true }, (error, found) => {
        results[index] = error ?? found;
        settled += 1;
        if (settled === paths.length) resolve(results);
        else startNext();
      });
    };
    for (let started = 0; started < parallelStats; started += 1) startNext();
  });
}

async function openFolder(path: string): Promise<AsyncIterable<Dirent<Buffer>>> {
  // Node's types know names as text only; with this encoding they are bytes.
  const directory: unknown = await opendir(fsPath(path), {
    encoding: 'buffer' as BufferEncoding,
    bufferSize: blockSize,
  });
  return directory as AsyncIterable<Dirent<Buffer>>;
}

function nameOf(entry: Dirent<Buffer>): string {
  return pathFromBytes(entry.name);
}

function childPath(folder: string, name: string): string {
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}
