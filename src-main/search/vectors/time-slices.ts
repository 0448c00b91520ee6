/** Lets others have their turn during long work on a thread, and notices when nobody waits for it any more. */
import { setImmediate } from 'node:timers/promises';

/** Short enough not to be felt by whoever types. */
const sliceMs = 4;

export class TimeSlices {
  readonly #signal: AbortSignal;
  #endMs: number;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.#endMs = performance.now() + sliceMs;
  }

  get isOver(): boolean {
    return performance.now() >= this.#endMs;
  }

  /** @throws the signal's reason */
  async next(): Promise<void> {
    await setImmediate();
    this.#signal.throwIfAborted();
    this.#endMs = performance.now() + sliceMs;
  }
}
