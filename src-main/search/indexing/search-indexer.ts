/**
 * Keeps the indexes of search in step with what is known of clips. The database takes down of which clips which part does not follow any more
 * (`search_stale`); this makes those parts anew:
 *
 * - at the end of each transaction that changed something, inside it: what a stage found is searchable as soon as it is stored;
 * - of more clips than one should wait for, of what was indexed by an older Rushes or not at all, and of what failed: some clips at a
 *   time, whenever the engine starts and while it has nothing more urgent;
 * - for everything, where somebody asks for it.
 *
 * What goes wrong here is told to the log and tried again at the next start; it never takes back what a stage found.
 */
import { setImmediate as pause } from 'node:timers/promises';
import type { CommandResponse } from '../../../src-preload/contract/commands.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { Connection } from '../../db/connection.ts';
import { SearchFactsRepository } from '../../db/repositories/search-facts.repository.ts';
import {
  type DocumentTexts,
  type IndexPart,
  SearchIndexRepository,
  type StaleClip,
} from '../../db/repositories/search-index.repository.ts';
import { clearIndex, indexCounts, mergeIndex } from '../../db/repositories/search-upkeep.repository.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { ClipTexts, type PartTexts, type TextPart } from './clip-texts.ts';

/** The index of vectors, which is made from other rows by other means. */
export interface VectorIndex {
  index(sequence: number): void;
  /** How many vectors are indexed. */
  readonly count: number;
  /** In short steps, outside of transactions; the last forgets all and says of all clips that theirs are due later. */
  startAnew(): Iterator<undefined, void>;
}

export interface IndexerDeps {
  readonly connection: Connection;
  readonly vectors: VectorIndex;
  readonly clock: Clock;
  readonly log: Log;
}

/** Of a change to more clips (a tag that a thousand have gets another name), the rest follows behind it. */
const mostAtOnce = 256;
/** A transaction of these takes some ten milliseconds. */
const clipsPerBatch = 8;
/** Between two of them, so that whatever else the engine does is hardly slowed down. */
const restMs = 15;

export class SearchIndexer {
  readonly #deps: IndexerDeps;
  readonly #index: SearchIndexRepository;
  readonly #facts: SearchFactsRepository;
  readonly #texts: ClipTexts;
  readonly #stop = new AbortController();
  #catchingUp: Promise<void> | null = null;
  #reindexing: Promise<void> = Promise.resolve();
  #isBehind = false;

  constructor(deps: IndexerDeps) {
    this.#deps = deps;
    this.#index = new SearchIndexRepository(deps.connection);
    this.#facts = new SearchFactsRepository(deps.connection);
    this.#texts = new ClipTexts(deps.connection);
  }

  /** Only inside a transaction: indexes what it changed. */
  indexChanges(): void {
    for (const clip of this.#index.dueNow(mostAtOnce)) this.#indexClip(clip);
    if (this.#index.postponeAll() > 0) this.catchUp();
  }

  /** Sees to what is due from before, in the background. A second call while it does so makes it look once more at the end. */
  catchUp(): void {
    this.#isBehind = true;
    if (this.#catchingUp !== null || this.#isClosed()) return;
    this.#catchingUp = this.#runBehind().finally(() => {
      this.#catchingUp = null;
    });
  }

  /**
   * Makes all indexes anew; while it works, searches find what is indexed already.
   *
   * @throws AppError cancelled; the rest of what it began follows in the background
   */
  reindex(signal: AbortSignal): Promise<CommandResponse<'search.reindex'>> {
    const running = this.#makeAnew(AbortSignal.any([signal, this.#stop.signal]));
    this.#reindexing = running.then(
      () => undefined,
      () => {
        this.catchUp();
      },
    );
    return running;
  }

  async #makeAnew(signal: AbortSignal): Promise<CommandResponse<'search.reindex'>> {
    const { connection, clock, vectors } = this.#deps;
    const startedMs = clock.now();
    connection.transaction(() => {
      clearIndex(connection);
    })();
    await inSteps(vectors.startAnew(), signal);
    await this.#work(signal, pause);
    await inSteps(mergeIndex(connection), signal);
    return { ...indexCounts(connection), vectors: vectors.count, tookMs: clock.now() - startedMs };
  }

  /** Nothing is written after it. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#reindexing;
    await this.#catchingUp;
  }

  #isClosed(): boolean {
    return this.#stop.signal.aborted;
  }

  async #runBehind(): Promise<void> {
    while (this.#isBehind && !this.#isClosed()) {
      this.#isBehind = false;
      try {
        await this.#work(this.#stop.signal, () => this.#rest());
      } catch (error) {
        if (this.#isClosed()) return;
        this.#deps.log.warn('the search index could not be brought up to date', { error });
      }
    }
  }

  /** Once through all that is stale, some clips in a transaction. What fails is passed over. */
  async #work(signal: AbortSignal, rest: () => Promise<void>): Promise<void> {
    for (let sequence = 0; ;) {
      await rest();
      stopIfAborted(signal);
      const clips = this.#deps.connection
        .transaction(() => {
          const stale = this.#index.staleBehind(sequence, clipsPerBatch);
          for (const clip of stale) this.#indexClip(clip);
          return stale;
        })
        .immediate();
      sequence = clips.at(-1)?.sequence ?? sequence;
      if (clips.length < clipsPerBatch) return;
    }
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.#stop;
      const end = (): void => {
        takeBack();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const takeBack = this.#deps.clock.after(restMs, end);
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
    });
  }

  #indexClip(clip: StaleClip): void {
    const { sequence, clipId, parts } = clip;
    const ofArtifacts = parts.filter((part) => part !== 'vectors');
    const texts = ofArtifacts.flatMap((part): (PartTexts & { readonly part: TextPart })[] => {
      const found = this.#attempt(clip, [part], () => this.#texts.of(clip, part));
      return found === null ? [] : [{ ...found, part }];
    });
    if (ofArtifacts.length > 0)
      this.#attempt(clip, ofArtifacts, () => {
        // They do with what can be read, so that one artifact that can't keeps nothing else back.
        this.#facts.put(sequence, clipId, ofArtifacts);
        if (texts.length > 0) this.#store(sequence, texts);
        for (const { part } of texts) this.#index.settle(sequence, part);
      });
    if (parts.includes('vectors'))
      this.#attempt(clip, ['vectors'], () => {
        this.#deps.vectors.index(sequence);
        this.#index.settle(sequence, 'vectors');
      });
  }

  #store(sequence: number, texts: readonly PartTexts[]): void {
    const document = texts.reduce<DocumentTexts>((all, part) => ({ ...all, ...part.document }), {});
    this.#index.putDocument(sequence, document);
    for (const { moments } of texts)
      if (moments !== null) this.#index.replaceMoments(sequence, moments.lane, moments.entries);
  }

  /** Takes back what `action` wrote, and no more, where it fails. @returns null: it failed */
  #attempt<T>({ sequence, clipId }: StaleClip, parts: readonly IndexPart[], action: () => T): T | null {
    const { connection, log } = this.#deps;
    try {
      return connection.transaction(action)();
    } catch (error) {
      // SQLite itself gave the whole transaction up: a full disk, for example.
      if (!connection.inTransaction) throw error;
      log.warn('a clip could not be indexed for search', { clipId, parts, error });
      for (const part of parts) this.#index.postpone(sequence, part);
      return null;
    }
  }
}

async function inSteps(steps: Iterator<unknown>, signal: AbortSignal): Promise<void> {
  while (steps.next().done !== true) {
    await pause();
    stopIfAborted(signal);
  }
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', {}, signal.reason);
}
