/** Reads how the work goes while there is any, and tells the desktop. Nothing is asked while nothing happens. */
import { clearInterval, setInterval } from 'node:timers';
import type { CommandResponse } from '../../../src-preload/contract/commands.ts';
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import type { WindowService } from '../window/window-service.ts';
import { nothingToTell, readWork, type WorkReading, type WorkSignals, type WorkState } from './work-meter.ts';

/** Counting the jobs of a large library takes some milliseconds; a bar in the task bar needs no more than this. */
const readEveryMs = 2_000;

interface WatchParts {
  readonly service: Pick<WindowService, 'call' | 'subscribe'>;
  readonly tell: (signals: WorkSignals) => void;
  readonly everyMs?: number;
}

/** Gives what ends it. */
export function watchWork({ service, tell, everyMs = readEveryMs }: WatchParts): () => void {
  const watch = new WorkWatch(service, tell);
  const unsubscribe = service.subscribe((message) => {
    watch.hear(message);
  });
  const timer = setInterval(() => void watch.read(), everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    unsubscribe();
    watch.end();
  };
}

class WorkWatch {
  readonly #service: WatchParts['service'];
  readonly #tell: WatchParts['tell'];
  readonly #ending = new AbortController();
  readonly #scans = new Set<string>();
  #queue: WorkReading['queue'] = 'running';
  #state: WorkState | null = null;
  /** 'due': something happened since the last reading. */
  #next: 'due' | 'reading' | 'none' = 'due';

  constructor(service: WatchParts['service'], tell: WatchParts['tell']) {
    this.#service = service;
    this.#tell = tell;
  }

  hear(message: LiveMessage): void {
    if (message.kind === 'scan') {
      if (message.scan.state === 'waiting' || message.scan.state === 'looking')
        this.#scans.add(message.scan.scan);
      else this.#scans.delete(message.scan.scan);
    }
    if (message.kind === 'events')
      for (const event of message.events)
        if (event.type === 'engine-changed' && event.data.state !== 'stopping')
          this.#queue = event.data.state === 'paused' ? 'paused' : 'running';
    // What another engine process did not finish it does not know of; another library counts for itself.
    if (message.kind === 'engine' && message.engine.state !== 'running') this.#stand();
    this.#next = 'due';
  }

  async read(): Promise<void> {
    if (this.#next === 'reading' || (this.#next === 'none' && this.#state?.phase !== 'working')) return;
    this.#next = 'reading';
    const reply = await this.#service.call('library.status', {}, this.#ending.signal);
    if (this.#ending.signal.aborted) return;
    // What happened meanwhile is in the next reading.
    if (this.#isReading()) this.#next = 'none';
    if (!reply.ok) return;
    const { jobs } = reply.data as CommandResponse<'library.status'>;
    const { state, signals } = readWork(this.#state, {
      open: jobs.waiting + jobs.running,
      running: jobs.running,
      settled: jobs.done + jobs.skipped + jobs.failed,
      failed: jobs.failed,
      scans: this.#scans.size > 0 ? 'running' : 'none',
      queue: this.#queue,
    });
    this.#state = state;
    this.#tell(signals);
  }

  end(): void {
    this.#ending.abort();
    this.#tell(nothingToTell);
  }

  #isReading(): boolean {
    return this.#next === 'reading';
  }

  #stand(): void {
    this.#scans.clear();
    this.#queue = 'running';
    this.#state = null;
    this.#tell(nothingToTell);
  }
}
