/**
 * Remembers for a while which packs were found sound, so that not every frame costs a look at the disk, and lets all who ask for
 * the same pack at once wait for one look.
 */
import { ensureSound } from './pack-check.ts';
import type { InstalledPack } from './pack-store.ts';
import { untilAborted } from './until-aborted.ts';

interface Look {
  readonly pack: InstalledPack;
  readonly done: Promise<void>;
  /** When it ended; null: it has not. */
  endedMs: number | null;
}

const rememberedMs = 10_000;

export class SoundPacks {
  readonly #hashFile: (path: string, signal: AbortSignal) => Promise<string>;
  readonly #now: () => number;
  readonly #closing = new AbortController();
  readonly #looks = new Map<string, Look>();

  constructor(hashFile: (path: string, signal: AbortSignal) => Promise<string>, now: () => number) {
    this.#hashFile = hashFile;
    this.#now = now;
  }

  /** @throws AppError model-damaged; the signal's reason */
  async ensure(pack: InstalledPack, signal: AbortSignal): Promise<void> {
    const known = this.#looks.get(pack.manifest.id);
    const isSame = known?.pack.manifest.installedAt === pack.manifest.installedAt;
    const work = known !== undefined && isSame && this.#isFresh(known) ? known.done : this.#look(pack);
    await untilAborted(work, signal);
  }

  /** For when files were changed. */
  forget(packId: string): void {
    this.#looks.delete(packId);
  }

  close(): void {
    this.#closing.abort(new Error('the packs are closed'));
  }

  #isFresh({ endedMs }: Look): boolean {
    return endedMs === null || this.#now() - endedMs < rememberedMs;
  }

  #look(pack: InstalledPack): Promise<void> {
    const { id } = pack.manifest;
    const done = ensureSound(pack, this.#hashFile, this.#closing.signal);
    const look: Look = { pack, done, endedMs: null };
    this.#looks.set(id, look);
    done.then(
      () => (look.endedMs = this.#now()),
      () => {
        if (this.#looks.get(id) === look) this.#looks.delete(id);
      },
    );
    return done;
  }
}
