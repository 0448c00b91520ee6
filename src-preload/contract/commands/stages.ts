/** Commands about the stages there are. */
import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { taskName } from '../inference-tasks.ts';
import { queueName } from './shapes.ts';

export const list = defineCommand({
  access: 'none',
  request: z.object({}),
  response: z.object({
    stages: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        version: z.number().int(),
        tier: z.number().int(),
        queue: queueName,
        /** Whether it reads frames or sound of the shared decode. */
        kind: z.enum(['stage', 'frame-analyzer']),
        requires: z.array(z.string()),
        uses: z.array(z.string()),
        provides: z.array(z.string()),
        models: z.array(z.object({ task: taskName, need: z.enum(['required', 'useful']) })),
        /** 'off': only where somebody turned it on. */
        initially: z.enum(['on', 'off']),
        /** Names of the profiles that it is on in. */
        profiles: z.array(z.string()),
        /** JSON Schema of its params, defaults included. */
        params: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
});
