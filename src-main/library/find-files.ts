/** From the paths that a person gave to the files behind them, each once however many ways lead to it. */
import { resolve } from 'node:path';
import { AppError } from '../../src-preload/contract/errors.ts';
import { realPath, stat, walkFiles, type WalkStep } from '../platform/file-walk.ts';
import { type CandidateRules, candidateRules } from './candidates.ts';
import { fileError } from './file-errors.ts';
import { lookOf } from './file-look.ts';
import type { FileLook, FoundFile, Place } from './ingest-types.ts';
import type { Places } from './places.ts';

/** A folder that was gone through. */
export interface ScannedRoot {
  /** Real path. */
  readonly path: string;
  readonly place: Place;
  /** Real paths of folders that links in it lead to. */
  readonly linkedFolders: string[];
  found: number;
}

export type Finding =
  | { readonly kind: 'root'; readonly root: ScannedRoot }
  | { readonly kind: 'file'; readonly file: FoundFile }
  /** `look`: null where nothing is known of it, so that it cannot be kept. */
  | {
      readonly kind: 'failed';
      readonly path: string;
      readonly look: FileLook | null;
      readonly error: AppError;
    }
  | { readonly kind: 'ignored'; readonly count: number }
  | { readonly kind: 'folder-failed'; readonly path: string; readonly error: AppError };

export interface FindRequest {
  readonly paths: readonly string[];
  readonly pattern: string | null;
  readonly recursive: boolean;
}

const unknownLook: FileLook = { sizeBytes: 0, modifiedNs: 0n, inode: null };

/** @throws the signal's reason */
export async function* findFiles(
  request: FindRequest,
  places: Places,
  signal: AbortSignal,
): AsyncGenerator<Finding, void> {
  const finder = new Finder(request, places, signal);
  for (const path of request.paths) {
    signal.throwIfAborted();
    yield* finder.follow(resolve(path));
  }
}

class Finder {
  readonly #recursive: boolean;
  readonly #rules: CandidateRules;
  readonly #places: Places;
  readonly #signal: AbortSignal;
  readonly #seen = new Set<string>();

  constructor(request: FindRequest, places: Places, signal: AbortSignal) {
    this.#recursive = request.recursive;
    this.#rules = candidateRules(request.pattern);
    this.#places = places;
    this.#signal = signal;
  }

  async *follow(given: string): AsyncGenerator<Finding, void> {
    try {
      const path = await realPath(given);
      const stats = await stat(path);
      if (stats.isDirectory()) {
        yield* this.#folder(path);
        return;
      }
      if (!stats.isFile())
        throw new AppError('media-unreadable', { file: path, detail: 'it is not a regular file' });
      const file = this.#once(path, lookOf(stats), 'named');
      if (file !== null) yield { kind: 'file', file };
    } catch (error) {
      this.#signal.throwIfAborted();
      yield { kind: 'failed', path: given, look: null, error: fileError(error, given) };
    }
  }

  async *#folder(path: string): AsyncGenerator<Finding, void> {
    const root: ScannedRoot = { path, place: this.#places.placeOf(path), linkedFolders: [], found: 0 };
    const walk = walkFiles({ root: path, recursive: this.#recursive, signal: this.#signal, ...this.#rules });
    yield { kind: 'root', root };
    for await (const step of walk) yield* this.#take(step, root);
  }

  *#take(step: WalkStep, root: ScannedRoot): Generator<Finding, void> {
    if (step.kind === 'ignored') yield step;
    else if (step.kind === 'linked-folder') root.linkedFolders.push(step.path);
    else if (step.kind === 'folder-failed') {
      yield { kind: 'folder-failed', path: step.path, error: fileError(step.cause, step.path) };
    } else if (step.kind === 'file-failed') {
      root.found += 1;
      yield {
        kind: 'failed',
        path: step.path,
        look: step.linked ? null : unknownLook,
        error: fileError(step.cause, step.path),
      };
    } else {
      for (const { path, stat: stats } of step.files) {
        const file = this.#once(path, lookOf(stats), 'folder');
        if (file === null) continue;
        root.found += 1;
        yield { kind: 'file', file };
      }
    }
  }

  /** null for a file that was found already. */
  #once(path: string, look: FileLook, origin: FoundFile['origin']): FoundFile | null {
    const place = this.#places.placeOf(path);
    const key = `${String(place.volumeId)}/${Buffer.from(place.relativePath).toString('latin1')}`;
    if (this.#seen.has(key)) return null;
    this.#seen.add(key);
    return { ...look, path, place, origin };
  }
}
