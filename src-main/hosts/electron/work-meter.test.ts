import { describe, expect, it } from 'vitest';
import { nothingToTell, readWork, type WorkReading, type WorkSignals, type WorkState } from './work-meter.ts';

const quiet: WorkReading = { open: 0, running: 0, settled: 100, failed: 3, scans: 'none', queue: 'running' };

/** Signals of readings that follow each other. */
function signalsOf(...changes: readonly Partial<WorkReading>[]): WorkSignals[] {
  let state: WorkState | null = null;
  return changes.map((change) => {
    const read = readWork(state, { ...quiet, ...change });
    state = read.state;
    return read.signals;
  });
}

describe('work', () => {
  it('is nothing to tell of while there is none', () => {
    expect(signalsOf({}, {}, { settled: 200 })).toEqual([nothingToTell, nothingToTell, nothingToTell]);
  });

  it('is told as a share of what was begun since, and keeps the machine awake', () => {
    const signals = signalsOf({}, { open: 8, running: 2 }, { open: 6, running: 2, settled: 102 });
    expect(signals.slice(1)).toEqual([
      { progress: { share: 0, state: 'running' }, sleep: 'prevented', finished: null },
      { progress: { share: 0.25, state: 'running' }, sleep: 'prevented', finished: null },
    ]);
  });

  it('that was found under way counts from then on', () => {
    const signals = signalsOf({ open: 4, running: 1 }, { open: 2, running: 1, settled: 102 });
    expect(signals.at(-1)?.progress).toEqual({ share: 0.5, state: 'running' });
  });

  it('of a scan that has planned nothing yet is of unknown length', () => {
    expect(signalsOf({}, { scans: 'running' }).at(-1)).toEqual({
      progress: 'unknown',
      sleep: 'prevented',
      finished: null,
    });
  });

  it('ends when nothing is open twice in a row, and is told once', () => {
    const ended = { settled: 110, failed: 5 };
    const signals = signalsOf({}, { open: 10 }, ended, ended, ended);
    expect(signals.map(({ finished }) => finished)).toEqual([
      null,
      null,
      null,
      { jobs: 10, failed: 2 },
      null,
    ]);
    expect(signals[2]).toEqual(nothingToTell);
  });

  it('goes on where a scan had just not planned its jobs', () => {
    const signals = signalsOf({}, { scans: 'running' }, {}, { open: 5 });
    expect(signals.at(-1)).toMatchObject({ progress: { share: 0 }, finished: null });
  });

  it('that found nothing new is no news', () => {
    expect(signalsOf({}, { scans: 'running' }, {}, {}).at(-1)).toEqual(nothingToTell);
  });

  it('that rests lets the machine sleep, once nothing runs any more', () => {
    const paused = { open: 5, queue: 'paused' } as const;
    const signals = signalsOf({}, { open: 5, running: 1 }, { ...paused, running: 1 }, paused);
    expect(signals.map(({ sleep }) => sleep)).toEqual(['allowed', 'prevented', 'prevented', 'allowed']);
    expect(signals.at(-1)?.progress).toEqual({ share: 0, state: 'paused' });
  });

  it('is counted anew where fewer jobs are settled than before', () => {
    const signals = signalsOf(
      {},
      { open: 10, settled: 105 },
      { open: 30, settled: 20 },
      { open: 20, settled: 30 },
    );
    expect(signals.at(-1)?.progress).toEqual({ share: 10 / 30, state: 'running' });
  });
});
