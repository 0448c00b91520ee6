/** Commands about the machine that Rushes runs on. */
import { z } from 'zod';
import { nullableText } from '../artifacts/scalars.ts';
import { defineCommand } from '../command.ts';

/** What is installed, what is missing, and what to do about it. */
export const doctor = defineCommand({
  access: 'none',
  pace: 'slow',
  request: z.object({
    /** Absolute path of the library that would be used. */
    libraryPath: z.string().min(1),
  }),
  response: z.object({
    healthy: z.boolean(),
    checks: z.array(
      z.object({
        name: z.string(),
        state: z.enum(['ok', 'warning', 'missing']),
        version: nullableText,
        /** Where it is, or what was found. */
        detail: nullableText,
        /** null where there is nothing to do. */
        remedy: nullableText,
      }),
    ),
  }),
});
