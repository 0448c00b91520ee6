/**
 * Stores events in the transaction of the change that they tell of, and announces them once it is committed: nobody
 * hears of a state that a crash could take back.
 */
import {
  type EngineEvent,
  type EventData,
  type EventType,
  parseEvent,
} from '../../src-preload/contract/events.ts';
import type { Clock } from '../platform/clock.ts';
import type { Connection, Statement } from './connection.ts';

type Listener = (event: EngineEvent) => void;
type Hook = () => void;

/** Events kept; older ones are dropped in steps (a listener that far behind reads the state anew). */
const keptEvents = 100_000;
const pruneEvery = 5_000;

export class EventLog {
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #insert: Statement;
  readonly #listeners = new Set<Listener>();
  readonly #hooks = new Set<Hook>();
  #pending: EngineEvent[] = [];
  #sincePrune = 0;

  constructor(connection: Connection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
    this.#insert = connection.prepare(
      'INSERT INTO events (at_ms, type, clip_id, stage, data) VALUES (?, ?, ?, ?, ?)',
    );
  }

  /** Runs `change` in one transaction (joining an open one); what it `add`s is announced after the commit. */
  transaction<T>(change: () => T): T {
    if (this.#connection.inTransaction) return change();
    let result: T;
    try {
      result = this.#connection.transaction(() => this.#withHooks(change)).immediate();
    } catch (error) {
      this.#pending = [];
      throw error;
    }
    this.#announce();
    return result;
  }

  /** Only inside `transaction`. */
  add<T extends EventType>(type: T, data: EventData<T>): void {
    const atMs = this.#clock.now();
    const clipId = 'clipId' in data ? data.clipId : null;
    const stage = 'stage' in data ? data.stage : null;
    const { lastInsertRowid } = this.#insert.run(atMs, type, clipId, stage, JSON.stringify(data));
    this.#pending.push({ sequence: Number(lastInsertRowid), atMs, type, data } as EngineEvent);
    this.#prune(Number(lastInsertRowid));
  }

  /**
   * Runs at the end of each transaction, inside it: what follows from changes is stored with them, or not at all. What it throws takes
   * the changes back. The returned function ends it.
   */
  beforeCommit(hook: Hook): () => void {
    this.#hooks.add(hook);
    return () => this.#hooks.delete(hook);
  }

  /** The listener must not throw. The returned function ends it. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #withHooks<T>(change: () => T): T {
    const result = change();
    for (const hook of this.#hooks) hook();
    return result;
  }

  #announce(): void {
    const events = this.#pending;
    this.#pending = [];
    for (const event of events) for (const listener of this.#listeners) listener(event);
  }

  #prune(newest: number): void {
    this.#sincePrune += 1;
    if (this.#sincePrune < pruneEvery) return;
    this.#sincePrune = 0;
    this.#connection.prepare('DELETE FROM events WHERE sequence <= ?').run(newest - keptEvents);
  }
}

/** Stored events behind `afterSequence`, oldest first. */
export function readEvents(
  connection: Connection,
  filter: { readonly afterSequence: number; readonly clipId?: string | null; readonly limit: number },
): EngineEvent[] {
  const rows = connection
    .prepare(
      `SELECT sequence, at_ms AS atMs, type, data FROM events
       WHERE sequence > @after AND (@clipId IS NULL OR clip_id = @clipId) ORDER BY sequence LIMIT @limit`,
    )
    .all({ after: filter.afterSequence, clipId: filter.clipId ?? null, limit: filter.limit }) as {
    sequence: number;
    atMs: number;
    type: string;
    data: string;
  }[];
  return rows.map((row) => parseEvent({ ...row, data: JSON.parse(row.data) as unknown }));
}

export function newestEventSequence(connection: Connection): number {
  return Number(connection.prepare('SELECT COALESCE(MAX(sequence), 0) FROM events').pluck().get());
}
