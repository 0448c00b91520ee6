/** Carries out what somebody chooses, also where it reaches beyond the clips that are loaded. */
import type { RushesClient } from '../api/client.ts';
import type { OrderState } from './library-order.ts';
import { cardAt, loadedIds, type Range } from './library-pages.ts';
import {
  chooseAll,
  chooseNone,
  chooseOnly,
  chooseRange,
  rangeTo,
  type Selection,
  type Spot,
  toggle,
} from './library-selection.ts';

/** 'range': all from where the last one began; 'more': that range beside what is chosen. */
export type Step = 'only' | 'toggle' | 'range' | 'more';

interface SelectionAccess {
  get(): OrderState;
  set(change: { readonly selection: Selection }): void;
  fail(thrown: unknown): void;
  reveal(index: number): void;
}

export class SelectionKeeper {
  readonly #client: RushesClient;
  readonly #access: SelectionAccess;
  /** Counts what was asked for, so that a late answer does not undo a newer choice. */
  #asked = 0;

  constructor(client: RushesClient, access: SelectionAccess) {
    this.#client = client;
    this.#access = access;
  }

  choose(spot: Spot, step: Step): void {
    this.#carryOut(async () => {
      const { selection } = this.#access.get();
      if (step === 'only') return chooseOnly(spot);
      if (step === 'toggle') return toggle(selection, spot);
      const ids = await this.#idsOf(rangeTo(selection, spot.index));
      return chooseRange(this.#access.get().selection, ids, spot, step === 'more' ? 'keep' : 'replace');
    });
  }

  moveTo(index: number, step: Step): void {
    const card = cardAt(this.#access.get().pages, index);
    if (card !== undefined) {
      this.choose({ clipId: card.id, index }, step);
      return;
    }
    this.#carryOut(async () => {
      const [clipId] = await this.#idsOf({ first: index, last: index });
      if (clipId === undefined) return null;
      const { selection } = this.#access.get();
      if (step === 'only' || step === 'toggle') return chooseOnly({ clipId, index });
      const ids = await this.#idsOf(rangeTo(selection, index));
      return chooseRange(selection, ids, { clipId, index }, step === 'more' ? 'keep' : 'replace');
    });
  }

  all(): void {
    this.#carryOut(async () => {
      const { total } = this.#access.get();
      const ids = await this.#idsOf({ first: 0, last: total - 1 });
      return chooseAll(this.#access.get().selection, ids);
    });
  }

  none(): void {
    this.#carryOut(() => Promise.resolve(chooseNone(this.#access.get().selection)));
  }

  /** What was chosen when the window was closed; keys go on from the first of it. */
  restore(clipIds: readonly string[]): void {
    if (clipIds.length === 0) return;
    this.#carryOut(async () => {
      const cursor = await this.#spotOf(clipIds[0] ?? '');
      return { ids: new Set(clipIds), cursor, anchor: cursor };
    });
  }

  /** Leads back to a clip that was open; the choice stays if that clip is part of it. */
  returnTo(clipId: string): void {
    this.#carryOut(async () => {
      const spot = await this.#spotOf(clipId);
      if (spot === null) return null;
      this.#access.reveal(spot.index);
      return this.#access.get().selection.ids.has(clipId) ? null : chooseOnly(spot);
    });
  }

  #carryOut(find: () => Promise<Selection | null>): void {
    this.#asked += 1;
    const asked = this.#asked;
    find().then(
      (selection) => {
        if (selection !== null && asked === this.#asked) this.#access.set({ selection });
      },
      (thrown: unknown) => {
        this.#access.fail(thrown);
      },
    );
  }

  async #spotOf(clipId: string): Promise<Spot | null> {
    const { filter, sort } = this.#access.get().place;
    const { position } = await this.#client.ask('cards.position', { filter, sort, clipId });
    return position === null ? null : { clipId, index: position };
  }

  async #idsOf(range: Range): Promise<readonly string[]> {
    if (range.last < range.first) return [];
    const { pages, place } = this.#access.get();
    const loaded = loadedIds(pages, range);
    if (loaded !== null) return loaded;
    const { filter, sort } = place;
    const limit = range.last - range.first + 1;
    const { ids } = await this.#client.ask('cards.ids', { filter, sort, offset: range.first, limit });
    return ids;
  }
}
