/** Answers and live messages come by different ways: an answer may arrive behind a message that was sent after it. */
import type { PackProgress, PackState } from '../../src-preload/contract/model-packs.ts';

interface Told {
  readonly progress: Omit<PackProgress, 'packId'>;
  readonly at: number;
}

export class PackNews {
  readonly #told = new Map<string, Told>();
  #clock = 0;
  #newestList = 0;

  /** To be asked for just before a request, and handed in with its answer. */
  now(): number {
    this.#clock += 1;
    return this.#clock;
  }

  hear({ packId, ...progress }: PackProgress): void {
    this.#told.set(packId, { progress, at: this.now() });
  }

  /** What was answered, but for what has been told since it was asked for. */
  freshest(pack: PackState, askedAt: number): PackState {
    const told = this.#told.get(pack.id);
    return told !== undefined && told.at > askedAt ? { ...pack, ...told.progress } : pack;
  }

  /** Whether a list is to be shown: not behind one that was asked for later. */
  takes(askedAt: number): boolean {
    if (askedAt < this.#newestList) return false;
    this.#newestList = askedAt;
    return true;
  }
}
