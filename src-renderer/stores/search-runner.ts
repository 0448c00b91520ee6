/**
 * Runs one search at a time: a newer one ends the older. It answers in two steps, so that nobody waits for a model: full text
 * at once, and again with vectors when they are there. What is on the screen stays until there is something to replace it.
 */
import type { FoundClip, QueryVector } from '../../src-preload/contract/search.ts';
import { AppError, toAppError } from '../../src-preload/contract/errors.ts';
import type { RushesClient } from '../api/client.ts';
import { type Embedded, type Found, isPlainText, type Page, type SearchAsking } from './search-asking.ts';
import type { SearchPictures } from './search-pictures.ts';
import { cardsById, takenOver, withPage } from './search-results.ts';
import type { AskedSearch } from './search-route.ts';
import type { SearchAnswer, SearchState } from './search-state.ts';

interface RunnerOptions {
  readonly client: RushesClient;
  readonly asking: SearchAsking;
  readonly pictures: SearchPictures;
  readonly get: () => SearchState;
  readonly set: (change: Partial<SearchState>) => void;
}

/** Who asks for the next page the way the first was asked for. */
type AskPage = (page: Page, signal: AbortSignal) => Promise<{ readonly results: readonly FoundClip[] }>;

/** Two screens of a usual window; what is shown of each takes its time. */
const pageLength = 24;
/** The contract's bound. */
const longestPage = 200;

export class SearchRunner {
  readonly #options: RunnerOptions;
  #abort = new AbortController();
  #work: 'none' | 'running' | 'running, and again' = 'none';
  #askPage: AskPage | null = null;
  #paging: 'no' | 'yes' = 'no';
  #wanted = pageLength;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#abort.abort();
    this.#work = 'none';
    this.#paging = 'no';
    this.#askPage = null;
  }

  run(route: AskedSearch): void {
    void this.#search(route, pageLength);
  }

  /** As much as is on the screen, again. What runs already is not cut short for it. */
  refresh(): void {
    const { asked, results } = this.#options.get();
    if (asked === null) return;
    if (this.#work !== 'none') this.#work = 'running, and again';
    else void this.#search(asked, Math.max(pageLength, results.length));
  }

  more(): void {
    const { answer, results, phase } = this.#options.get();
    if (phase !== 'shown' || this.#paging === 'yes' || this.#askPage === null) return;
    if (answer === null || results.length >= answer.total) return;
    this.#paging = 'yes';
    const { signal } = this.#abort;
    this.#nextPage(this.#askPage, results, signal)
      .catch((thrown: unknown) => {
        this.#fail(thrown, signal);
      })
      .finally(() => {
        if (!signal.aborted) this.#paging = 'no';
      });
  }

  async #nextPage(ask: AskPage, before: readonly FoundClip[], signal: AbortSignal): Promise<void> {
    const page = await ask({ offset: before.length, limit: pageLength }, signal);
    // Nothing comes any more although the total says so: the library has shrunk meanwhile.
    if (page.results.length === 0) this.#askPage = null;
    await this.#show(withPage(before, page.results), {}, signal);
  }

  /** @param wanted so many results, where there are as many */
  async #search(route: AskedSearch, wanted: number): Promise<void> {
    this.stop();
    this.#wanted = wanted;
    const limit = Math.min(longestPage, wanted);
    this.#work = 'running';
    const abort = new AbortController();
    this.#abort = abort;
    const { signal } = abort;
    try {
      await (route.like === null
        ? this.#runQuery(route, limit, signal)
        : this.#runLike(route, route.like, limit, signal));
    } catch (thrown) {
      this.#fail(thrown, signal);
    }
    if (signal.aborted) return;
    this.#end();
  }

  #end(): void {
    const isAgain = this.#work === 'running, and again';
    this.#work = 'none';
    if (isAgain) this.refresh();
  }

  async #runQuery(route: AskedSearch, limit: number, signal: AbortSignal): Promise<void> {
    const { asking, set } = this.#options;
    const wantsVectors = route.mode === 'hybrid' || route.mode === 'semantic';
    const known = wantsVectors ? asking.remembered(route.query) : undefined;
    const early =
      wantsVectors && isPlainText(route.query) ? asking.embed(route.query, route.query, signal) : null;
    // It is awaited further below, or nobody needs it any more.
    early?.catch(() => undefined);
    const page = { offset: 0, limit };
    const first = await asking.run(route, known?.vectors ?? [], page, signal);
    const isWhole = !wantsVectors || known !== undefined || !first.sources.some(isAwaited);
    if (isWhole) {
      await this.#showFound(route, first, known ?? noVectors, signal);
      return;
    }
    // Words alone may find nothing where meaning will: then what is on the screen stays until both have answered.
    if (first.total > 0)
      await this.#show(first.results, { answer: answerOf(first), phase: 'partly' }, signal);
    const embedded = await (early ?? asking.embed(route.query, first.query.words, signal));
    set({ missing: embedded.missing, vectorFailure: embedded.failure });
    const whole =
      embedded.vectors.length === 0 ? first : await asking.run(route, embedded.vectors, page, signal);
    await this.#showFound(route, whole, embedded, signal);
  }

  async #showFound(
    route: AskedSearch,
    found: Found,
    { vectors, missing, failure }: Embedded,
    signal: AbortSignal,
  ): Promise<void> {
    const { asking, set } = this.#options;
    const ask: AskPage = (page, during) => asking.run(route, vectors, page, during);
    this.#askPage = ask;
    await this.#show(
      await this.#withWanted(ask, found, signal),
      { answer: answerOf(found), phase: 'shown', missing, vectorFailure: failure, failure: null },
      signal,
    );
    // Results stand without them.
    const { facets } = await asking.facets(route, vectors, signal).catch(() => ({ facets: null }));
    if (!signal.aborted) set({ facets });
  }

  async #runLike(
    route: AskedSearch,
    like: NonNullable<AskedSearch['like']>,
    limit: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { asking, set } = this.#options;
    set({ facets: null, vectorFailure: null, missing: [] });
    const to =
      like.kind === 'clip'
        ? { clip: like.clipId, timeSec: like.timeSec }
        : await this.#pictureVector(like.picture, signal);
    if (to === null || signal.aborted) return;
    const found = await asking.similar(route, to, { offset: 0, limit }, signal);
    const ask: AskPage = (page, during) => asking.similar(route, to, page, during);
    this.#askPage = ask;
    const { total, tookMs, state: likeness } = found;
    const answer = { total, tookMs, unindexed: 0, query: null, sources: [], likeness };
    const results = await this.#withWanted(ask, found, signal);
    await this.#show(results, { answer, phase: 'shown', failure: null }, signal);
  }

  /** As many as were on the screen, however far somebody had gone down: a page is only so long. */
  async #withWanted(
    ask: AskPage,
    { results, total }: Pick<Found, 'results' | 'total'>,
    signal: AbortSignal,
  ): Promise<readonly FoundClip[]> {
    let read: readonly FoundClip[] = results;
    while (read.length < Math.min(this.#wanted, total)) {
      const limit = Math.min(longestPage, this.#wanted - read.length);
      const next = withPage(read, (await ask({ offset: read.length, limit }, signal)).results);
      if (next.length === read.length) break;
      read = next;
    }
    return read;
  }

  /** null: there is none, which the answer says. @throws AppError */
  async #pictureVector(key: string, signal: AbortSignal): Promise<{ readonly vector: QueryVector } | null> {
    const embedded = await this.#options.pictures.embedded(key, signal);
    if (signal.aborted) throw new AppError('cancelled');
    const vector = embedded?.vectors.find(({ space }) => space === 'picture');
    this.#options.set({ missing: embedded?.missing ?? [] });
    if (vector !== undefined) return { vector };
    const likeness = embedded === null ? ('no-picture' as const) : ('no-vectors' as const);
    const answer = { total: 0, tookMs: 0, unindexed: 0, query: null, sources: [], likeness };
    await this.#show([], { answer, phase: 'shown', failure: null }, signal);
    return null;
  }

  /** Results and their cards at once: no clip stands there without its picture. @throws AppError */
  async #show(
    results: readonly FoundClip[],
    change: Partial<SearchState>,
    signal: AbortSignal,
  ): Promise<void> {
    const { client, get, set } = this.#options;
    const clipIds = results.map(({ clipId }) => clipId);
    const missing = clipIds.filter((clipId) => !get().cards.has(clipId));
    // While clips are worked on, what was read of them before grows old.
    const due = this.#work === 'none' ? missing : clipIds;
    let { cards } = get();
    for (let at = 0; at < due.length; at += mostCards) {
      const read = await client.ask('cards.byId', { clipIds: due.slice(at, at + mostCards) }, signal);
      cards = cardsById(cards, read.cards);
    }
    if (signal.aborted) return;
    set({ ...change, cards, results: takenOver(get().results, results, ({ clipId }) => clipId) });
  }

  #fail(thrown: unknown, signal: AbortSignal): void {
    const error = toAppError(thrown);
    if (signal.aborted || error.code === 'cancelled') return;
    this.#options.set({ phase: 'failed', failure: error.serialize() });
  }
}

/** The contract's bound. */
const mostCards = 500;

const noVectors: Embedded = { vectors: [], missing: [], failure: null };

function isAwaited({ state }: SearchAnswer['sources'][number]): boolean {
  return state === 'pending' || state === 'no-model';
}

function answerOf({ total, tookMs, unindexed, query, sources }: Found): SearchAnswer {
  return { total, tookMs, unindexed, query, sources, likeness: 'not-asked' };
}
