/** What there is: of the catalogue, on the disk, under way; which of it is in use; and who wants to hear of changes. */
import { AppError } from '../../../src-preload/contract/errors.ts';
import type {
  Catalogue,
  CataloguePack,
  PackProgress,
  PackState,
} from '../../../src-preload/contract/model-packs.ts';
import type { AnyModel } from '../model.ts';
import type { Downloads } from './downloads.ts';
import { type Candidates, candidatesOf } from './installed-models.ts';
import { type PackFacts, progressOf, stateOf, type UseFacts } from './pack-states.ts';
import type { InstalledPack, PackStore } from './pack-store.ts';
import type { StoredPreferences } from './preferences.ts';

export interface InventoryDeps {
  readonly catalogue: Catalogue;
  readonly models: readonly AnyModel[];
  readonly store: PackStore;
  readonly preferences: StoredPreferences;
  readonly downloads: Downloads;
}

export type ChangeListener = (change: PackProgress) => void;

export class PackInventory {
  readonly #deps: InventoryDeps;
  readonly #listeners = new Set<ChangeListener>();
  readonly #modelListeners = new Set<() => void>();
  #candidates: Candidates = new Map();
  #inUse = '';
  #telling: Promise<void> = Promise.resolve();
  #refreshing: Promise<void> = Promise.resolve();

  constructor(deps: InventoryDeps) {
    this.#deps = deps;
  }

  get candidates(): Candidates {
    return this.#candidates;
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onModelsChanged(listener: () => void): () => void {
    this.#modelListeners.add(listener);
    return () => this.#modelListeners.delete(listener);
  }

  /** Looks at the disk again: one look after the other, so that what is known in the end is the newest. */
  refresh(): Promise<void> {
    const look = this.#refreshing.then(() => this.#look());
    this.#refreshing = look.catch(() => undefined);
    return look;
  }

  async #look(): Promise<void> {
    const { store, models, preferences } = this.#deps;
    this.#candidates = candidatesOf(await store.list(), models, preferences);
    const inUse = JSON.stringify([...this.#candidates.values()].map(([best]) => best?.inUse ?? null));
    const isFirst = this.#inUse === '';
    const isSame = this.#inUse === inUse;
    this.#inUse = inUse;
    if (isFirst || isSame) return;
    for (const listener of this.#modelListeners) listener();
  }

  /** null: the catalogue does not have it. */
  entry(packId: string): CataloguePack | null {
    return this.#deps.catalogue.packs.find(({ id }) => id === packId) ?? null;
  }

  /** @throws AppError model-unknown */
  async state(packId: string): Promise<PackState> {
    const state = await stateOf(await this.#facts(packId), this.#use());
    if (state === null) throw new AppError('model-unknown', { pack: packId });
    return state;
  }

  /** In the order of the catalogue, then what was brought along. */
  async states(): Promise<PackState[]> {
    const { catalogue, store } = this.#deps;
    const installed = await store.list();
    const ids = new Set([
      ...catalogue.packs.map(({ id }) => id),
      ...installed.map(({ manifest }) => manifest.id).sort(),
    ]);
    const use = this.#use();
    const states = await Promise.all([...ids].map(async (id) => stateOf(await this.#facts(id), use)));
    return states.filter((state) => state !== null);
  }

  /** null: all. @throws AppError model-unknown, model-missing where one is not installed */
  async installed(packIds: readonly string[] | null): Promise<InstalledPack[]> {
    const { store } = this.#deps;
    if (packIds === null) return store.list();
    const packs: InstalledPack[] = [];
    for (const id of packIds) {
      const pack = await store.read(id);
      if (pack === null) {
        throw new AppError(this.entry(id) === null ? 'model-unknown' : 'model-missing', { pack: id });
      }
      packs.push(pack);
    }
    return packs;
  }

  /** Tells how a pack is by now: one after the other, so that the last that is told is the newest. Never rejects. */
  tell(packId: string): Promise<void> {
    this.#telling = this.#telling.then(async () => {
      const progress = await this.#progress(packId);
      if (progress !== null) for (const listener of this.#listeners) listener(progress);
    });
    return this.#telling;
  }

  async #progress(packId: string): Promise<PackProgress | null> {
    try {
      return { packId, ...(await progressOf(await this.#facts(packId))) };
    } catch {
      return null;
    }
  }

  async #facts(packId: string): Promise<PackFacts> {
    const { store, downloads } = this.#deps;
    const [installed, download] = await Promise.all([store.read(packId), downloads.look(packId)]);
    return { entry: this.entry(packId), installed, download, error: downloads.error(packId) };
  }

  #use(): UseFacts {
    const { preferences } = this.#deps;
    return {
      candidates: this.#candidates,
      choices: preferences.choices,
      verdicts: (key, model) => preferences.verdicts(key, model),
    };
  }
}
