/**
 * What the desktop should be told of the work: pure, from one reading of the counts to the next.
 *
 *   idle --- jobs are open, or a scan runs ---> working      what was settled until then is not counted
 *   working --- nothing open, twice in a row --> idle        a scan that ended may not have planned its jobs yet
 */

/** Counts of jobs in the library, and what else is known of it. */
export interface WorkReading {
  /** Waiting and running. */
  readonly open: number;
  readonly running: number;
  /** Done, skipped and failed for good. */
  readonly settled: number;
  readonly failed: number;
  readonly scans: 'running' | 'none';
  readonly queue: 'paused' | 'running';
}

export interface WorkState {
  readonly phase: 'idle' | 'working';
  /** Of `settled` and `failed`, when the work began. */
  readonly settledBefore: number;
  readonly failedBefore: number;
  /** Readings in a row in which nothing was open. */
  readonly quietReadings: number;
}

export interface WorkSignals {
  /** A share of 0 to 1; 'unknown': something is done, nobody knows how much of it. */
  readonly progress: 'none' | 'unknown' | { readonly share: number; readonly state: 'running' | 'paused' };
  readonly sleep: 'allowed' | 'prevented';
  /** The work that has just ended, in jobs; null: it goes on, or there was none. */
  readonly finished: { readonly jobs: number; readonly failed: number } | null;
}

const quietReadingsToEnd = 2;

export const nothingToTell: WorkSignals = { progress: 'none', sleep: 'allowed', finished: null };

/** @param state null: this is the first reading of a library. */
export function readWork(
  state: WorkState | null,
  reading: WorkReading,
): { readonly state: WorkState; readonly signals: WorkSignals } {
  const isBusy = reading.open > 0 || reading.scans === 'running';
  // Fewer than before: clips were taken off the queue or their work is done anew. Counting starts again.
  const known = state !== null && reading.settled >= state.settledBefore ? state : null;
  const before = known ?? beginning(reading);
  if (isBusy) {
    const next: WorkState = { ...before, phase: 'working', quietReadings: 0 };
    return { state: next, signals: signalsWhileBusy(next, reading) };
  }
  const quietReadings = before.quietReadings + 1;
  if (before.phase === 'working' && quietReadings < quietReadingsToEnd)
    return { state: { ...before, quietReadings }, signals: nothingToTell };
  return {
    state: beginning(reading),
    signals: { ...nothingToTell, finished: before.phase === 'working' ? sum(before, reading) : null },
  };
}

function beginning(reading: WorkReading): WorkState {
  return {
    phase: 'idle',
    settledBefore: reading.settled,
    failedBefore: reading.failed,
    quietReadings: 0,
  };
}

function signalsWhileBusy(state: WorkState, reading: WorkReading): WorkSignals {
  const rests = reading.queue === 'paused' && reading.running === 0 && reading.scans === 'none';
  const settled = reading.settled - state.settledBefore;
  const share = settled / (settled + reading.open);
  return {
    progress: reading.open === 0 ? 'unknown' : { share, state: rests ? 'paused' : 'running' },
    sleep: rests ? 'allowed' : 'prevented',
    finished: null,
  };
}

/** null: a scan that found nothing new is no news. */
function sum(before: WorkState, reading: WorkReading): WorkSignals['finished'] {
  const jobs = reading.settled - before.settledBefore;
  return jobs === 0 ? null : { jobs, failed: Math.max(0, reading.failed - before.failedBefore) };
}
