/**
 * One window's live messages as server-sent events (HTML Standard §9.2). Each message is `data:`; `id:` is the sequence
 * of the newest event sent, and the library that it is of, since each library counts for itself.
 *
 *   held      from the start: events wait, all else is sent at once
 *   flowing   what the window missed has been sent; the held events follow, less those that were among it
 *   closed    the window went away, was too slow, or the server stops
 *
 * The subscription begins before what was missed is asked for, so an event is in one of the two, or in both and then
 * sent once.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EngineEvent } from '../../../src-preload/contract/events.ts';
import { type EngineState, engineState, type LiveMessage } from '../../../src-preload/contract/live.ts';
import type { WindowService } from '../window/window-service.ts';

/** What a stream writes to. */
export interface LiveSink {
  write(text: string): void;
  /** Written and not taken by the other side yet. */
  readonly bufferedBytes: number;
  /** Ends it; the window connects again by itself, and goes on where it stopped. */
  drop(): void;
}

/** More than a page of cards for each of some thousand events: a window that is so far behind had better start anew. */
const mostBufferedBytes = 8 * 1024 * 1024;
/** From here on, messages of which only the newest matters are left out. */
const busyBytes = 256 * 1024;
const mostHeldEvents = 20_000;
const heartbeatMs = 15_000;

const resumePoint = /^(\d{1,15})(?:-([0-9a-f]{8}))?$/;
const facts = z.object({ engine: engineState });
const eventPage = z.object({ lastSequence: z.number() });

export class LiveStream {
  readonly #service: WindowService;
  readonly #sink: LiveSink;
  readonly #closing = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  #held: LiveMessage[] | null = [];
  #heldEvents = 0;
  /** Of the newest event that was sent; -1: none of this library. */
  #sequence = -1;
  #engine: EngineState | null = null;

  constructor(service: WindowService, sink: LiveSink) {
    this.#service = service;
    this.#sink = sink;
    sink.write('retry: 1000\n\n');
    this.#unsubscribe = service.subscribe((message) => {
      this.#take(message);
    });
    this.#heartbeat = setInterval(() => {
      sink.write(': \n\n');
    }, heartbeatMs).unref();
  }

  /** @param lastId the id of the last message that the window got; null: it is a new one */
  async start(lastId: string | null): Promise<void> {
    const engine = await this.#readEngine();
    const resume = lastId === null ? null : resumePoint.exec(lastId);
    if (resume === null) await this.#begin(engine);
    else await this.#resume(engine, Number(resume[1]), resume[2] ?? null);
    const held = this.#held ?? [];
    this.#held = null;
    for (const message of held) this.#send(message);
  }

  close(): void {
    this.#closing.abort();
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    this.#held = null;
  }

  /** What was told in the meantime is newer. */
  async #readEngine(): Promise<EngineState | null> {
    const reply = await this.#service.call('host.facts', {}, this.#closing.signal);
    const read = reply.ok ? facts.safeParse(reply.data) : null;
    return this.#engine ?? (read?.success === true ? read.data.engine : null);
  }

  /** The window reads everything after this; should it lose the connection before the first event, its place is known. */
  async #begin(engine: EngineState | null): Promise<void> {
    const sequence = engine?.state === 'running' ? await this.#newestSequence() : null;
    const newest = this.#engine ?? engine;
    if (newest === null) return;
    this.#engine = newest;
    const id = sequence === null ? null : this.#idOf(Math.max(sequence, this.#sequence));
    this.#write({ kind: 'engine', engine: newest }, id);
  }

  async #newestSequence(): Promise<number | null> {
    const reply = await this.#service.call('events.read', { limit: 1 }, this.#closing.signal);
    const page = reply.ok ? eventPage.safeParse(reply.data) : null;
    return page?.success === true ? page.data.lastSequence : null;
  }

  async #resume(engine: EngineState | null, after: number, library: string | null): Promise<void> {
    if (engine !== null && this.#engine === null) {
      this.#engine = engine;
      this.#write({ kind: 'engine', engine }, null);
    }
    const isSameLibrary = engine !== null && (library === null || library === libraryTag(engine.library));
    const missed = isSameLibrary ? await this.#missed(after) : null;
    if (missed === null) {
      this.#send({ kind: 'reset' });
      return;
    }
    this.#sequence = after;
    for (const message of missed) this.#send(message);
  }

  /** null: it can't be told. */
  async #missed(after: number): Promise<readonly LiveMessage[] | null> {
    return this.#service.replay(after, this.#closing.signal).catch(() => null);
  }

  #take(message: LiveMessage): void {
    const mustWait = message.kind === 'events' || message.kind === 'reset';
    if (this.#held === null || !mustWait) {
      this.#send(message);
      return;
    }
    this.#held.push(message);
    this.#heldEvents += message.kind === 'events' ? message.events.length : 1;
    if (this.#heldEvents > mostHeldEvents) this.#sink.drop();
  }

  #send(message: LiveMessage): void {
    if (this.#closing.signal.aborted) return;
    if (message.kind === 'events') {
      this.#sendEvents(message.events);
      return;
    }
    if (message.kind === 'progress' && this.#sink.bufferedBytes > busyBytes) return;
    if (message.kind === 'reset') this.#sequence = -1;
    if (message.kind === 'engine') {
      if (this.#engine !== null && this.#engine.library !== message.engine.library) this.#sequence = -1;
      this.#engine = message.engine;
    }
    this.#write(message, null);
  }

  #sendEvents(events: readonly EngineEvent[]): void {
    const fresh = events.filter(({ sequence }) => sequence > this.#sequence);
    const newest = fresh.at(-1);
    if (newest === undefined) return;
    this.#sequence = newest.sequence;
    this.#write({ kind: 'events', events: fresh }, this.#idOf(newest.sequence));
  }

  #idOf(sequence: number): string {
    const library = this.#engine?.library;
    return library === undefined ? String(sequence) : `${String(sequence)}-${libraryTag(library)}`;
  }

  #write(message: LiveMessage, id: string | null): void {
    if (this.#closing.signal.aborted) return;
    this.#sink.write(`${id === null ? '' : `id: ${id}\n`}data: ${JSON.stringify(message)}\n\n`);
    if (this.#sink.bufferedBytes > mostBufferedBytes) this.#sink.drop();
  }
}

function libraryTag(library: string): string {
  return createHash('sha256').update(library).digest('hex').slice(0, 8);
}
