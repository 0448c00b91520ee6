/** What a host holds of its engine: it outlives engine processes that crash, and says how the present one does. */
import type { Reply } from '../../../src-preload/contract/command.ts';
import type { EngineState, LiveMessage } from '../../../src-preload/contract/live.ts';
import type { MediaKind } from '../../../src-preload/contract/media.ts';
import type { MediaLocation } from './protocol.ts';

/** One process, whatever kind: Node's `fork`, Electron's `utilityProcess.fork`, or a stand-in. */
export interface EngineProcess {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** `code` null: ended by a signal. */
  onExit(listener: (code: number | null) => void): void;
  /** Ends it without asking. */
  kill(): void;
  /** What it wrote last on its standard error, a line each, for the message of a crash. */
  lastLines?(): readonly string[];
}

/** Starts the engine's entry, `engine/process/main.js`. */
export type StartEngineProcess = (entryPath: string) => EngineProcess;

export interface EngineConnection {
  readonly state: EngineState;
  /**
   * Asks a command of the contract; never rejects. Calls made while the engine starts or restarts wait for it, at most
   * `waitMs` (10 s), then fail as 'engine-unavailable'; those that were under way when it died fail so at once.
   */
  call(name: string, rawRequest: unknown, signal: AbortSignal): Promise<Reply<unknown>>;
  /** null: there is no such clip, or nothing of that kind of it that can be read now. @throws AppError engine-unavailable */
  locate(clipId: string, media: MediaKind, signal: AbortSignal): Promise<MediaLocation | null>;
  /**
   * What a listener missed behind `afterSequence`: the events, or a reset when they are gone or too many.
   *
   * @throws AppError engine-unavailable
   */
  replay(afterSequence: number, signal: AbortSignal): Promise<readonly LiveMessage[]>;
  /** Everything the engine says, and each change of its state. Gives what ends it. */
  subscribe(listener: (message: LiveMessage) => void): () => void;
  /** Opens another library: closes this one first. @throws AppError as the engine failed with; the old library is opened again then */
  open(library: string, ifMissing: 'create' | 'refuse'): Promise<void>;
  /** Starts again after 'failed'. */
  restart(): Promise<void>;
  close(): Promise<void>;
}
