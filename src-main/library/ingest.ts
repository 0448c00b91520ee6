/**
 * Takes files into the library. While folders are gone through, files that are as they were are passed by without being
 * read, others are looked into (four at a time), recognised and stored in small batches, and each batch is handed to the
 * pipeline at once. At the end, files that are gone are marked as missing; nothing is ever removed.
 */
import { AppError } from '../../src-preload/contract/errors.ts';
import { ClipsRepository } from '../db/repositories/clips.repository.ts';
import { fileFailure, type FileRow, FilesRepository } from '../db/repositories/files.repository.ts';
import { RootsRepository } from '../db/repositories/roots.repository.ts';
import { VolumesRepository } from '../db/repositories/volumes.repository.ts';
import { compareWithKnown } from './compare-file.ts';
import { type Examined, examineFile, type ExamineDependencies } from './examine-file.ts';
import { fileError } from './file-errors.ts';
import { type Finding, findFiles, type ScannedRoot } from './find-files.ts';
import { dryRunIngest } from './ingest-dry-run.ts';
import { IngestRecord } from './ingest-record.ts';
import {
  byPath,
  type FileLook,
  type FoundFile,
  type IngestDependencies,
  type IngestRequest,
  type IngestResult,
} from './ingest-types.ts';
import { KeyedTurns, Limiter } from './limiter.ts';
import { markMissing } from './missing-files.ts';
import { Places } from './places.ts';
import { recognise, type RecogniseDependencies } from './recognise.ts';
import { RootReach } from './root-reach.ts';

/** Files that are read for their identity at a time. */
const parallelReads = 4;
/** Files that are looked into at a time, most of them waiting: to be read, or for their writer to finish. */
const mostInHand = 1024;
/** Rows in one statement. */
const seenPerBatch = 5000;

/**
 * Resolves when all stages of the clips that were found have run that can run.
 *
 * @throws AppError cancelled (what was stored until then stays), library-damaged, disk-full; a failure of one file is its entry's
 */
export async function ingest(
  request: IngestRequest,
  dependencies: IngestDependencies,
): Promise<IngestResult> {
  return orCancelled(dependencies.signal, async () => {
    if (request.dryRun) return dryRunIngest(request, dependencies);
    const { result, clipIds } = await findAndStore(request, dependencies);
    await dependencies.pipeline.whenSettled(clipIds, dependencies.signal);
    return result;
  });
}

/** The same, but resolves when every file is stored and its clip's work is planned. @throws AppError as `ingest` does */
export async function takeIn(
  request: Omit<IngestRequest, 'dryRun'>,
  dependencies: IngestDependencies,
): Promise<IngestResult> {
  return orCancelled(dependencies.signal, async () => {
    const { result } = await findAndStore({ ...request, dryRun: false }, dependencies);
    return result;
  });
}

async function findAndStore(request: IngestRequest, dependencies: IngestDependencies) {
  const run = await IngestRun.open(request, dependencies);
  return { result: await run.toEnd(), clipIds: run.clipIds };
}

async function orCancelled<T>(signal: AbortSignal, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (signal.aborted && !(error instanceof AppError)) throw new AppError('cancelled', {}, error);
    throw error;
  }
}

class IngestRun {
  readonly #request: IngestRequest;
  readonly #given: IngestDependencies;
  readonly #volumes: VolumesRepository;
  readonly #roots: RootsRepository;
  readonly #files: FilesRepository;
  readonly #places: Places;
  readonly #record: IngestRecord;
  readonly #recognition: RecogniseDependencies;
  readonly #examination: ExamineDependencies;
  /** Ends the work on single files when the whole has failed or was cancelled. */
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #inHand = new Limiter(mostInHand);
  readonly #tasks = new Set<Promise<void>>();
  readonly #turns = new KeyedTurns();
  readonly #scanned: { readonly id: number; readonly root: ScannedRoot }[] = [];
  readonly #unreadableFolders: { path: string; error: ReturnType<AppError['serialize']> }[] = [];
  #ignored = 0;
  #failure: Error | null = null;

  static async open(request: IngestRequest, given: IngestDependencies): Promise<IngestRun> {
    const volumes = new VolumesRepository(given.connection);
    const mounted = await given.volumes.read();
    const places = given.eventLog.transaction(
      () => new Places(volumes, mounted, { access: 'write', nowMs: given.clock.now() }),
    );
    return new IngestRun(request, given, volumes, places);
  }

  private constructor(
    request: IngestRequest,
    given: IngestDependencies,
    volumes: VolumesRepository,
    places: Places,
  ) {
    const { connection, eventLog, clock, pipeline, hasher } = given;
    const clips = new ClipsRepository(connection);
    this.#request = request;
    this.#given = given;
    this.#volumes = volumes;
    this.#places = places;
    this.#roots = new RootsRepository(connection);
    this.#files = new FilesRepository(connection);
    this.#signal = AbortSignal.any([given.signal, this.#stop.signal]);
    const record = new IngestRecord({
      ...{ eventLog, clips, files: this.#files, pipeline, clock, profile: request.profile },
      onProgress: (progress) => {
        given.onProgress(progress);
      },
    });
    this.#record = record;
    this.#examination = { clock, reading: new Limiter(parallelReads), signal: this.#signal };
    this.#recognition = {
      ...{ clips, files: this.#files, places, hasher, signal: this.#signal },
      roots: new RootReach(this.#roots, places),
      overwritten: (volumeId, inode) => record.overwritten(volumeId, inode),
    };
  }

  get clipIds(): string[] {
    return [...this.#record.clipIds];
  }

  async toEnd(): Promise<IngestResult> {
    try {
      for await (const finding of findFiles(this.#request, this.#places, this.#signal)) {
        this.#throwFailure();
        await this.#take(finding);
      }
      await Promise.all(this.#tasks);
      this.#throwFailure();
      this.#record.flush();
      const missing = await this.#markMissing();
      this.#record.forgetUnread();
      this.#markSeen();
      return this.#result(missing);
    } catch (error) {
      this.#stop.abort(error);
      await Promise.all(this.#tasks);
      this.#record.abandon();
      throw this.#failure ?? error;
    }
  }

  async #take(finding: Finding): Promise<void> {
    if (finding.kind === 'ignored') this.#ignored += finding.count;
    else if (finding.kind === 'root') this.#rememberRoot(finding.root);
    else if (finding.kind === 'folder-failed') {
      const { path, error } = finding;
      this.#given.log.warn('a folder could not be read', { path, code: error.code });
      this.#unreadableFolders.push({ path, error: error.serialize() });
    } else {
      this.#record.countFound(1);
      if (finding.kind === 'file') await this.#takeFile(finding.file);
      else this.#fail(finding.path, finding.look, finding.error);
    }
  }

  #rememberRoot(root: ScannedRoot): void {
    const { pattern, recursive } = this.#request;
    const nowMs = this.#given.clock.now();
    const id = this.#given.eventLog.transaction(() =>
      this.#roots.remember({ ...root.place, pattern, recursive, nowMs }),
    );
    this.#scanned.push({ id, root });
  }

  async #takeFile(file: FoundFile): Promise<void> {
    const known = this.#files.at(file.place.volumeId, file.place.relativePath);
    if (known !== undefined && this.#passes(file, known)) return;
    const leave = await this.#inHand.enter();
    const task = this.#lookInto(file)
      .catch((error: unknown) => {
        this.#failure ??= asError(error);
        this.#stop.abort(error);
      })
      .finally(() => {
        leave();
        this.#tasks.delete(task);
      });
    this.#tasks.add(task);
  }

  /** Whether a known file needs no look inside. */
  #passes(file: FoundFile, known: FileRow): boolean {
    const failure = fileFailure(known);
    const otherIsPresent = () =>
      known.clipId !== null &&
      this.#files.ofClip(known.clipId).some((row) => row.state === 'present' && row.id !== known.id);
    const facts = { failure, otherIsPresent: known.state === 'missing' && otherIsPresent() };
    const comparison = compareWithKnown(file, known, facts);
    const { clipId } = known;
    if (comparison === 'failed-as-before' && failure !== null) this.#record.failed(file.path, failure);
    else if (comparison === 'unchanged' && clipId !== null)
      this.#record.unchanged(file.path, { ...known, clipId });
    else if (comparison === 'back' && clipId !== null) {
      this.#record.add({ kind: 'back', file, row: { ...known, clipId } });
    } else return false;
    return true;
  }

  async #lookInto(file: FoundFile): Promise<void> {
    try {
      const examined = await examineFile(file, this.#examination);
      if (examined.kind === 'source-code') {
        this.#ignored += 1;
        this.#record.countFound(-1);
      } else await this.#turns.run(examined.quickIdentity, () => this.#recogniseAndAdd(examined));
    } catch (error) {
      this.#signal.throwIfAborted();
      if (error instanceof Error && error.name === 'SqliteError') throw error;
      this.#fail(file.path, file, fileError(error, file.path));
    }
  }

  async #recogniseAndAdd({ file, quickIdentity }: Examined & { kind: 'identified' }): Promise<void> {
    this.#record.storePending(quickIdentity);
    const recognition = await recognise(file, quickIdentity, this.#recognition);
    this.#record.add({ kind: 'content', file, quickIdentity, recognition });
  }

  /** A path of which nothing was ever seen is told, but not kept. */
  #fail(path: string, look: FileLook | null, error: AppError): void {
    if (look !== null)
      this.#record.add({ kind: 'failed', path, place: this.#places.placeOf(path), look, error });
    else this.#record.failed(path, error.serialize());
  }

  /** @returns how many files were found to be gone */
  async #markMissing(): Promise<number> {
    const { eventLog, clock, volumes } = this.#given;
    if (this.#scanned.length === 0) return 0;
    // A disk may have been pulled out since.
    const places = new Places(this.#volumes, await volumes.read(), { access: 'read', nowMs: clock.now() });
    const { seenFileIds } = this.#record;
    const parts = { eventLog, clock, places, seenFileIds, signal: this.#signal };
    return markMissing(this.#scanned, { ...parts, files: this.#files, roots: this.#roots });
  }

  #markSeen(): void {
    const ids = [...this.#record.seenFileIds];
    const nowMs = this.#given.clock.now();
    for (let start = 0; start < ids.length; start += seenPerBatch) {
      this.#given.eventLog.transaction(() => {
        this.#files.markSeen(ids.slice(start, start + seenPerBatch), nowMs);
      });
    }
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  #result(missing: number): IngestResult {
    const entries = this.#record.entries.toSorted(byPath);
    const unreadableFolders = this.#unreadableFolders;
    return { entries, found: entries.length, ignored: this.#ignored, missing, unreadableFolders };
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
