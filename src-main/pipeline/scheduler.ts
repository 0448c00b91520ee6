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
 * - Whatever goes wrong with one claim ends as the failure of its jobs. Where the database takes nothing (its disk is full),
 *   a result is kept and its place in the queue stays taken until it can be stored, or we stop; then it is made anew.
 */
import { AppError, type ErrorCode } from '../../src-preload/contract/errors.ts';
import type { StageProgress } from '../../src-preload/contract/events.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { BackgroundPlanning } from './background-planning.ts';
import { type ClaimRunner, ClaimWork, type ClaimWorkParts, storeAgainMs } from './claim-work.ts';
import type { ClipParams, PlanConditions } from './clip-settings.ts';
import type { ImportedRun } from './imported-run.ts';
import type { JobStore } from './job-store.ts';
import type { Pipeline } from './pipeline.ts';
import { SettledWaiters } from './settled-waiters.ts';
import { type QueueName, queueNames } from './stage.ts';

/** How many claims of a queue run at once, 1 or more. */
export type QueueLimits = Readonly<Record<QueueName, number>>;

export interface SchedulerOptions {
  readonly limits: QueueLimits;
  /** Seconds without progress after which a run is stopped. */
  readonly stallSec: number;
  readonly log: Pick<Log, 'warn'>;
}

type State = 'idle' | 'started' | 'paused' | 'stopping';

const stallCheckMs = 15_000;

export class Scheduler implements Pipeline {
  readonly #store: JobStore;
  readonly #parts: ClaimWorkParts;
  readonly #clock: Clock;
  readonly #stallSec: number;
  readonly #log: Pick<Log, 'warn'>;
  readonly #running = new Set<ClaimWork>();
  readonly #waiters = new SettledWaiters();
  readonly #planning: BackgroundPlanning;
  readonly #progressListeners = new Set<(progress: StageProgress) => void>();
  #limits: QueueLimits;
  #state: State = 'idle';
  #cancelRetryTimer: (() => void) | null = null;
  #cancelStallTimer: (() => void) | null = null;

  constructor(store: JobStore, runner: ClaimRunner, clock: Clock, options: SchedulerOptions) {
    this.#store = store;
    this.#parts = { store, runner, clock, log: options.log };
    this.#clock = clock;
    this.#limits = checkedLimits(options.limits);
    this.#stallSec = options.stallSec;
    this.#log = options.log;
    const onPlanned = (): void => {
      this.#fill();
    };
    this.#planning = new BackgroundPlanning({ store, log: options.log, onPlanned });
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

  get limits(): QueueLimits {
    return this.#limits;
  }

  /**
   * Holds at once: more begin to run, and where there are too many now none follows until enough have ended.
   *
   * @throws AppError bad-arguments on a limit below 1
   */
  setLimits(limits: QueueLimits): void {
    this.#limits = checkedLimits(limits);
    this.#fill();
  }

  /** Takes up what an earlier process left, and begins to work. */
  start(): void {
    this.#store.recover();
    this.#state = 'started';
    this.#store.announce('started');
    this.#watchForStalls();
    this.#fill();
    this.#planning.start();
  }

  pause(): void {
    if (this.#state !== 'started') return;
    this.#store.announce('paused');
    this.#state = 'paused';
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#store.announce('resumed');
    this.#state = 'started';
    this.#fill();
  }

  /** Stops what runs (it waits for the next start) and resolves when nothing does. */
  async stop(): Promise<void> {
    if (this.#state === 'stopping') return;
    this.#state = 'stopping';
    this.#withoutFail('the end could not be stored', () => {
      this.#store.announce('stopping');
    });
    this.#cancelRetryTimer?.();
    this.#cancelStallTimer?.();
    const reason = new AppError('cancelled', { detail: 'Rushes is closing' });
    for (const work of this.#running) work.stop(reason);
    await Promise.all([...this.#running].map((work) => work.ended));
    await this.#planning.stop();
    this.#waiters.giveUp(reason);
  }

  enqueue(clipIds: readonly string[], profile: string): void {
    this.#store.plan(clipIds, profile);
    this.#fill();
  }

  whenSettled(clipIds: readonly string[], signal: AbortSignal): Promise<void> {
    return this.#waiters.wait(
      clipIds.filter((clipId) => !this.#store.isSettled(clipId)),
      signal,
    );
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
    for (const work of this.#running) {
      if (chosen.has(work.clipId)) work.fail(new AppError('cancelled', { detail: 'stopped by a person' }));
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

  /** What failed for good of this is tried again: its cause is gone. */
  retryFailedOf(code: ErrorCode): void {
    this.#store.retryFailedOf(code);
    this.#fill();
  }

  /** Runs one stage again even if its result stands, and what it requires where that has no result. */
  runAgain(clipId: string, stage: string): void {
    this.#store.rerun(clipId, stage);
    this.#fill();
  }

  /**
   * Somebody waits for this stage of this clip: it is the next of its queue, with these params of its own from now on (null:
   * as they are). Where the queue is full, what began last gives way and waits again.
   */
  demand(clipId: string, stage: string, params: ClipParams[string] | null): void {
    this.#store.demand(clipId, stage, params);
    this.#fill();
    const queue = this.#state === 'started' ? this.#store.readyQueueOf(clipId, stage) : null;
    const last = [...this.#running].findLast((run) => run.queue === queue);
    last?.interrupt(new AppError('cancelled', { detail: 'another clip goes first' }));
  }

  /** What a person imported is a stage's result at once. */
  standIn(clipId: string, run: ImportedRun, keep: () => void): void {
    this.#store.standIn(clipId, run, keep);
    this.#fill();
  }

  /** Forgets what a stage found of a clip, if `release` says so. */
  forget(clipId: string, stage: string, release: () => boolean): boolean {
    const isForgotten = this.#store.forget(clipId, stage, release);
    this.#fill();
    return isForgotten;
  }

  /**
   * What models there are and which stages are on, from now on. Whatever in the library was planned by something else is
   * planned by that in the background.
   *
   * @throws AppError bad-arguments when a stage would be on and one that it needs off; then all stays as it was
   */
  setConditions(conditions: PlanConditions): void {
    this.#planning.setConditions(conditions);
  }

  /** Resolves when all clips are planned by the newest conditions, or we stop. */
  whenPlanned(): Promise<void> {
    return this.#planning.whenPlanned();
  }

  onProgress(listener: (progress: StageProgress) => void): () => void {
    this.#progressListeners.add(listener);
    return () => this.#progressListeners.delete(listener);
  }

  #fill(): void {
    if (this.#state !== 'started') return;
    let nextMs: number | null = this.#clock.now() + storeAgainMs;
    this.#withoutFail('no work could be taken up', () => {
      for (const queue of queueNames) {
        while (this.#countRunning(queue) < this.#limits[queue] && this.#startNext(queue));
      }
      nextMs = this.#store.earliestRetryMs();
    });
    this.#setRetryTimer(nextMs);
  }

  /** For what is not worth ending the process: there is nobody above who could be told. */
  #withoutFail(message: string, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#log.warn(message, { error });
    }
  }

  #countRunning(queue: QueueName): number {
    let count = 0;
    for (const work of this.#running) if (work.queue === queue) count += 1;
    return count;
  }

  #startNext(queue: QueueName): boolean {
    const claim = this.#store.claimNext(queue, this.#countRunning(queue) > 0);
    if (claim === null) return false;
    const work = new ClaimWork(claim, queue, this.#parts);
    const { clipId } = work;
    const onProgress = (stage: string, fraction: number): void => {
      for (const listener of this.#progressListeners) listener({ clipId, stage, fraction });
    };
    this.#running.add(work);
    work.begin(onProgress, () => {
      this.#running.delete(work);
      this.#withoutFail('whether a clip is settled could not be read', () => {
        this.#settled(clipId);
      });
      this.#fill();
    });
    return true;
  }

  #settled(clipId: string): void {
    if (this.#waiters.size > 0 && this.#store.isSettled(clipId)) this.#waiters.settled(clipId);
  }

  #setRetryTimer(retryAtMs: number | null): void {
    this.#cancelRetryTimer?.();
    this.#cancelRetryTimer = null;
    if (retryAtMs === null) return;
    const delayMs = Math.max(retryAtMs - this.#clock.now(), 20);
    this.#cancelRetryTimer = this.#clock.after(delayMs, () => {
      this.#fill();
    });
  }

  #watchForStalls(): void {
    this.#cancelStallTimer = this.#clock.after(stallCheckMs, () => {
      const latestMs = this.#clock.now() - this.#stallSec * 1000;
      const reason = new AppError('timeout', { detail: `no progress for ${String(this.#stallSec)} s` });
      for (const work of this.#running) if (work.lastSignMs < latestMs) work.fail(reason);
      this.#watchForStalls();
    });
  }
}

function checkedLimits(limits: QueueLimits): QueueLimits {
  for (const queue of queueNames) {
    const limit = limits[queue];
    if (Number.isInteger(limit) && limit >= 1) continue;
    throw new AppError('bad-arguments', { queue, detail: `a limit is 1 or more, not ${String(limit)}` });
  }
  return { ...limits };
}
