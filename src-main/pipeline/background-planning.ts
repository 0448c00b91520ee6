/**
 * Plans a whole library anew when what plans depend on has changed (a model was installed, a stage turned on, this is a newer
 * Rushes): a few clips at a time, in the order in which they came, so that commands and work go on in between.
 */
import type { Log } from '../platform/log.ts';
import type { PlanConditions } from './clip-settings.ts';
import type { JobStore } from './job-store.ts';

export interface BackgroundPlanningParts {
  readonly store: Pick<JobStore, 'setConditions' | 'clipsBehind' | 'replanStale'>;
  readonly log: Pick<Log, 'warn'>;
  /** There may be work now. Must not throw. */
  readonly onPlanned: () => void;
}

/** Some 20 ms of work: commands come in between. */
const clipsPlannedAtOnce = 25;

export class BackgroundPlanning {
  readonly #parts: BackgroundPlanningParts;
  /** Of the conditions; a round that was begun under older ones ends. */
  #version = 0;
  #state: 'idle' | 'working' | 'stopped' = 'idle';
  #round: Promise<void> = Promise.resolve();

  constructor(parts: BackgroundPlanningParts) {
    this.#parts = parts;
  }

  /** @throws AppError bad-arguments when a stage would be on and one that it needs off; then all stays as it was */
  setConditions(conditions: PlanConditions): void {
    this.#parts.store.setConditions(conditions);
    this.#version += 1;
    if (this.#state === 'working') this.#begin('all');
  }

  /** Clips with open jobs must have been planned just before. */
  start(): void {
    this.#state = 'working';
    this.#begin('finished');
  }

  async stop(): Promise<void> {
    this.#state = 'stopped';
    await this.#round;
  }

  /** Resolves when all clips are planned by the newest conditions, or it was stopped. */
  async whenPlanned(): Promise<void> {
    let awaited: Promise<void> | null = null;
    while (awaited !== this.#round) {
      awaited = this.#round;
      await awaited;
    }
  }

  #begin(which: 'all' | 'finished'): void {
    const version = this.#version;
    const isCurrent = (): boolean => version === this.#version && this.#state === 'working';
    this.#round = this.#round.then(async () => {
      let behind: number | null = 0;
      while (behind !== null && isCurrent()) {
        behind = this.#planSome(behind, which);
        await pauseForOthers();
      }
    });
  }

  /** Sequence of the last clip that was looked at; null: it was the last of all. */
  #planSome(behind: number, which: 'all' | 'finished'): number | null {
    const { store, log, onPlanned } = this.#parts;
    try {
      const clips = store.clipsBehind(behind, clipsPlannedAtOnce);
      const due = clips.filter(({ planKey }) => which === 'all' || planKey !== null);
      store.replanStale(due.map(({ id }) => id));
      onPlanned();
      return clips.at(-1)?.sequence ?? null;
    } catch (error) {
      log.warn('clips could not be planned anew; the next start tries again', { error });
      return null;
    }
  }
}

function pauseForOthers(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
