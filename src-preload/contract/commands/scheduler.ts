/** Commands that steer the work in progress. */
import { z } from 'zod';
import { count } from '../artifacts/scalars.ts';
import { defineCommand } from '../command.ts';

const steered = z.object({ state: z.enum(['running', 'paused']) });
const clipIds = z.array(z.string().min(1)).min(1).max(10_000);

/** Lets what runs finish and starts nothing more. */
export const pause = defineCommand({ access: 'write', request: z.object({}), response: steered });

export const resume = defineCommand({ access: 'write', request: z.object({}), response: steered });

/** Puts clips in front of, or behind, all others: the higher the sooner, 0 is usual. */
export const raise = defineCommand({
  access: 'write',
  request: z.object({ clipIds, priority: z.number().int().min(-1000).max(1000) }),
  response: z.object({ raisedJobs: count }),
});

/** Stops what runs for these clips and takes the rest of their work off the queue until they are ingested again. */
export const cancel = defineCommand({
  access: 'write',
  request: z.object({ clipIds }),
  response: z.object({ cancelledJobs: count }),
});
