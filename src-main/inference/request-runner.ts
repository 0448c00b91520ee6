/**
 * Keeps one inference process going while there is something to ask it, and sees to it that every request settles.
 *
 *   waiting --a place is free--> running --answer--> settled
 *      ^                            |
 *      +---- once, then failed -----+   the process crashed, hung, grew too large, or was out of memory
 *
 * A request that is tried again runs alone: what happens then is its own doing, and no other request suffers for it.
 */
import { AppError, type ErrorFacts } from '../../src-preload/contract/errors.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { StartInferenceProcess } from './inference-process.ts';
import type { InferenceLimits } from './limits.ts';
import { type ProcessEnd, ProcessLink } from './process-link.ts';
import type { Answer, ProcessSettings, ProcessState, Question } from './protocol.ts';

export interface RequestRunnerOptions {
  readonly start: StartInferenceProcess;
  readonly settings: ProcessSettings;
  readonly limits: InferenceLimits;
  readonly log: Log;
  readonly clock: Clock;
}

export interface AskOptions {
  /** Whom a failure is about: the model, or the file. */
  readonly about: ErrorFacts;
  readonly signal: AbortSignal;
  readonly timeoutSec: number;
}

interface Request {
  readonly sequence: number;
  readonly question: Question;
  readonly about: ErrorFacts;
  readonly timeoutSec: number;
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: Error) => void;
  tries: number;
  /** Nobody waits for it any more. */
  isSettled: boolean;
  cancelTimeout: () => void;
}

export interface RunnerUsage {
  /** null: there is no process at the moment. */
  readonly pid: number | null;
  /** Resident memory; 0 without a process. */
  readonly memoryBytes: number;
  /** The most that a process of this runner has had. */
  readonly peakMemoryBytes: number;
  /** Keys. */
  readonly loadedModels: readonly string[];
  /** Requests to models that were answered. */
  readonly runs: number;
  /** Processes that had to be replaced. */
  readonly restarts: number;
}

/** A process is not replaced for its size before this: with models that need so much, another would be no smaller. */
const fewestRuns = 50;
const measureWithinMs = 2_000;
const mostTries = 2;

export class RequestRunner {
  readonly #options: RequestRunnerOptions;
  #waiting: Request[] = [];
  readonly #running = new Set<Request>();
  #link: ProcessLink | null = null;
  /** 'drain': this process gets nothing more to do. */
  #intake: 'serve' | 'drain' = 'serve';
  #life: 'open' | 'closed' = 'open';
  #nextSequence = 1;
  #runsHere = 0;
  #runs = 0;
  #restarts = 0;
  #peakMemoryBytes = 0;
  #cancelRest: (() => void) | null = null;

  constructor(options: RequestRunnerOptions) {
    this.#options = options;
  }

  /**
   * @throws the signal's reason; AppError as the process answered with; inference-failed with facts `reason` 'crashed', 'hung' or
   *   'grew'; cancelled after `close`
   */
  ask(question: Question, { about, signal, timeoutSec }: AskOptions): Promise<unknown> {
    if (this.#life === 'closed') return Promise.reject(closing());
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      const settled = (): void => {
        request.isSettled = true;
        signal.removeEventListener('abort', onAbort);
      };
      const request: Request = {
        ...{ sequence: this.#nextSequence++, question, about, timeoutSec, tries: 0, isSettled: false },
        resolve: (data) => {
          settled();
          resolve(data);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
        cancelTimeout: () => undefined,
      };
      const onAbort = (): void => {
        this.#waiting = this.#waiting.filter((each) => each !== request);
        request.reject(signal.reason as Error);
        this.#pump();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(request);
      this.#pump();
    });
  }

  /** `key` null: all. Nothing to do where there is no process. */
  async unload(key: string | null): Promise<void> {
    await this.#link?.ask({ kind: 'unload', key });
  }

  async usage(): Promise<RunnerUsage> {
    const link = this.#link;
    if (link?.life === 'open') await this.#measure(link);
    const isThere = link !== null && this.#link === link && link.life === 'open';
    const state = isThere ? link.state : null;
    return {
      pid: isThere ? link.pid : null,
      memoryBytes: state?.memoryBytes ?? 0,
      peakMemoryBytes: this.#peakMemoryBytes,
      loadedModels: state?.loaded ?? [],
      runs: this.#runs,
      restarts: this.#restarts,
    };
  }

  /** Nothing is waited for but the end of the process. */
  async close(): Promise<void> {
    this.#life = 'closed';
    this.#cancelRest?.();
    for (const request of [...this.#waiting, ...this.#running]) {
      request.cancelTimeout();
      if (!request.isSettled) request.reject(closing());
    }
    this.#waiting = [];
    this.#running.clear();
    const link = this.#link;
    link?.kill({ reason: 'closed', detail: '' });
    await link?.ended;
  }

  async #measure(link: ProcessLink): Promise<void> {
    let cancel: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.#options.clock.after(measureWithinMs, resolve);
    });
    await Promise.race([link.ask({ kind: 'measure' }), late]);
    cancel();
  }

  #pump(): void {
    while (this.#life === 'open' && this.#canTake()) {
      const next = this.#waiting[0];
      if (next === undefined || !this.#mayRun(next)) break;
      this.#waiting.shift();
      this.#run(next);
    }
    this.#rest();
  }

  #canTake(): boolean {
    return this.#link === null || (this.#link.life === 'open' && this.#intake === 'serve');
  }

  #mayRun(next: Request): boolean {
    if (this.#running.size === 0) return true;
    const isAlone = next.tries > 0 || [...this.#running].some(({ tries }) => tries > 1);
    return !isAlone && this.#running.size < this.#options.limits.concurrency;
  }

  #run(request: Request): void {
    request.tries += 1;
    let link: ProcessLink;
    try {
      link = this.#link ?? this.#start();
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      request.reject(
        new AppError('inference-failed', { reason: 'crashed', ...request.about, detail }, error),
      );
      return;
    }
    this.#running.add(request);
    request.cancelTimeout = this.#options.clock.after(request.timeoutSec * 1000, () => {
      link.kill({ reason: 'hung', detail: `no answer within ${String(request.timeoutSec)} s` });
    });
    void link.ask(request.question).then((answer) => {
      // null: the end of the process is seen to for all of its requests at once.
      if (answer !== null) this.#onAnswer(request, answer);
    });
  }

  #start(): ProcessLink {
    const { start, settings, clock } = this.#options;
    const link = new ProcessLink({
      ...{ start, settings, clock },
      onState: (state) => {
        this.#onState(link, state);
      },
    });
    this.#link = link;
    this.#intake = 'serve';
    this.#runsHere = 0;
    void link.ended.then((end) => {
      this.#onEnd(end);
    });
    return link;
  }

  #onAnswer(request: Request, answer: Answer): void {
    if (!this.#running.delete(request)) return;
    request.cancelTimeout();
    if (request.question.kind === 'run') {
      this.#runs += 1;
      this.#runsHere += 1;
    }
    if (answer.ok) {
      if (!request.isSettled) request.resolve(answer.data);
    } else {
      const { code, facts } = answer.error;
      if (code === 'out-of-memory') this.#intake = 'drain';
      if (code === 'out-of-memory' && request.tries < mostTries) this.#tryAgain([request]);
      else if (!request.isSettled) request.reject(new AppError(code, { ...request.about, ...facts }));
    }
    this.#pump();
  }

  #onState(link: ProcessLink, { memoryBytes, peakMemoryBytes }: ProcessState): void {
    const { mostBytes, recycleBytes } = this.#options.limits;
    this.#peakMemoryBytes = Math.max(this.#peakMemoryBytes, peakMemoryBytes);
    if (memoryBytes > mostBytes) {
      const detail = `${megabytes(memoryBytes)} in use, ${megabytes(mostBytes)} allowed`;
      link.kill({ reason: 'grew', detail });
    } else if (memoryBytes > recycleBytes && this.#runsHere >= fewestRuns) {
      this.#intake = 'drain';
    }
  }

  #onEnd(end: ProcessEnd): void {
    if (this.#life === 'closed') return;
    this.#link = null;
    if (end.reason !== 'closed' || this.#intake === 'drain') this.#restarts += 1;
    const lost = [...this.#running];
    this.#running.clear();
    if (end.reason !== 'closed') {
      const { reason, detail } = end;
      this.#options.log.warn('an inference process ended', { reason, detail, requests: lost.length });
    }
    for (const request of lost) request.cancelTimeout();
    const failed = lost.filter(({ tries }) => tries >= mostTries || end.reason === 'other-version');
    for (const request of failed) if (!request.isSettled) request.reject(failureOf(request, end));
    this.#tryAgain(lost.filter((request) => !failed.includes(request)));
    this.#pump();
  }

  /** Before all that came after them. */
  #tryAgain(requests: readonly Request[]): void {
    const wanted = requests.filter(({ isSettled }) => !isSettled);
    this.#waiting = [...this.#waiting, ...wanted].sort((a, b) => a.sequence - b.sequence);
  }

  /** Ends a process that has had its time, and sees that one without work has an end. */
  #rest(): void {
    const link = this.#link;
    const isIdle = this.#running.size === 0;
    if (isIdle && this.#intake === 'drain') link?.close();
    if (!isIdle || this.#waiting.length > 0 || link?.life !== 'open') {
      this.#cancelRest?.();
      this.#cancelRest = null;
      return;
    }
    this.#cancelRest ??= this.#options.clock.after(this.#options.limits.idleSec * 1000, () => {
      this.#cancelRest = null;
      link.close();
    });
  }
}

function failureOf({ about }: Request, { reason, detail }: ProcessEnd): AppError {
  if (reason === 'other-version') return new AppError('internal', { ...about, detail });
  return new AppError('inference-failed', { reason, ...about, detail });
}

function closing(): AppError {
  return new AppError('cancelled', { detail: 'Rushes is closing' });
}

function megabytes(bytes: number): string {
  return `${String(Math.round(bytes / 1e6))} MB`;
}
