/** What a search asks the engine, step by step: words first, what they mean joins. */
import type { CommandInput, CommandResponse } from '../../src-preload/contract/commands.ts';
import { type SerializedError, toAppError } from '../../src-preload/contract/errors.ts';
import type { QueryVector } from '../../src-preload/contract/search.ts';
import type { RushesClient } from '../api/client.ts';
import type { AskedSearch, SearchRoute } from './search-route.ts';

export type Found = CommandResponse<'search.run'>;
export type FoundAlike = CommandResponse<'search.similar'>;
export type Missing = CommandResponse<'search.embed'>['missing'];

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Vectors of a query, and why there are none. */
export interface Embedded {
  readonly vectors: QueryVector[];
  readonly missing: Missing;
  readonly failure: SerializedError | null;
}

const momentsOfClip = 3;

/** The last queries are remembered: somebody who turns a page, or takes a letter back, need not wait again. */
const mostRemembered = 20;

export class SearchAsking {
  readonly #client: RushesClient;
  readonly #embedded = new Map<string, Embedded>();

  constructor(client: RushesClient) {
    this.#client = client;
  }

  /** Models came or went: what they made counts no more. */
  forget(): void {
    this.#embedded.clear();
  }

  /** @throws AppError */
  run(route: AskedSearch, vectors: QueryVector[], page: Page, signal: AbortSignal): Promise<Found> {
    const { query, writing, mode, sort } = route;
    return this.#client.ask(
      'search.run',
      { query, writing, mode, sort, vectors, ...page, moments: momentsOfClip },
      signal,
    );
  }

  /** @throws AppError */
  facets({ query, writing, mode, sort }: AskedSearch, vectors: QueryVector[], signal: AbortSignal) {
    return this.#client.ask('search.facets', { query, writing, mode, sort, vectors }, signal);
  }

  /** @throws AppError */
  similar(
    { query, sort }: SearchRoute,
    to: Pick<CommandInput<'search.similar'>, 'clip' | 'timeSec' | 'vector'>,
    page: Page,
    signal: AbortSignal,
  ): Promise<FoundAlike> {
    return this.#client.ask(
      'search.similar',
      { ...to, query, sort, ...page, moments: momentsOfClip },
      signal,
    );
  }

  remembered(query: string): Embedded | undefined {
    return this.#embedded.get(query);
  }

  /**
   * A failure is told with what comes back: without vectors there are still words.
   *
   * @param text what is meant by `query`
   * @throws AppError 'cancelled' alone
   */
  async embed(query: string, text: string, signal: AbortSignal): Promise<Embedded> {
    const known = this.#embedded.get(query);
    if (known !== undefined) return known;
    try {
      const { vectors, missing } = await this.#client.ask('search.embed', { text }, signal);
      const embedded = { vectors, missing, failure: null };
      this.#embedded.set(query, embedded);
      for (const oldest of [...this.#embedded.keys()].slice(
        0,
        Math.max(0, this.#embedded.size - mostRemembered),
      ))
        this.#embedded.delete(oldest);
      return embedded;
    } catch (thrown) {
      const failure = toAppError(thrown);
      if (failure.code === 'cancelled' || signal.aborted) throw failure;
      return { vectors: [], missing: [], failure: failure.serialize() };
    }
  }

  /** @param picture base64 @throws AppError */
  async embedPicture(picture: string, signal?: AbortSignal): Promise<Embedded> {
    const { vectors, missing } = await this.#client.ask('search.embed', { picture }, signal);
    return { vectors, missing, failure: null };
  }
}

/** Written without any sign of the query language: what it means can be asked for before it was parsed. */
export function isPlainText(query: string): boolean {
  return /^[\p{L}\p{M}\p{N}\s'’.,!?]+$/u.test(query) && !/(^|\s)OR(\s|$)/.test(query);
}
