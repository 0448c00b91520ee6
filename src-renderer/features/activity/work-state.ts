/** What the figures of a status amount to. PURE. */
import type { LibraryStatus } from '../../stores/activity-store.ts';

export type WorkState = 'working' | 'paused' | 'done' | 'off';

export function workState({ work, jobs }: Pick<LibraryStatus, 'work' | 'jobs'>): WorkState {
  if (work === 'off' || work === 'paused') return work;
  return jobs.waiting + jobs.running > 0 ? 'working' : 'done';
}

/** Steps that are settled, of all there are. What waits for a failed one, or for a disk, is not counted as left. */
export function shareDone(jobs: LibraryStatus['jobs']): { readonly done: number; readonly all: number } {
  const done = jobs.done + jobs.skipped + jobs.failed + jobs.blocked;
  return { done, all: done + jobs.waiting + jobs.running };
}
