/** Steers the work in progress. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import type { WorkControl } from './work-control.ts';

export function pauseWork(pipeline: Pick<WorkControl, 'pause'>): CommandResponse<'scheduler.pause'> {
  pipeline.pause();
  return { state: 'paused' };
}

export function resumeWork(pipeline: Pick<WorkControl, 'resume'>): CommandResponse<'scheduler.resume'> {
  pipeline.resume();
  return { state: 'running' };
}

export function raiseClips(
  { clipIds, priority }: CommandRequest<'scheduler.raise'>,
  { pipeline }: { readonly pipeline: Pick<WorkControl, 'raise'> },
): CommandResponse<'scheduler.raise'> {
  return { raisedJobs: pipeline.raise(clipIds, priority) };
}

export function cancelClips(
  { clipIds }: CommandRequest<'scheduler.cancel'>,
  { pipeline }: { readonly pipeline: Pick<WorkControl, 'cancel'> },
): CommandResponse<'scheduler.cancel'> {
  return { cancelledJobs: pipeline.cancel(clipIds) };
}
