/** The models of one lane: loaded once, kept warm, unloaded when they were not used for a while or when told. */
import type { Clock } from '../../platform/clock.ts';
import type { ModelInUse } from '../model-in-use.ts';
import type { OpenModel } from './open-model.ts';

interface Entry {
  readonly key: string;
  readonly model: OpenModel;
  cancelUnload: () => void;
}

export interface ModelCacheOptions {
  readonly open: (inUse: ModelInUse) => Promise<OpenModel>;
  readonly clock: Clock;
  readonly keepWarmMs: number;
  /** The keys that are loaded have changed by themselves. */
  readonly onUnloaded: () => void;
}

export class ModelCache {
  readonly #options: ModelCacheOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: ModelCacheOptions) {
    this.#options = options;
  }

  /** Keys of the loaded models. */
  get keys(): readonly string[] {
    return [...new Set([...this.#entries.values()].map(({ key }) => key))];
  }

  /**
   * The model stays loaded for as long as `use` takes. One at a time: the lane sees to that.
   *
   * @throws AppError as `open` does, and what `use` throws
   */
  async with<T>(inUse: ModelInUse, use: (model: OpenModel) => Promise<T>): Promise<T> {
    const id = JSON.stringify([inUse.key, inUse.model, inUse.provider]);
    const known = this.#entries.get(id);
    known?.cancelUnload();
    const entry = known ?? {
      key: inUse.key,
      model: await this.#options.open(inUse),
      cancelUnload: () => undefined,
    };
    this.#entries.set(id, entry);
    try {
      return await use(entry.model);
    } finally {
      entry.cancelUnload = this.#options.clock.after(this.#options.keepWarmMs, () => {
        void this.#remove(id).then(this.#options.onUnloaded);
      });
    }
  }

  /** `key` null: all. */
  async unload(key: string | null): Promise<void> {
    for (const [id, entry] of [...this.#entries]) {
      if (key === null || entry.key === key) await this.#remove(id);
    }
  }

  async unloadOthers(key: string): Promise<void> {
    for (const [id, entry] of [...this.#entries]) if (entry.key !== key) await this.#remove(id);
  }

  async #remove(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    entry.cancelUnload();
    // What can't be put away well is gone with the process.
    await entry.model.dispose().catch(() => undefined);
  }
}
