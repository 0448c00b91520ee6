/**
 * The scheduler: takes ready jobs out of the database, runs them within the limits of their queues, stores how they
 * ended, and asks the planner what that makes possible.
 *
 * A job's states:
 *
 *   waiting --claim--> running --+--> done | skipped(reason)
 *      ^                         +--> failed(error)             not retryable, or tried often enough
 *      |                         |
 *      +---- after a backoff ----+    failed, retryable
 *      +---- at once ------------+    we stopped, or the engine died (found at the next start)
 *   blocked(by): a stage it needs failed, the clip is quarantined, or no disk that holds it is there
 *
 * Rules:
 * - Every change is in the database before anybody hears of it; a claim is stored before its work starts, a result
 *   with its artifacts in one transaction. So kill -9 loses at most the stages that were running.
 * - Order: priority (higher first), tier (lower first), fewer interruptions, older clips. Priorities may change at
 *   any time and hold from the next claim on. Work of tier 3 waits while work of a lower tier is ready at the same
 *   priority.
 * - Pausing stops claims and lets running work end. Stopping aborts it; it waits for the next start.
 * - A clip on which a tool crashed twice is quarantined: its open jobs are blocked until a person retries it.
 * - A run without a sign of life for `stallSec` is stopped and counts as a timeout.
 */
import { AppError } from '../../src-preload/contract/errors.ts';
import type { StageProgress } from '../../src-preload/contract/events.ts';
import type { Clock } from '../platform/clock.ts';
import type { JobStore } from './job-store.ts';
import type { Pipeline } from './pipeline.ts';
import { type QueueName, queueNames } from './stage.ts';
import type { Claim } from './stage-runner.ts';
import type { EndedRun } from './stage-run.ts';
/** How many claims of a queue run at once, 1 or more. */
export type QueueLimits = Readonly<Record<QueueName, number>>;

export interface SchedulerOptions {
  readonly limits: QueueLimits;
  /** Seconds without progress after which a run is stopped. */
  readonly stallSec: number;
}

/** Does the work of a claim; never rejects. */
export interface ClaimRunner {
  run(
    claim: Claim,
    signal: AbortSignal,
    onProgress: (stage: string, fraction: number) => void,
  ): Promise<EndedRun[]>;
}

interface Running {
  readonly clipId: string;
  readonly stages: readonly string[];
  readonly queue: QueueName;
  readonly abort: AbortController;
  lastSignMs: number;
  ended: Promise<void>;
}

interface Waiter {
  readonly open: Set<string>;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

type State = 'idle' | 'started' | 'paused' | 'stopping';

const progressSaveMs = 2_000;
const stallCheckMs = 15_000;

export class Scheduler implements Pipeline {
  readonly #store: JobStore;
  readonly #runner: ClaimRunner;
  readonly #clock: Clock;
  readonly #options: SchedulerOptions;
  readonly #running = new Set<Running>();
  readonly #waiters = new Set<Waiter>();
  readonly #progressListeners = new Set<(progress: StageProgress) => void>();
  #state: State = 'idle';
  #cancelRetryTimer: (() => void) | null = null;
  #cancelStallTimer: (() => void) | null = null;

  constructor(store: JobStore, runner: ClaimRunner, clock: Clock, options: SchedulerOptions) {
    this.#store = store;
    this.#runner = runner;
    this.#clock = clock;
    this.#options = options;
  }

  get state(): State {
    return this.#state;
  }

  /** What runs now, for a status page. */
  get running(): readonly {
    readonly clipId: string;
    readonly stages: readonly string[];
    readonly queue: QueueName;
  }[] {
    return [...this.#running].map(({ clipId, stages, queue }) => ({ clipId, stages, queue }));
  }

  /** Takes up what an earlier process left, and begins to work. */
  start(): void {
    this.#store.recover();
    this.#state = 'started';
    this.#store.announce('started');
    this.#watchForStalls();
    this.#fill();
  }

  pause(): void {
    if (this.#state !== 'started') return;
    this.#state = 'paused';
    this.#store.announce('paused');
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'started';
    this.#store.announce('resumed');
    this.#fill();
  }

  /** Stops what runs (it waits for the next start) and resolves when nothing does. */
  async stop(): Promise<void> {
    if (this.#state === 'stopping') return;
    this.#state = 'stopping';
    this.#store.announce('stopping');
    this.#cancelRetryTimer?.();
    this.#cancelStallTimer?.();
    const reason = new AppError('cancelled', { detail: 'Rushes is closing' });
    for (const run of this.#running) run.abort.abort(new Stopped(reason));
    await Promise.all([...this.#running].map((run) => run.ended));
    for (const waiter of this.#waiters) waiter.reject(reason);
    this.#waiters.clear();
  }

  enqueue(clipIds: readonly string[], profile: string): void {
    this.#store.plan(clipIds, profile);
    this.#fill();
  }

  whenSettled(clipIds: readonly string[], signal: AbortSignal): Promise<void> {
    const open = new Set(clipIds.filter((clipId) => !this.#store.isSettled(clipId)));
    if (open.size === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { open, resolve, reject };
      this.#waiters.add(waiter);
      const onAbort = (): void => {
        this.#waiters.delete(waiter);
        reject(signal.reason as Error);
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Clips of a higher priority go first; 0 is normal. Gives the number of open jobs moved. */
  raise(clipIds: readonly string[], priority: number): number {
    const count = this.#store.raise(clipIds, priority);
    this.#fill();
    return count;
  }

  /**
   * Stops work on these clips for good: their open jobs fail as `cancelled`, until they are retried. What runs ends
   * shortly after. Gives the number of jobs.
   */
  cancel(clipIds: readonly string[]): number {
    const chosen = new Set(clipIds);
    const count = this.#store.cancelWaiting(clipIds);
    for (const run of this.#running) {
      if (chosen.has(run.clipId))
        run.abort.abort(new AppError('cancelled', { detail: 'stopped by a person' }));
    }
    for (const clipId of clipIds) this.#settled(clipId);
    this.#fill();
    return count;
  }

  /** Failed jobs start afresh; null = of all clips. Gives the clips concerned and the number of jobs. */
  retryFailed(clipId: string | null): { readonly clipIds: readonly string[]; readonly stages: number } {
    const retried = this.#store.retryFailed(clipId);
    this.#fill();
    return retried;
  }

  /** Runs one stage again even if its result stands, and what it requires where that has no result. */
  runAgain(clipId: string, stage: string): void {
    this.#store.rerun(clipId, stage);
    this.#fill();
  }

  onProgress(listener: (progress: StageProgress) => void): () => void {
    this.#progressListeners.add(listener);
    return () => this.#progressListeners.delete(listener);
  }

  #fill(): void {
    if (this.#state !== 'started') return;
    for (const queue of queueNames) {
      while (this.#countRunning(queue) < this.#options.limits[queue] && this.#startNext(queue));
    }
    this.#setRetryTimer();
  }

  #countRunning(queue: QueueName): number {
    let count = 0;
    for (const run of this.#running) if (run.queue === queue) count += 1;
    return count;
  }

  #startNext(queue: QueueName): boolean {
    const claim = this.#store.claimNext(queue, this.#countRunning(queue) > 0);
    if (claim === null) return false;
    const abort = new AbortController();
    const run: Running = {
      clipId: claim.clipId,
      stages: claim.due.map((due) => due.stage.name),
      queue,
      abort,
      lastSignMs: this.#clock.now(),
      ended: Promise.resolve(),
    };
    this.#running.add(run);
    const lastSaveMs = new Map<string, number>();
    const onProgress = (stage: string, fraction: number): void => {
      const nowMs = this.#clock.now();
      run.lastSignMs = nowMs;
      for (const listener of this.#progressListeners) listener({ clipId: claim.clipId, stage, fraction });
      if (nowMs - (lastSaveMs.get(stage) ?? 0) < progressSaveMs) return;
      lastSaveMs.set(stage, nowMs);
      this.#store.saveProgress(claim.clipId, stage, fraction);
    };
    run.ended = this.#runner.run(claim, abort.signal, onProgress).then((ended) => {
      this.#running.delete(run);
      this.#store.settle(claim, ended, abort.signal.reason instanceof Stopped ? 'stopped' : 'ended');
      this.#settled(claim.clipId);
      this.#fill();
    });
    return true;
  }

  #settled(clipId: string): void {
    if (this.#waiters.size === 0 || !this.#store.isSettled(clipId)) return;
    for (const waiter of this.#waiters) {
      waiter.open.delete(clipId);
      if (waiter.open.size > 0) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  #setRetryTimer(): void {
    this.#cancelRetryTimer?.();
    this.#cancelRetryTimer = null;
    const retryAtMs = this.#store.earliestRetryMs();
    if (retryAtMs === null) return;
    const delayMs = Math.max(retryAtMs - this.#clock.now(), 20);
    this.#cancelRetryTimer = this.#clock.after(delayMs, () => {
      this.#fill();
    });
  }

  #watchForStalls(): void {
    this.#cancelStallTimer = this.#clock.after(stallCheckMs, () => {
      const latestMs = this.#clock.now() - this.#options.stallSec * 1000;
      for (const run of this.#running) {
        if (run.lastSignMs < latestMs) {
          run.abort.abort(
            new AppError('timeout', { detail: `no progress for ${String(this.#options.stallSec)} s` }),
          );
        }
      }
      this.#watchForStalls();
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
