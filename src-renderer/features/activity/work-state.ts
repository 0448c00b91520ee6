/** What the figures of a status amount to. PURE. */
import type { LibraryStatus } from '../../stores/activity-store.ts';

/** 'failed': nothing is left to do, and some of it failed. */
export type WorkState = 'working' | 'paused' | 'done' | 'failed' | 'off';

export function workState({ work, jobs, files }: Pick<LibraryStatus, 'work' | 'jobs' | 'files'>): WorkState {
  if (work === 'off' || work === 'paused') return work;
  if (jobs.waiting + jobs.running > 0) return 'working';
  return jobs.failed + files.failed > 0 ? 'failed' : 'done';
}

/** Steps that are settled, of all there are. What waits for a failed one, or for a disk, is not counted as left. */
export function shareDone(jobs: LibraryStatus['jobs']): { readonly done: number; readonly all: number } {
  const done = jobs.done + jobs.skipped + jobs.failed + jobs.blocked;
  return { done, all: done + jobs.waiting + jobs.running };
}
