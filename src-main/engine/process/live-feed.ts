/**
 * What an engine tells its host unasked, gathered into few messages:
 *
 *   events          50 ms after the first of them, at most 500 in a message, all of them, in order
 *   stage progress  every 200 ms, the newest of each clip and stage
 *   scans, packs    every 200 ms, the newest of each; so its last state is always told
 */
import type { EngineEvent, StageProgress } from '../../../src-preload/contract/events.ts';
import type { LiveMessage, ScanState } from '../../../src-preload/contract/live.ts';
import type { PackProgress } from '../../../src-preload/contract/model-packs.ts';
import type { Clock } from '../../platform/clock.ts';

const eventsDelayMs = 50;
const newestDelayMs = 200;
const eventsPerMessage = 500;

export class LiveFeed {
  readonly #clock: Clock;
  readonly #send: (message: LiveMessage) => void;
  readonly #progress = new Map<string, StageProgress>();
  readonly #scans = new Map<string, ScanState>();
  readonly #packs = new Map<string, PackProgress>();
  #events: EngineEvent[] = [];
  #cancelEvents: (() => void) | null = null;
  #cancelNewest: (() => void) | null = null;

  constructor(clock: Clock, send: (message: LiveMessage) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  event(event: EngineEvent): void {
    this.#events.push(event);
    this.#cancelEvents ??= this.#clock.after(eventsDelayMs, () => {
      this.#sendEvents();
    });
  }

  progress(progress: StageProgress): void {
    this.#progress.set(`${progress.clipId} ${progress.stage}`, progress);
    this.#sendNewestSoon();
  }

  scan(state: ScanState): void {
    this.#scans.set(state.scan, state);
    this.#sendNewestSoon();
  }

  pack(pack: PackProgress): void {
    this.#packs.set(pack.packId, pack);
    this.#sendNewestSoon();
  }

  /** Sends what has been gathered at once. */
  flush(): void {
    this.#sendEvents();
    this.#sendNewest();
  }

  #sendEvents(): void {
    this.#cancelEvents?.();
    this.#cancelEvents = null;
    const events = this.#events;
    this.#events = [];
    for (const message of eventMessages(events)) this.#send(message);
  }

  #sendNewestSoon(): void {
    this.#cancelNewest ??= this.#clock.after(newestDelayMs, () => {
      this.#sendNewest();
    });
  }

  #sendNewest(): void {
    this.#cancelNewest?.();
    this.#cancelNewest = null;
    const progress = [...this.#progress.values()];
    const scans = [...this.#scans.values()];
    const packs = [...this.#packs.values()];
    this.#progress.clear();
    this.#scans.clear();
    this.#packs.clear();
    if (progress.length > 0) this.#send({ kind: 'progress', progress });
    for (const scan of scans) this.#send({ kind: 'scan', scan });
    for (const pack of packs) this.#send({ kind: 'models', pack });
  }
}

export function eventMessages(events: readonly EngineEvent[]): LiveMessage[] {
  const messages: LiveMessage[] = [];
  for (let start = 0; start < events.length; start += eventsPerMessage) {
    messages.push({ kind: 'events', events: events.slice(start, start + eventsPerMessage) });
  }
  return messages;
}
