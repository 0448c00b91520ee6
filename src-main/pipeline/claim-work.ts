/**
 * One claim at work: runs it, and stores how it ended.
 *
 *   running --> storing --> ended
 *                 ^  |
 *                 +--+  the database takes nothing (its disk is full): the result is kept and tried again every few seconds
 *
 * Interrupted while it runs, what came of it by then is stored, and the rest waits again. Stopped while it cannot store,
 * it gives up after one more try; the next start finds its jobs as those of an engine that died.
 */
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { JobStore } from './job-store.ts';
import { toRunFailure } from './run-failure.ts';
import type { QueueName } from './stage.ts';
import type { EndedRun } from './stage-run.ts';
import type { Claim } from './stage-runner.ts';

/** Does the work of a claim. It should not reject; where it does, all jobs of the claim fail of that. */
export interface ClaimRunner {
  run(
    claim: Claim,
    signal: AbortSignal,
    onProgress: (stage: string, fraction: number) => void,
  ): Promise<EndedRun[]>;
}

export interface ClaimWorkParts {
  readonly store: Pick<JobStore, 'settle' | 'fail' | 'saveProgress'>;
  readonly runner: ClaimRunner;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
}

const progressSaveMs = 2_000;
/** After which the database is tried again when it took nothing. */
export const storeAgainMs = 5_000;

export class ClaimWork {
  readonly queue: QueueName;
  readonly clipId: string;
  readonly stages: readonly string[];
  readonly #claim: Claim;
  readonly #parts: ClaimWorkParts;
  readonly #abort = new AbortController();
  #lastSignMs: number;
  #patience: 'lasting' | 'over' = 'lasting';
  #ended: Promise<void> = Promise.resolve();
  #wakeUp: (() => void) | null = null;

  constructor(claim: Claim, queue: QueueName, parts: ClaimWorkParts) {
    this.queue = queue;
    this.clipId = claim.clipId;
    this.stages = claim.due.map((due) => due.stage.name);
    this.#claim = claim;
    this.#parts = parts;
    this.#lastSignMs = parts.clock.now();
  }

  /** When it was last heard of. */
  get lastSignMs(): number {
    return this.#lastSignMs;
  }

  /** Settles when it has begun and is over; never rejects. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Once. `onEnd` must not throw. */
  begin(onProgress: (stage: string, fraction: number) => void, onEnd: () => void): void {
    this.#ended = this.#work(onProgress).then(onEnd);
  }

  /** Ends it with a failure: of its jobs. */
  fail(reason: AppError): void {
    this.#abort.abort(reason);
  }

  /** Ends it, and that is nobody's failure: what did not finish waits again. */
  interrupt(reason: AppError): void {
    this.#abort.abort(new Stopped(reason));
  }

  /** The same for good: it does not wait for the database any more either. */
  stop(reason: AppError): void {
    this.#patience = 'over';
    this.interrupt(reason);
    this.#wakeUp?.();
  }

  async #work(onProgress: (stage: string, fraction: number) => void): Promise<void> {
    const { clipId, stages } = this;
    const ended = await this.#outcome(onProgress);
    const why = this.#abort.signal.reason instanceof Stopped ? 'stopped' : 'ended';
    let failure = this.#tryToStore(ended, why);
    if (failure === null) return;
    this.#parts.log.warn('how a run ended could not be stored yet', { clipId, stages, error: failure });
    while (failure !== null && this.#patience === 'lasting') {
      await this.#rest();
      failure = this.#tryToStore(ended, why);
    }
  }

  async #outcome(
    onProgress: (stage: string, fraction: number) => void,
  ): Promise<readonly EndedRun[] | AppError> {
    const { runner, store, clock, log } = this.#parts;
    const { signal } = this.#abort;
    const lastSaveMs = new Map<string, number>();
    try {
      return await runner.run(this.#claim, signal, (stage, fraction) => {
        const nowMs = clock.now();
        this.#lastSignMs = nowMs;
        onProgress(stage, fraction);
        if (nowMs - (lastSaveMs.get(stage) ?? 0) < progressSaveMs) return;
        lastSaveMs.set(stage, nowMs);
        try {
          store.saveProgress(this.clipId, stage, fraction);
        } catch (error) {
          // A figure on the way is not worth failing for; the result has its own way to say so.
          log.warn('progress could not be stored', { clipId: this.clipId, stage, error });
        }
      });
    } catch (error) {
      return toRunFailure(signal.aborted ? signal.reason : error, { clip: this.clipId });
    }
  }

  /** null: it is stored. A result that the database refuses, rather than any, is dropped, and its jobs fail of that. */
  #tryToStore(ended: readonly EndedRun[] | AppError, why: 'ended' | 'stopped'): AppError | null {
    const { store } = this.#parts;
    try {
      if (ended instanceof AppError) store.fail(this.#claim, ended, why);
      else store.settle(this.#claim, ended, why);
      return null;
    } catch (error) {
      const failure = toRunFailure(error, { clip: this.clipId });
      return failure.retryable || ended instanceof AppError ? failure : this.#tryToStore(failure, why);
    }
  }

  /** Until the next try, or until it is stopped. */
  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const wakeUp = (): void => {
        cancel();
        this.#wakeUp = null;
        resolve();
      };
      const cancel = this.#parts.clock.after(storeAgainMs, wakeUp);
      this.#wakeUp = wakeUp;
    });
  }
}

/** The reason of an abort that is nobody's failure. */
class Stopped extends Error {
  override readonly cause: AppError;
  constructor(cause: AppError) {
    super(cause.message);
    this.cause = cause;
  }
}
