/** What happens to the clips on the screen, and who of them goes first. */
import type { Card } from '../../src-preload/contract/cards.ts';
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import type { RushesClient } from '../api/client.ts';
import { isWorthRaising, onScreenPriority, planRaises } from './library-attention.ts';
import { gathered, settled } from './library-timing.ts';

export type ClipProgress = CommandResponse<'cards.progress'>['clips'][number];

const progressEveryMs = 1_000;
const settledAfterMs = 500;
/** Clips that appear or finish while the screen stands still. */
const againAfterMs = 2_000;
/** The contract's bound of one question. */
const mostAsked = 500;

interface ProgressAccess {
  /** Cards on the screen, first to last. */
  visible(): readonly Card[];
  set(progress: ReadonlyMap<string, ClipProgress>): void;
  fail(thrown: unknown): void;
}

export class ProgressReader {
  readonly #client: RushesClient;
  readonly #access: ProgressAccess;
  readonly #soon = gathered(() => void this.#read(), progressEveryMs);

  constructor(client: RushesClient, access: ProgressAccess) {
    this.#client = client;
    this.#access = access;
  }

  /** Something may have gone on. */
  changed(): void {
    this.#soon.ask();
  }

  async #read(): Promise<void> {
    const clipIds = this.#access.visible().flatMap(({ id, state }) => (state === 'working' ? [id] : []));
    if (clipIds.length === 0) return;
    try {
      const { clips } = await this.#client.ask('cards.progress', { clipIds: clipIds.slice(0, mostAsked) });
      this.#access.set(new Map(clips.map((clip) => [clip.clipId, clip])));
    } catch (thrown) {
      this.#access.fail(thrown);
    }
  }
}

/** Keeps the clips on the screen in front, and puts them back when they leave it. */
export class Attention {
  readonly #client: RushesClient;
  readonly #access: Pick<ProgressAccess, 'visible' | 'fail'>;
  readonly #askedFor = new Set<string>();
  #raised: ReadonlySet<string> = new Set();
  #work: 'going-on' | 'paused' = 'going-on';
  readonly #soon = settled(() => void this.#turn(this.#worthRaising()), settledAfterMs);
  readonly #again = gathered(() => {
    this.#soon.ask();
  }, againAfterMs);

  constructor(client: RushesClient, access: Pick<ProgressAccess, 'visible' | 'fail'>) {
    this.#client = client;
    this.#access = access;
  }

  /** Other clips are on the screen. */
  moved(): void {
    this.#soon.ask();
  }

  /** Those on it have changed. */
  changed(): void {
    this.#again.ask();
  }

  setWork(work: 'going-on' | 'paused'): void {
    this.#work = work;
    if (work === 'going-on') this.#soon.ask();
  }

  /** Somebody put these in front by name: looking away does not change that. */
  keep(clipIds: readonly string[]): void {
    for (const id of clipIds) this.#askedFor.add(id);
  }

  /** The screen is left; `open` is the clip that it was left for. */
  leave(open: string | null): void {
    this.#soon.cancel();
    this.#again.cancel();
    if (open !== null) this.keep([open]);
    void this.#turn([]);
  }

  forget(): void {
    this.#soon.cancel();
    this.#again.cancel();
    this.#raised = new Set();
    this.#askedFor.clear();
  }

  #worthRaising(): readonly string[] {
    return this.#access.visible().flatMap((card) => (isWorthRaising(card) ? [card.id] : []));
  }

  async #turn(visible: readonly string[]): Promise<void> {
    if (this.#work === 'paused') return;
    const { raise, lower } = planRaises(this.#raised, visible, this.#askedFor);
    const staying = [...this.#raised].filter((id) => !lower.includes(id) && !this.#askedFor.has(id));
    this.#raised = new Set([...staying, ...raise]);
    try {
      if (lower.length > 0) await this.#client.ask('scheduler.raise', { clipIds: [...lower], priority: 0 });
      if (raise.length > 0)
        await this.#client.ask('scheduler.raise', { clipIds: [...raise], priority: onScreenPriority });
    } catch (thrown) {
      this.#access.fail(thrown);
    }
  }
}
