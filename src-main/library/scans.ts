/**
 * Scans: searches of folders and files that nobody waits for. They stand in a line and run one at a time; a scan has
 * ended when what it found is stored and planned, not when its stages have run.
 *
 *   waiting --its turn--> looking --+--> finished      what could not be read is in `unreadable`
 *      |                     |      +--> failed        nothing that was asked for could be read, or the library could not
 *      +--------stop---------+---------> stopped       what was found until then stays
 */
import { resolve } from 'node:path';
import { AppError, type SerializedError, toAppError } from '../../src-preload/contract/errors.ts';
import type { ScanState } from '../../src-preload/contract/live.ts';
import type { IngestProgress, IngestRequest, IngestResult } from './ingest-types.ts';

/** What is searched in one way. A scan has one of these, or several where folders were added in different ways. */
export type ScanPart = Pick<IngestRequest, 'paths' | 'recursive' | 'pattern'>;

/** A path of which is known beforehand that it can't be read. */
export type Unreadable = ScanState['unreadable'][number];

export interface ScansDependencies {
  /** Finds files and stores them; does not wait for their stages. */
  takeIn(
    request: Omit<IngestRequest, 'dryRun'>,
    signal: AbortSignal,
    onProgress: (progress: IngestProgress) => void,
  ): Promise<Pick<IngestResult, 'entries' | 'unreadableFolders'>>;
  /** Asked when a scan begins. */
  profile(): string;
  newId(): string;
  /** Hears every change of every scan; must not throw. */
  onChange(state: ScanState): void;
}

interface Scan {
  readonly parts: readonly ScanPart[];
  readonly abort: AbortController;
  state: ScanState;
}

type Counts = Pick<ScanState, 'found' | 'new' | 'unchanged' | 'failed'>;

const keptStates = 20;
const nothing: Counts = { found: 0, new: 0, unchanged: 0, failed: 0 };

export class Scans {
  readonly #is: ScansDependencies;
  readonly #waiting: Scan[] = [];
  /** By id, oldest first; those that have ended are kept for a while. */
  readonly #scans = new Map<string, Scan>();
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(dependencies: ScansDependencies) {
    this.#is = dependencies;
  }

  /** The newest scans, oldest first. */
  get states(): readonly ScanState[] {
    return [...this.#scans.values()].map(({ state }) => state);
  }

  /** Puts a scan at the end of the line. @returns its id */
  add(parts: readonly ScanPart[], unreadable: readonly Unreadable[] = []): string {
    if (this.#closed) throw new AppError('cancelled', { detail: 'Rushes is closing' });
    const id = this.#is.newId();
    const paths = [...parts.flatMap((part) => [...part.paths]), ...unreadable.map(({ path }) => path)];
    const state: ScanState = {
      ...{ scan: id, state: 'waiting', paths, ...nothing },
      ...{ error: null, unreadable: [...unreadable] },
    };
    const scan: Scan = { parts, abort: new AbortController(), state };
    this.#scans.set(id, scan);
    this.#waiting.push(scan);
    this.#change(scan, {});
    this.#forgetOld();
    this.#running ??= this.#runAll();
    return id;
  }

  /** 'unknown': there is no such scan, or it has ended. */
  stop(id: string): 'stopped' | 'unknown' {
    const scan = this.#scans.get(id);
    if (scan === undefined || hasEnded(scan.state)) return 'unknown';
    scan.abort.abort(new AppError('cancelled', { detail: 'stopped by a person' }));
    const place = this.#waiting.indexOf(scan);
    if (place >= 0) {
      this.#waiting.splice(place, 1);
      this.#change(scan, { state: 'stopped' });
    }
    return 'stopped';
  }

  /** Stops everything; resolves when nothing runs. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const id of [...this.#scans.keys()]) this.stop(id);
    await this.#running;
  }

  async #runAll(): Promise<void> {
    // Whoever adds a scan gets its id before the first of its states.
    await Promise.resolve();
    for (let scan = this.#waiting.shift(); scan !== undefined; scan = this.#waiting.shift()) {
      await this.#run(scan);
    }
    this.#running = null;
  }

  async #run(scan: Scan): Promise<void> {
    this.#change(scan, { state: 'looking' });
    try {
      for (const part of scan.parts) await this.#runPart(scan, part);
      const error = onlyFailures(scan.state);
      this.#change(scan, error === null ? { state: 'finished' } : { state: 'failed', error });
    } catch (thrown) {
      if (scan.abort.signal.aborted) this.#change(scan, { state: 'stopped' });
      else this.#change(scan, { state: 'failed', error: toAppError(thrown).serialize() });
    }
  }

  async #runPart(scan: Scan, part: ScanPart): Promise<void> {
    const before = scan.state;
    const request = { ...part, profile: this.#is.profile() };
    const { entries, unreadableFolders } = await this.#is.takeIn(request, scan.abort.signal, (progress) => {
      this.#change(scan, added(before, progress));
    });
    const counts = { ...nothing, found: entries.length };
    for (const entry of entries) counts[entry.state] += 1;
    // A path that leads nowhere is told here or never: nothing is stored of it.
    const asked = new Set(part.paths.map((path) => resolve(path)));
    const leadNowhere = entries.flatMap(({ path, error }) =>
      error !== null && asked.has(path) ? [{ path, error }] : [],
    );
    const unreadable = [...before.unreadable, ...unreadableFolders, ...leadNowhere];
    this.#change(scan, { ...added(before, counts), unreadable });
  }

  #change(scan: Scan, change: Partial<ScanState>): void {
    scan.state = { ...scan.state, ...change };
    this.#is.onChange(scan.state);
  }

  #forgetOld(): void {
    for (const [id, { state }] of this.#scans) {
      if (this.#scans.size <= keptStates) return;
      if (hasEnded(state)) this.#scans.delete(id);
    }
  }
}

function hasEnded({ state }: ScanState): boolean {
  return state !== 'waiting' && state !== 'looking';
}

function added(before: Counts, counts: Counts): Counts {
  return {
    found: before.found + counts.found,
    new: before.new + counts.new,
    unchanged: before.unchanged + counts.unchanged,
    failed: before.failed + counts.failed,
  };
}

/** The first failure where nothing at all of what was asked for could be read. */
function onlyFailures({ paths, unreadable }: ScanState): SerializedError | null {
  const failed = new Map(unreadable.map(({ path, error }) => [path, error]));
  if (paths.length === 0 || !paths.every((path) => failed.has(resolve(path)))) return null;
  return failed.values().next().value ?? null;
}
