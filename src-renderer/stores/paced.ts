/** Repeats what is asked for no more often than it is worth, and never twice at once. */

export interface Paced {
  /** As soon as the pace allows; at once where it rested. */
  ask(): void;
  /** At once, or as soon as the run under way has ended. */
  askNow(): void;
}

/** Longer runs rest longer: at most so much of the time is spent on them. */
const mostOfTheTime = 0.2;

/** @param run what fails is left until it is asked for again */
export function paced(run: () => Promise<void>, everyMs: number): Paced {
  let state: 'resting' | 'running' | 'waiting' = 'resting';
  let wanted: 'no' | 'later' | 'now' = 'no';
  let timer: number | undefined;

  const start = async (): Promise<void> => {
    state = 'running';
    wanted = 'no';
    const startedMs = performance.now();
    await run().catch(() => undefined);
    const tookMs = performance.now() - startedMs;
    // Set anew while it ran, which the compiler does not see.
    const asked = wanted as 'no' | 'later' | 'now';
    if (asked === 'now') {
      await start();
      return;
    }
    state = 'waiting';
    timer = window.setTimeout(rested, Math.max(everyMs, tookMs / mostOfTheTime));
  };
  const rested = (): void => {
    state = 'resting';
    if (wanted !== 'no') void start();
  };
  return {
    ask() {
      if (state === 'resting') void start();
      else if (wanted === 'no') wanted = 'later';
    },
    askNow() {
      wanted = 'now';
      if (state === 'running') return;
      window.clearTimeout(timer);
      void start();
    },
  };
}
