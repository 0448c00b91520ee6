/**
 * Reads the order that filter and sort make: pages around what is on the screen, and all of it anew when it may have
 * changed. An answer to a question that is not the newest any more is dropped.
 */
import type { WindowPlace } from '../../src-preload/contract/commands/settings.ts';
import type { RushesClient } from '../api/client.ts';
import {
  cardsPerPage,
  missingPages,
  moved,
  nothing,
  type Pages,
  pageNumberOf,
  type Range,
  reusing,
  spanOf,
  withCards,
  withNewerCards,
} from './library-pages.ts';
import type { LibraryPlace } from './library-place.ts';
import { reordered, type Selection } from './library-selection.ts';
import { gathered } from './library-timing.ts';

/** The clip that the screen begins with, its position, and how many CSS pixels of its row are above the edge. */
export interface Top {
  readonly clipId: string;
  readonly index: number;
  readonly offsetPx: number;
}

/** Where the view has to scroll to, once. 'place': that row at the upper edge; 'reveal': as little as it takes to see it. */
export interface ScrollTarget {
  readonly token: number;
  readonly kind: 'place' | 'reveal';
  readonly index: number;
  readonly offsetPx: number;
}

export interface OrderState {
  readonly place: LibraryPlace;
  readonly pages: Pages;
  /** Clips that pass the filter. */
  readonly total: number;
  readonly selection: Selection;
  readonly scrollTarget: ScrollTarget | null;
}

interface OrderAccess {
  get(): OrderState;
  set(change: Partial<Pick<OrderState, 'pages' | 'total' | 'selection' | 'scrollTarget'>>): void;
  fail(thrown: unknown): void;
}

/** Read ahead of the screen, and behind it. */
const marginCards = 40;
/** A fling through thousands of clips asks for where it slows down, not for everything between. */
const loadAfterMs = 40;
const mostRefreshed = 500;

export class OrderReader {
  readonly #client: RushesClient;
  readonly #access: OrderAccess;
  readonly #loading = new Map<number, AbortController>();
  readonly #loadSoon = gathered(() => {
    this.#loadMissing();
  }, loadAfterMs);
  #reading = new AbortController();
  #visible: Range = nothing;
  #top: Top | null = null;
  #lastToken = 0;

  constructor(client: RushesClient, access: OrderAccess) {
    this.#client = client;
    this.#access = access;
  }

  get visible(): Range {
    return this.#visible;
  }

  get top(): Top | null {
    return this.#top;
  }

  /** What is on the screen from now on. */
  show(range: Range): void {
    if (range.first === this.#visible.first && range.last === this.#visible.last) return;
    this.#visible = range;
    this.#loadSoon.ask();
  }

  /** Where somebody scrolled to; null: to the very beginning, where what is added has to be seen. */
  moveTop(top: Top | null): void {
    this.#top = top;
  }

  /** Leads the view to a position. */
  reveal(index: number): void {
    this.#access.set({ scrollTarget: this.#target('reveal', index, 0) });
  }

  /** From the first clip on: the filter or the sort has changed. */
  async readFromTop(): Promise<void> {
    this.#top = null;
    const isNewest = await this.#read(() => ({ wanted: { first: 0, last: cardsPerPage - 1 }, delta: 0 }));
    if (isNewest) this.#access.set({ scrollTarget: this.#target('place', 0, 0) });
  }

  /** Where somebody left off: that clip at the upper edge, if it is still there. */
  async readFrom(clip: WindowPlace['topClip']): Promise<void> {
    this.#top = clip === null ? null : { ...clip, index: 0 };
    const isNewest = await this.#read((index) => {
      const first = pageNumberOf(index ?? 0) * cardsPerPage;
      return { wanted: { first, last: first + 2 * cardsPerPage - 1 }, delta: index ?? 0 };
    });
    const { top } = this;
    if (isNewest && top !== null)
      this.#access.set({ scrollTarget: this.#target('place', top.index, top.offsetPx) });
  }

  /** The same place in an order that may have changed. The clip at the upper edge stays there. */
  async reread(): Promise<void> {
    const before = this.#top;
    let change = 0;
    const isNewest = await this.#read((index) => {
      change = before === null || index === null ? 0 : index - before.index;
      const visible = this.#visible.last < this.#visible.first ? { first: 0, last: 0 } : this.#visible;
      return { wanted: moved(visible, change), delta: change };
    });
    if (!isNewest || change === 0) return;
    this.#visible = moved(this.#visible, change);
    const { top } = this;
    if (top !== null) this.#access.set({ scrollTarget: this.#target('place', top.index, top.offsetPx) });
  }

  /** Newer cards for those of these clips that are loaded. */
  async refresh(clipIds: ReadonlySet<string>): Promise<void> {
    const loaded = [...this.#access.get().pages.values()]
      .flat()
      .flatMap(({ id }) => (clipIds.has(id) ? [id] : []));
    for (let at = 0; at < loaded.length; at += mostRefreshed) {
      const part = loaded.slice(at, at + mostRefreshed);
      const { cards } = await this.#client.ask('cards.byId', { clipIds: part });
      const { pages } = this.#access.get();
      this.#access.set({ pages: withNewerCards(pages, reusing(pages, cards)) });
    }
  }

  stop(): void {
    this.#reading.abort();
    this.#loadSoon.cancel();
    this.#abortLoading(() => true);
  }

  /**
   * @param locate what to read, and how far clips have moved, once the position of the clip at the upper edge is known
   * @returns false: another question was put meanwhile, and nothing was changed
   */
  async #read(
    locate: (topIndex: number | null) => { readonly wanted: Range; readonly delta: number },
  ): Promise<boolean> {
    this.stop();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    const { place, selection } = this.#access.get();
    const order = { filter: place.filter, sort: place.sort };
    const { cursor } = selection;
    try {
      const [topIndex, cursorIndex] = await Promise.all([
        this.#positionOf(this.#top?.clipId, order, signal),
        this.#positionOf(cursor?.clipId, order, signal),
      ]);
      const { wanted, delta } = locate(topIndex);
      const span = spanOf(wanted);
      const answer = await this.#client.ask('cards.page', { ...order, ...span }, signal);
      if (signal.aborted) return false;
      const now = this.#access.get();
      const isSameCursor = now.selection.cursor?.clipId === cursor?.clipId;
      if (this.#top !== null) this.#top = { ...this.#top, index: Math.max(0, this.#top.index + delta) };
      this.#access.set({
        total: answer.total,
        pages: withCards(new Map(), span.offset, reusing(now.pages, answer.cards), wanted),
        selection: isSameCursor ? reordered(now.selection, cursorIndex) : now.selection,
      });
      this.#loadSoon.ask();
      return true;
    } catch (thrown) {
      if (signal.aborted) return false;
      throw thrown;
    }
  }

  async #positionOf(
    clipId: string | undefined,
    order: Pick<LibraryPlace, 'filter' | 'sort'>,
    signal: AbortSignal,
  ): Promise<number | null> {
    if (clipId === undefined) return null;
    const { position } = await this.#client.ask('cards.position', { ...order, clipId }, signal);
    return position;
  }

  #loadMissing(): void {
    const { pages, total, place } = this.#access.get();
    if (this.#visible.last < this.#visible.first) return;
    const near = { first: this.#visible.first - marginCards, last: this.#visible.last + marginCards };
    const missing = missingPages(pages, { ...near, first: Math.max(0, near.first) }, total);
    this.#abortLoading((number) => !missing.includes(number));
    for (const number of missing) {
      if (!this.#loading.has(number)) void this.#loadPage(number, place);
    }
  }

  async #loadPage(number: number, { filter, sort }: LibraryPlace): Promise<void> {
    const loading = new AbortController();
    this.#loading.set(number, loading);
    const offset = number * cardsPerPage;
    try {
      const request = { filter, sort, offset, limit: cardsPerPage };
      const answer = await this.#client.ask('cards.page', request, loading.signal);
      if (loading.signal.aborted) return;
      const { pages } = this.#access.get();
      this.#access.set({
        pages: withCards(pages, offset, reusing(pages, answer.cards), this.#visible),
        total: answer.total,
      });
    } catch (thrown) {
      if (!loading.signal.aborted) this.#access.fail(thrown);
    } finally {
      if (this.#loading.get(number) === loading) this.#loading.delete(number);
    }
  }

  #abortLoading(isUnwanted: (number: number) => boolean): void {
    for (const [number, loading] of [...this.#loading]) {
      if (!isUnwanted(number)) continue;
      loading.abort();
      this.#loading.delete(number);
    }
  }

  #target(kind: ScrollTarget['kind'], index: number, offsetPx: number): ScrollTarget {
    this.#lastToken += 1;
    return { token: this.#lastToken, kind, index, offsetPx };
  }
}
