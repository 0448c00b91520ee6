/**
 * What an ingest would find, writing nothing: works on a library that another process is writing. Content is told by its
 * quick identity alone, so a file that agrees with a clip in its samples only counts as known.
 */
import { AppError } from '../../src-preload/contract/errors.ts';
import { ClipsRepository } from '../db/repositories/clips.repository.ts';
import { fileFailure, FilesRepository } from '../db/repositories/files.repository.ts';
import { VolumesRepository } from '../db/repositories/volumes.repository.ts';
import { compareWithKnown } from './compare-file.ts';
import { examineFile } from './examine-file.ts';
import { fileError } from './file-errors.ts';
import { findFiles } from './find-files.ts';
import type {
  FoundFile,
  IngestDependencies,
  IngestEntry,
  IngestRequest,
  IngestResult,
} from './ingest-types.ts';
import { byPath } from './ingest-types.ts';
import { Limiter } from './limiter.ts';
import { Places } from './places.ts';

export type DryRunDependencies = Pick<IngestDependencies, 'connection' | 'clock' | 'volumes' | 'signal'>;

const parallelReads = 4;
const mostInHand = 1024;

/** `missing` is not looked for and stays 0. @throws AppError cancelled */
export async function dryRunIngest(
  request: Pick<IngestRequest, 'paths' | 'pattern' | 'recursive'>,
  dependencies: DryRunDependencies,
): Promise<IngestResult> {
  const { connection, clock, volumes, signal } = dependencies;
  const options = { access: 'read', nowMs: clock.now() } as const;
  const places = new Places(new VolumesRepository(connection), await volumes.read(), options);
  const preview = new Preview(dependencies);
  try {
    for await (const finding of findFiles(request, places, signal)) {
      if (finding.kind === 'ignored') preview.ignored += finding.count;
      else if (finding.kind === 'file') await preview.take(finding.file);
      else if (finding.kind === 'failed') preview.fail(finding.path, finding.error);
      else if (finding.kind === 'folder-failed') {
        preview.unreadableFolders.push({ path: finding.path, error: finding.error.serialize() });
      }
    }
    return await preview.result();
  } catch (error) {
    if (signal.aborted) throw new AppError('cancelled', {}, error);
    throw error;
  }
}

class Preview {
  readonly unreadableFolders: IngestResult['unreadableFolders'][number][] = [];
  ignored = 0;
  readonly #is: DryRunDependencies;
  readonly #files: FilesRepository;
  readonly #clips: ClipsRepository;
  readonly #entries: IngestEntry[] = [];
  readonly #newIdentities = new Set<string>();
  readonly #reading = new Limiter(parallelReads);
  readonly #inHand = new Limiter(mostInHand);
  readonly #tasks = new Set<Promise<void>>();

  constructor(dependencies: DryRunDependencies) {
    this.#is = dependencies;
    this.#files = new FilesRepository(dependencies.connection);
    this.#clips = new ClipsRepository(dependencies.connection);
  }

  async take(file: FoundFile): Promise<void> {
    const known = this.#files.at(file.place.volumeId, file.place.relativePath);
    if (known !== undefined) {
      const failure = fileFailure(known);
      const comparison = compareWithKnown(file, known, { failure, otherIsPresent: false });
      if (comparison !== 'examine') {
        const state = comparison === 'failed-as-before' ? 'failed' : 'unchanged';
        this.#entries.push({ path: file.path, clipId: known.clipId, state, error: failure });
        return;
      }
    }
    const leave = await this.#inHand.enter();
    const task = this.#lookInto(file).finally(() => {
      leave();
      this.#tasks.delete(task);
    });
    this.#tasks.add(task);
  }

  fail(path: string, error: AppError): void {
    this.#entries.push({ path, clipId: null, state: 'failed', error: error.serialize() });
  }

  async result(): Promise<IngestResult> {
    await Promise.all(this.#tasks);
    this.#is.signal.throwIfAborted();
    const entries = this.#entries.toSorted(byPath);
    const { ignored, unreadableFolders } = this;
    return { entries, found: entries.length, ignored, missing: 0, unreadableFolders };
  }

  async #lookInto(file: FoundFile): Promise<void> {
    try {
      const { clock, signal } = this.#is;
      const examined = await examineFile(file, { clock, signal, reading: this.#reading });
      if (examined.kind === 'source-code') {
        this.ignored += 1;
        return;
      }
      const clip = this.#clips.byQuickIdentity(examined.quickIdentity)[0];
      const isKnown = clip !== undefined || this.#newIdentities.has(examined.quickIdentity);
      this.#newIdentities.add(examined.quickIdentity);
      const state = isKnown ? 'unchanged' : 'new';
      this.#entries.push({ path: file.path, clipId: clip?.id ?? null, state, error: null });
    } catch (error) {
      this.fail(file.path, fileError(error, file.path));
    }
  }
}
