/**
 * Hands what engines say on to listeners: each event once and in order, also across engines that crash. Whoever listens
 * keeps what it knows by the events' numbers, so after a crash it gets what came in between, and then goes on.
 */
import { type AppError } from '../../../src-preload/contract/errors.ts';
import type { LiveMessage, ScanState } from '../../../src-preload/contract/live.ts';

type Listener = (message: LiveMessage) => void;

export class LiveRelay {
  readonly #listeners = new Set<Listener>();
  /** Scans that have not ended, as far as anybody was told. */
  readonly #openScans = new Map<string, ScanState>();
  #lastSequence = 0;
  /** What came while events from before it are still being asked for; null: nothing is. */
  #held: LiveMessage[] | null = null;

  /** Of the newest event that was handed on. */
  get lastSequence(): number {
    return this.#lastSequence;
  }

  subscribe(listener: Listener): () => void {
    // One entry for each call, even of the same function.
    const entry: Listener = (message) => {
      listener(message);
    };
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /** From the engine that is there now. */
  receive(message: LiveMessage): void {
    if (this.#held !== null) this.#held.push(message);
    else this.#handOn(message);
  }

  /** Not from an engine: at once, whatever is held. */
  tell(message: LiveMessage): void {
    for (const listener of this.#listeners) listener(message);
  }

  /** Events are counted from here: those up to it are known, or read anew. */
  startAt(lastSequence: number): void {
    this.#lastSequence = lastSequence;
    this.#held = null;
  }

  hold(): void {
    this.#held ??= [];
  }

  /** Ends holding: first what was missed, then what was held. */
  goOn(missed: readonly LiveMessage[]): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const message of [...missed, ...held]) this.#handOn(message);
  }

  /** The engine is gone, and its scans with it. */
  endScans(state: 'stopped' | 'failed', error: AppError): void {
    for (const scan of this.#openScans.values()) {
      this.tell({
        kind: 'scan',
        scan: { ...scan, state, error: state === 'failed' ? error.serialize() : null },
      });
    }
    this.#openScans.clear();
  }

  #handOn(message: LiveMessage): void {
    if (message.kind === 'scan') this.#noteScan(message.scan);
    if (message.kind !== 'events') {
      this.tell(message);
      return;
    }
    const events = message.events.filter(({ sequence }) => sequence > this.#lastSequence);
    this.#lastSequence = events.at(-1)?.sequence ?? this.#lastSequence;
    if (events.length > 0) this.tell({ kind: 'events', events });
  }

  #noteScan(scan: ScanState): void {
    if (scan.state === 'waiting' || scan.state === 'looking') this.#openScans.set(scan.scan, scan);
    else this.#openScans.delete(scan.scan);
  }
}
