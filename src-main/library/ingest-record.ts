/**
 * Writes down what an ingest finds. Changes are gathered and stored some at a time, each time in one transaction with
 * their events; then their clips are handed to the pipeline, while the search for files goes on.
 */
import type { AppError, SerializedError } from '../../src-preload/contract/errors.ts';
import { basename } from 'node:path';
import type { EventLog } from '../db/event-log.ts';
import type { ClipsRepository } from '../db/repositories/clips.repository.ts';
import type { FileRow, FilesRepository, FileToPut } from '../db/repositories/files.repository.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Clock } from '../platform/clock.ts';
import { sha256Hex } from '../platform/hashing.ts';
import type { FileLook, FoundFile, IngestEntry, IngestProgress, Place } from './ingest-types.ts';
import type { Recognition } from './recognise.ts';

/** Stored as soon as so many changes are gathered, or so many clips that are as they were, or after so long. */
const changesPerBatch = 64;
const unchangedPerBatch = 512;
const batchDelayMs = 200;
/** Digits of a clip's id; more only where two ids would begin alike. */
const idLength = 20;

export type Change =
  | {
      readonly kind: 'content';
      readonly file: FoundFile;
      readonly quickIdentity: string;
      readonly recognition: Recognition;
    }
  | { readonly kind: 'back'; readonly file: FoundFile; readonly row: FileRow & { readonly clipId: string } }
  | {
      readonly kind: 'failed';
      readonly path: string;
      readonly place: Place;
      readonly look: FileLook;
      readonly error: AppError;
    };

export interface RecordDependencies {
  readonly eventLog: EventLog;
  readonly clips: ClipsRepository;
  readonly files: FilesRepository;
  readonly pipeline: Pipeline;
  readonly clock: Clock;
  readonly profile: string;
  onProgress(progress: IngestProgress): void;
}

export class IngestRecord {
  readonly entries: IngestEntry[] = [];
  readonly clipIds = new Set<string>();
  /** Rows that are at their places; those of the same folders that are not among them may be missing. */
  readonly seenFileIds = new Set<number>();
  readonly #is: RecordDependencies;
  readonly #overwritten = new Map<string, FileRow[]>();
  /** Clips that had a file which holds something else now. */
  readonly #left = new Set<string>();
  readonly #counts = { found: 0, new: 0, unchanged: 0, failed: 0 };
  #changes: Change[] = [];
  #quickIdentities = new Set<string>();
  #due: string[] = [];
  #cancelTimer: (() => void) | null = null;
  #failure: Error | null = null;

  constructor(dependencies: RecordDependencies) {
    this.#is = dependencies;
  }

  /** For progress: entries to come, or (negative) that will not come after all. */
  countFound(change: number): void {
    this.#counts.found += change;
  }

  unchanged(path: string, row: FileRow & { readonly clipId: string }): void {
    this.seenFileIds.add(row.id);
    this.#enter({ path, clipId: row.clipId, state: 'unchanged', error: null });
    this.#afterAdding();
  }

  failed(path: string, error: SerializedError): void {
    this.#enter({ path, clipId: null, state: 'failed', error });
    this.#afterAdding();
  }

  add(change: Change): void {
    this.#changes.push(change);
    if (change.kind === 'content') this.#quickIdentities.add(change.quickIdentity);
    this.#afterAdding();
  }

  /** Makes sure that clips of this quick identity can be found in the library. */
  storePending(quickIdentity: string): void {
    if (this.#quickIdentities.has(quickIdentity)) this.flush();
  }

  overwritten(volumeId: number, inode: string): readonly FileRow[] {
    return this.#overwritten.get(`${String(volumeId)}/${inode}`) ?? [];
  }

  /** Stores what was gathered and hands it to the pipeline. */
  flush(): void {
    this.#stopTimer();
    if (this.#failure !== null) throw this.#failure;
    const changes = this.#changes;
    this.#changes = [];
    this.#quickIdentities = new Set();
    if (changes.length > 0) {
      const stored = this.#is.eventLog.transaction(() => changes.map((change) => this.#store(change)));
      for (const entry of stored) this.#enter(entry);
    }
    const due = this.#due;
    this.#due = [];
    if (due.length > 0) this.#is.pipeline.enqueue(due, this.#is.profile);
    this.#is.onProgress({ ...this.#counts });
  }

  /** At the end, when every file has found its clip: failures of content that was replaced are no news any more. */
  forgetUnread(): void {
    this.#is.eventLog.transaction(() => {
      for (const clipId of this.#left) this.#is.clips.forgetUnread(clipId);
    });
  }

  /** Forgets what was gathered and not stored. */
  abandon(): void {
    this.#stopTimer();
    this.#changes = [];
    this.#due = [];
  }

  #afterAdding(): void {
    if (this.#failure !== null) throw this.#failure;
    if (this.#changes.length >= changesPerBatch || this.#due.length >= unchangedPerBatch) {
      this.flush();
      return;
    }
    this.#cancelTimer ??= this.#is.clock.after(batchDelayMs, () => {
      this.#cancelTimer = null;
      try {
        this.flush();
      } catch (error) {
        // Nobody awaits a timer: whoever adds or ends next gets to know.
        this.#failure = error instanceof Error ? error : new Error(String(error));
      }
    });
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #enter(entry: IngestEntry): void {
    this.entries.push(entry);
    this.#counts[entry.state] += 1;
    if (entry.clipId === null || this.clipIds.has(entry.clipId)) return;
    this.clipIds.add(entry.clipId);
    this.#due.push(entry.clipId);
  }

  #store(change: Change): IngestEntry {
    if (change.kind === 'failed') return this.#storeFailed(change);
    const { file } = change;
    if (change.kind === 'back') {
      this.#put(file, file.place, { clipId: change.row.clipId, state: 'present', error: null });
      this.#is.eventLog.add('file-changed', { clipId: change.row.clipId, path: file.path, change: 'found' });
      return { path: file.path, clipId: change.row.clipId, state: 'unchanged', error: null };
    }
    const recognition = this.#sinceKnown(change.recognition);
    const clipId =
      recognition.kind === 'known' ? recognition.clipId : this.#addClip(change, recognition.contentHash);
    this.#leaveBehind(file.path, file.place, clipId);
    this.#put(file, file.place, { clipId, state: 'present', error: null });
    if (recognition.kind === 'new') {
      this.#is.eventLog.add('clip-added', { clipId, path: file.path });
      return { path: file.path, clipId, state: 'new', error: null };
    }
    // One that this ingest has come across since is at its place, with other content.
    for (const id of recognition.goneFileIds) if (!this.seenFileIds.has(id)) this.#is.files.markMissing(id);
    if (recognition.contentHash !== null) this.#is.clips.setContentHash(clipId, recognition.contentHash);
    if (recognition.change !== 'none') {
      this.#is.eventLog.add('file-changed', { clipId, path: file.path, change: recognition.change });
    }
    return { path: file.path, clipId, state: 'unchanged', error: null };
  }

  /** A stage may have told another clip's full hash since the file was recognised. */
  #sinceKnown(recognition: Recognition): Recognition {
    if (recognition.kind === 'known' || recognition.contentHash === null) return recognition;
    const same = this.#is.clips.byContentHash(recognition.contentHash);
    if (same === undefined) return recognition;
    return { kind: 'known', clipId: same.id, contentHash: null, change: 'copied', goneFileIds: [] };
  }

  #storeFailed({ path, place, look, error }: Change & { kind: 'failed' }): IngestEntry {
    const serialized = error.serialize();
    this.#leaveBehind(path, place, null);
    this.#put({ path, ...look }, place, { clipId: null, state: 'failed', error: serialized });
    this.#is.eventLog.add('file-failed', { path, error: serialized });
    return { path, clipId: null, state: 'failed', error: serialized };
  }

  #addClip(change: Change & { kind: 'content' }, contentHash: string | null): string {
    const { file, quickIdentity } = change;
    const digest = sha256Hex(contentHash === null ? quickIdentity : `${quickIdentity}\n${contentHash}`);
    let id = digest.slice(0, idLength);
    while (id.length < digest.length && this.#is.clips.find(id) !== undefined)
      id = digest.slice(0, id.length + 1);
    const { profile, clock } = this.#is;
    this.#is.clips.add({
      id,
      quickIdentity,
      contentHash,
      sizeBytes: file.sizeBytes,
      profile,
      nowMs: clock.now(),
    });
    return id;
  }

  /** The clip that was at this place before is not there any more. */
  #leaveBehind(path: string, place: Place, nextClipId: string | null): void {
    const before = this.#is.files.at(place.volumeId, place.relativePath);
    if (before === undefined || before.clipId === null || before.clipId === nextClipId) return;
    this.#left.add(before.clipId);
    if (before.inode !== null) {
      const key = `${String(before.volumeId)}/${before.inode}`;
      this.#overwritten.set(key, [...(this.#overwritten.get(key) ?? []), before]);
    }
    if (before.state !== 'present') return;
    this.#is.eventLog.add('file-changed', { clipId: before.clipId, path, change: 'missing' });
  }

  #put(
    { path, sizeBytes, modifiedNs, inode }: FileLook & { readonly path: string },
    place: Place,
    what: Pick<FileToPut, 'clipId' | 'state' | 'error'>,
  ): void {
    const id = this.#is.files.put({
      ...place,
      ...what,
      name: basename(path),
      sizeBytes,
      modifiedNs: String(modifiedNs),
      inode,
      nowMs: this.#is.clock.now(),
    });
    this.seenFileIds.add(id);
  }
}
