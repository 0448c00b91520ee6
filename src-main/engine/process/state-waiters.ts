/** Those who wait for an engine to run, or for it to be clear whether it will. */
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { EngineState } from '../../../src-preload/contract/live.ts';
import type { Clock } from '../../platform/clock.ts';

type Waiter = (state: EngineState) => void;

export class StateWaiters {
  readonly #clock: Clock;
  readonly #waitMs: number;
  readonly #waiters = new Set<Waiter>();

  /** `waitMs`: how long `whenRunning` waits. */
  constructor(clock: Clock, waitMs: number) {
    this.#clock = clock;
    this.#waitMs = waitMs;
  }

  tell(state: EngineState): void {
    for (const waiter of this.#waiters) waiter(state);
  }

  /** @throws AppError cancelled; engine-unavailable where it does not run by then, or will not by itself */
  whenRunning(now: EngineState, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new AppError('cancelled'));
    if (now.state === 'running') return Promise.resolve();
    const hopeless = unavailable(now);
    if (hopeless !== null) return Promise.reject(hopeless);
    return new Promise((resolve, reject) => {
      const end = (error: AppError | null): void => {
        this.#waiters.delete(waiter);
        cancel();
        signal.removeEventListener('abort', onAbort);
        if (error === null) resolve();
        else reject(error);
      };
      const waiter: Waiter = (state) => {
        if (state.state === 'running') end(null);
        else {
          const error = unavailable(state);
          if (error !== null) end(error);
        }
      };
      const onAbort = (): void => {
        end(new AppError('cancelled'));
      };
      const cancel = this.#clock.after(this.#waitMs, () => {
        end(new AppError('engine-unavailable', { detail: 'it is still starting' }));
      });
      this.#waiters.add(waiter);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** The next state in which an engine that was started has either opened its library or not. */
  whenDecided(): Promise<EngineState> {
    return new Promise((resolve) => {
      const waiter: Waiter = (state) => {
        if (state.state === 'starting') return;
        this.#waiters.delete(waiter);
        resolve(state);
      };
      this.#waiters.add(waiter);
    });
  }
}

/** Why it is of no use to wait; null: it is. */
function unavailable(state: EngineState): AppError | null {
  if (state.state === 'failed') return new AppError('engine-unavailable', { detail: state.error.message });
  if (state.state === 'stopped') return new AppError('engine-unavailable', { detail: 'Rushes is closing' });
  return null;
}
