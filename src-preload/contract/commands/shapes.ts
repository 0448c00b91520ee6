/** Small shapes that several commands share. */
import { z } from 'zod';

/** How a person names a clip: its id, the beginning of its id, or the path of one of its files. */
export const clipReference = {
  clip: z.string().min(1),
  /** The folder that a relative path starts from; null: `clip` is absolute, or no path at all. */
  relativeTo: z.string().nullable().default(null),
} as const;

/** A moment as ISO 8601 in UTC. */
export const isoTime = z.string();
export const nullableIsoTime = isoTime.nullable();

export const jobCounts = z.object({
  waiting: z.number().int(),
  running: z.number().int(),
  done: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  blocked: z.number().int(),
});

export const queueName = z.enum(['io', 'cpu', 'inference', 'proxy']);

/** The process that is writing a library. */
export const lockHolder = z.object({
  pid: z.number().int(),
  host: z.string(),
  command: z.string(),
  since: isoTime,
});
export type LockHolder = z.infer<typeof lockHolder>;
