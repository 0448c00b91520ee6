/** What the library can be narrowed down by. Read only while somebody looks at it, and then not more often than it helps. */
import type { ClipFilter } from '../../src-preload/contract/cards.ts';
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import type { RushesClient } from '../api/client.ts';
import { noFilter } from './library-place.ts';
import { gathered } from './library-timing.ts';

export type Facets = CommandResponse<'cards.facets'>;
export type Places = CommandResponse<'cards.places'>;

export interface SideState {
  /** Of what the filter leaves, each kind counted without its own part of the filter. null: not read yet. */
  readonly facets: Facets | null;
  /** Of the whole library. */
  readonly overview: Facets | null;
  readonly places: Places | null;
}

/** 'facets': those of the filter; 'overview': the whole library and its places. */
export type Watched = 'facets' | 'overview';

const everyMs = 2_000;

interface SideAccess {
  filter(): ClipFilter;
  set(change: Partial<SideState>): void;
  fail(thrown: unknown): void;
}

export class SideReader {
  readonly #client: RushesClient;
  readonly #access: SideAccess;
  readonly #watchers: Record<Watched, number> = { facets: 0, overview: 0 };
  readonly #soon = gathered(() => {
    this.readNow();
  }, everyMs);

  constructor(client: RushesClient, access: SideAccess) {
    this.#client = client;
    this.#access = access;
  }

  /** Gives what ends it. */
  watch(what: Watched): () => void {
    this.#watchers[what] += 1;
    void this.#read(what);
    return () => {
      this.#watchers[what] -= 1;
    };
  }

  /** Something in the library has changed. */
  changed(): void {
    if (this.#watchers.facets + this.#watchers.overview > 0) this.#soon.ask();
  }

  readNow(): void {
    if (this.#watchers.facets > 0) void this.#read('facets');
    if (this.#watchers.overview > 0) void this.#read('overview');
  }

  async #read(what: Watched): Promise<void> {
    try {
      if (what === 'overview') {
        const [overview, places] = await Promise.all([
          this.#client.ask('cards.facets', { filter: noFilter }),
          this.#client.ask('cards.places', {}),
        ]);
        this.#access.set({ overview, places });
        return;
      }
      const filter = this.#access.filter();
      const facets = await this.#client.ask('cards.facets', { filter });
      // The filter has changed meanwhile: that question has its own answer.
      if (filter === this.#access.filter()) this.#access.set({ facets });
    } catch (thrown) {
      this.#access.fail(thrown);
    }
  }
}
