import type { SharedMemory } from './shared-memory.ts';

/** What the engine holds of one inference process, whoever started it: Node's `fork`, Electron's host, or a test. */
export interface InferenceProcess {
  /** undefined: not known yet, or never started. */
  readonly pid: number | undefined;
  /** That it has open too, where it has. Whoever holds the process closes it. */
  readonly memory?: SharedMemory | null;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Once, also where it could not be started. `code` null: ended by a signal. */
  onExit(listener: (code: number | null) => void): void;
  /** Ends it without asking. */
  kill(): void;
  /** What it wrote last on its standard error, a line each, for the message of a crash. */
  lastLines(): readonly string[];
}

/** @throws what the system says where it can't be started */
export type StartInferenceProcess = () => InferenceProcess;
