/** Commands about one clip. */
import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { clipInfo, stageState } from './clip-info.ts';
import { clipReference } from './shapes.ts';

/** @throws clip-unknown; for a file that could not be read: the error it was refused with */
export const info = defineCommand({
  access: 'read',
  request: z.object({ ...clipReference, manifest: z.boolean().default(false) }),
  response: clipInfo,
});

/** Runs one stage on one clip, again if it has a result; what it needs runs first where it is missing. */
export const runStage = defineCommand({
  access: 'write',
  request: z.object({ ...clipReference, stage: z.string().min(1) }),
  response: z.object({
    id: z.string(),
    stage: stageState,
    /** What the stage made, by artifact. */
    artifacts: z.record(z.string(), z.unknown()),
  }),
});
