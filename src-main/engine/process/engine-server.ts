/**
 * The engine process's side of the protocol: opens the library it is told to, answers questions, and tells what happens.
 * Commands that write run here, on the engine; all others in reader threads:
 * one for each pace, so that a picture never waits for a count, nor a count for somebody's statistics.
 */
import { existsSync } from 'node:fs';
import type { Command, Reply } from '../../../src-preload/contract/command.ts';
import { type CommandResponse, commands, isCommandName } from '../../../src-preload/contract/commands.ts';
import { AppError, toAppError } from '../../../src-preload/contract/errors.ts';
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { type EngineTarget, openEngineTarget } from '../command-target.ts';
import { createEdge, type Edge } from '../edge.ts';
import { libraryPaths } from '../library-folder.ts';
import type { HostPort } from './host-port.ts';
import { eventMessages, LiveFeed } from './live-feed.ts';
import { type ToEngine, toEngine } from './protocol.ts';
import { ReaderThread } from './reader-thread.ts';

type Open = Extract<ToEngine, { kind: 'open' }>;
type Question = Extract<ToEngine, { kind: 'call' | 'locate' | 'replay' }>;

type Pace = 'quick' | NonNullable<Command['pace']>;

interface OpenLibrary {
  readonly engine: EngineTarget;
  readonly edge: Edge;
  readonly readers: Readonly<Record<Pace, ReaderThread>>;
}

/** A listener that missed more events than this reads everything anew. */
const mostReplayed = 5_000;
/** How long closing may take; what is not stored by then is done again at the next start. */
const closeWithinMs = 6_000;

export class EngineServer {
  readonly #port: HostPort;
  readonly #end: (code: number) => void;
  readonly #clock: Clock;
  readonly #feed: LiveFeed;
  readonly #running = new Map<number, AbortController>();
  #opening: Promise<OpenLibrary> | null = null;
  #state: 'serving' | 'closing' = 'serving';

  /** `end` ends the process: with 0 where all is in order. */
  constructor(port: HostPort, end: (code: number) => void, clock: Clock = systemClock) {
    this.#port = port;
    this.#end = end;
    this.#clock = clock;
    this.#feed = new LiveFeed(clock, (message) => {
      port.send({ kind: 'live', message });
    });
  }

  /** @throws AppError bad-arguments on a message that is none of the protocol's: the host is another build's */
  receive(message: unknown): void {
    const parsed = toEngine.safeParse(message);
    if (!parsed.success) throw new AppError('bad-arguments', { detail: 'not a message of a host' });
    const told = parsed.data;
    if (told.kind === 'open') void this.#open(told);
    else if (told.kind === 'abort') this.#running.get(told.id)?.abort(new AppError('cancelled'));
    else if (told.kind === 'close') this.close();
    else void this.#answer(told);
  }

  /** Running work is stopped and stored as waiting; then the process ends. */
  close(): void {
    if (this.#state === 'closing') return;
    this.#state = 'closing';
    this.#clock.after(closeWithinMs, () => {
      this.#end(1);
    });
    void this.#close().then(() => {
      this.#end(0);
    });
  }

  async #open(told: Open): Promise<void> {
    if (this.#opening !== null) throw new AppError('internal', { detail: 'a library is open already' });
    try {
      this.#opening = this.#openLibrary(told);
      const { engine } = await this.#opening;
      const { lastSequence } = engine;
      this.#port.send({ kind: 'opened', library: told.library, lastSequence });
    } catch (error) {
      this.#port.send({ kind: 'failed', error: toAppError(error).serialize() });
      this.#end(0);
    }
  }

  async #openLibrary({ library, command, ifMissing, workers }: Open): Promise<OpenLibrary> {
    if (ifMissing === 'refuse' && !existsSync(libraryPaths(library).database))
      throw new AppError('library-missing', { file: library });
    const feed = this.#feed;
    const engine = await openEngineTarget(
      { libraryPath: library, command, workers },
      {
        onFiles: () => undefined,
        onStage: (progress) => {
          feed.progress(progress);
        },
        onEvent: (event) => {
          feed.event(event);
        },
        onScan: (state) => {
          feed.scan(state);
        },
        onPack: (pack) => {
          feed.pack(pack);
        },
      },
    );
    return {
      engine,
      edge: createEdge(engine),
      readers: {
        quick: new ReaderThread(library),
        searching: new ReaderThread(library, 'when-asked'),
        counting: new ReaderThread(library, 'when-asked'),
        slow: new ReaderThread(library, 'when-asked'),
      },
    };
  }

  async #answer(question: Question): Promise<void> {
    const { id } = question;
    const abort = new AbortController();
    this.#running.set(id, abort);
    const reply = await this.#replyTo(question, abort.signal);
    this.#running.delete(id);
    this.#port.send({ kind: 'reply', id, reply });
  }

  async #replyTo(question: Question, signal: AbortSignal): Promise<Reply<unknown>> {
    try {
      if (this.#opening === null) throw new AppError('library-missing');
      const open = await this.#opening;
      if (question.kind === 'replay') return await replay(open, question.afterSequence, signal);
      if (question.kind === 'call' && isCommandName(question.name)) {
        const { name, request } = question;
        const command: Command = commands[name];
        if (command.access === 'write') return await open.edge.call(name, request, signal);
        return await open.readers[command.pace ?? 'quick'].ask(question, signal);
      }
      return await open.readers.quick.ask(question, signal);
    } catch (error) {
      return { ok: false, error: toAppError(error).serialize() };
    }
  }

  async #close(): Promise<void> {
    for (const abort of this.#running.values())
      abort.abort(new AppError('cancelled', { detail: 'Rushes is closing' }));
    const open = await this.#opening?.catch(() => null);
    if (open !== null && open !== undefined) {
      await Promise.all(Object.values(open.readers).map((reader) => reader.close()));
      await open.engine.close();
    }
    this.#feed.flush();
  }
}

/** The events behind a sequence number, and how every scan is. */
async function replay(
  { engine, readers }: OpenLibrary,
  afterSequence: number,
  signal: AbortSignal,
): Promise<Reply<readonly LiveMessage[]>> {
  const request = { afterSequence, limit: mostReplayed };
  const reply = await readers.quick.ask({ kind: 'call', name: 'events.read', request }, signal);
  if (!reply.ok) return reply;
  const { events, gap, lastSequence } = reply.data as CommandResponse<'events.read'>;
  // A number that this library has not reached is of another one, or of one that was restored since.
  const isLost = gap || events.length === mostReplayed || lastSequence < afterSequence;
  const missed: LiveMessage[] = isLost ? [{ kind: 'reset' }] : eventMessages(events);
  const scans = engine.scans.map((scan): LiveMessage => ({ kind: 'scan', scan }));
  return { ok: true, data: [...missed, ...scans] };
}
