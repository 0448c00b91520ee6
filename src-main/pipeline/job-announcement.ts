/** The event of a job's change, in one place because several changes make it. */
import type { AppError } from '../../src-preload/contract/errors.ts';
import type { JobState } from '../../src-preload/contract/events.ts';
import type { EventLog } from '../db/event-log.ts';

export interface JobChange {
  readonly clipId: string;
  readonly stage: string;
  readonly state: JobState;
  readonly attempt: number;
  readonly durationSec?: number | null;
  readonly reason?: string | null;
  readonly error?: AppError;
}

/** Only inside a transaction of the event log. */
export function announceJob(eventLog: EventLog, change: JobChange): void {
  const { clipId, stage, state, attempt, durationSec = null, reason = null, error } = change;
  eventLog.add('job-changed', {
    ...{ clipId, stage, state, attempt, durationSec, reason },
    error: error?.serialize() ?? null,
  });
}
