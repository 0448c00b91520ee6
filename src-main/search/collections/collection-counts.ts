/**
 * How many clips each collection finds. Counts are kept until something was written to the library, so that asking again costs next
 * to nothing while it rests.
 */
import { setImmediate } from 'node:timers/promises';
import type { Collection } from '../../../src-preload/contract/collections.ts';
import type { CommandRequest, CommandResponse } from '../../../src-preload/contract/commands.ts';
import { type SearchPlan, searchPlan } from '../../../src-preload/contract/search.ts';
import type { Connection } from '../../db/connection.ts';
import { listCollections } from '../../db/repositories/collections.repository.ts';
import type { Clock } from '../../platform/clock.ts';

/** Words and filters alone; rejects for nothing that the query says. null: they do not tell. */
export type CountClips = (plan: SearchPlan) => Promise<number | null>;

/** "Today" is another day by and by. */
const keptAtMostMs = 60_000;

export interface CollectionCounting {
  readonly collectionCounts: CollectionCounts;
}

export class CollectionCounts {
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #countClips: CountClips;
  /** What is counted -> clips. */
  #kept = new Map<string, number>();
  #keptOf = '';
  #keptSinceMs = 0;

  constructor(connection: Connection, clock: Clock, countClips: CountClips) {
    this.#connection = connection;
    this.#clock = clock;
    this.#countClips = countClips;
  }

  /** @throws AppError cancelled, between two collections */
  async count(
    { ids }: CommandRequest<'collections.count'>,
    signal: AbortSignal,
  ): Promise<CommandResponse<'collections.count'>> {
    const wanted = ids === null ? null : new Set(ids);
    const chosen = listCollections(this.#connection).filter(({ id }) => wanted?.has(id) ?? true);
    const counts: CommandResponse<'collections.count'>['counts'] = [];
    for (const collection of chosen) {
      // Lets a message in that takes the question back, and questions that are quicker.
      await setImmediate();
      signal.throwIfAborted();
      counts.push({ id: collection.id, clips: await this.#clipsOf(collection) });
    }
    return { counts };
  }

  /** One that can't be counted does not keep the others from it. */
  async #clipsOf({ query, mode }: Collection): Promise<number | null> {
    this.#forgetWhatIsOld();
    const key = JSON.stringify([mode, query]);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    try {
      const clips = await this.#countClips(searchPlan.parse({ query, mode }));
      if (clips !== null) this.#kept.set(key, clips);
      return clips;
    } catch {
      return null;
    }
  }

  #forgetWhatIsOld(): void {
    const nowMs = this.#clock.now();
    const state = this.#writes();
    if (state === this.#keptOf && nowMs - this.#keptSinceMs < keptAtMostMs) return;
    this.#kept = new Map();
    this.#keptOf = state;
    this.#keptSinceMs = nowMs;
  }

  /** Another text after each write: by other connections (SQLite's data_version), or by this one. */
  #writes(): string {
    const others = String(this.#connection.pragma('data_version', { simple: true }));
    const own = String(this.#connection.prepare('SELECT total_changes()').pluck().get());
    return `${others} ${own}`;
  }
}

export function countCollections(
  request: CommandRequest<'collections.count'>,
  { collectionCounts }: CollectionCounting,
  signal: AbortSignal,
): Promise<CommandResponse<'collections.count'>> {
  return collectionCounts.count(request, signal);
}
