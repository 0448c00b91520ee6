import { describe, expect, it } from 'vitest';
import { shareDone, workState } from './work-state.ts';

const jobs = { waiting: 0, running: 0, done: 5, skipped: 2, failed: 1, blocked: 1 };

describe('the state of the work', () => {
  it.each([
    ['running', { ...jobs, running: 1 }, 'working'],
    ['running', { ...jobs, waiting: 1 }, 'working'],
    ['running', jobs, 'failed'],
    ['running', { ...jobs, failed: 0 }, 'done'],
    ['paused', { ...jobs, waiting: 1 }, 'paused'],
    ['off', { ...jobs, waiting: 1 }, 'off'],
  ] as const)('%s with %j is %s', (work, counts, expected) => {
    expect(workState({ work, jobs: counts, files: { present: 3, missing: 0, failed: 0 } })).toBe(expected);
  });

  it('counts files that never became clips as failed', () => {
    const files = { present: 3, missing: 0, failed: 1 };
    expect(workState({ work: 'running', jobs: { ...jobs, failed: 0 }, files })).toBe('failed');
  });

  it('counts what can go no further as done', () => {
    expect(shareDone({ ...jobs, waiting: 3 })).toEqual({ done: 9, all: 12 });
  });
});
