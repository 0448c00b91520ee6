import { describe, expect, it } from 'vitest';
import { shareDone, workState } from './work-state.ts';

const jobs = { waiting: 0, running: 0, done: 5, skipped: 2, failed: 1, blocked: 1 };

describe('the state of the work', () => {
  it.each([
    ['running', { ...jobs, running: 1 }, 'working'],
    ['running', { ...jobs, waiting: 1 }, 'working'],
    ['running', jobs, 'done'],
    ['paused', { ...jobs, waiting: 1 }, 'paused'],
    ['off', { ...jobs, waiting: 1 }, 'off'],
  ] as const)('%s with %j is %s', (work, counts, expected) => {
    expect(workState({ work, jobs: counts })).toBe(expected);
  });

  it('counts what can go no further as done', () => {
    expect(shareDone({ ...jobs, waiting: 3 })).toEqual({ done: 9, all: 12 });
  });
});
