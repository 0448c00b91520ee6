/** Commands about what went wrong. */
import { z } from 'zod';
import { count, nullableText } from '../artifacts/scalars.ts';
import { defineCommand } from '../command.ts';
import { errorSchema } from '../errors.ts';
import { clipReference, nullableIsoTime } from './shapes.ts';

export const failure = z.object({
  /** null: the file did not become a clip. */
  clipId: nullableText,
  path: nullableText,
  /** null: the file itself could not be taken in. */
  stage: nullableText,
  error: errorSchema,
  attempt: count,
  /** 'retrying': it will be tried again by itself. */
  state: z.enum(['final', 'retrying', 'quarantined']),
  failedAt: nullableIsoTime,
});
export type Failure = z.infer<typeof failure>;

const which = z.object({
  /** null: all. */
  clip: clipReference.clip.nullable().default(null),
  relativeTo: clipReference.relativeTo,
});

export const list = defineCommand({
  access: 'read',
  request: which,
  response: z.object({ library: z.string(), failures: z.array(failure) }),
});

/** Tries what failed again, once, and waits for the outcome. */
export const retry = defineCommand({
  access: 'write',
  request: which,
  response: z.object({
    library: z.string(),
    retriedStages: count,
    retriedFiles: count,
    /** What has failed again, and what was not tried. */
    failures: z.array(failure),
  }),
});
