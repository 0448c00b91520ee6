/**
 * What the engine tells of itself. Every event is stored with a sequence number before it is announced, so that a
 * listener that lost its connection can ask for all behind the last one it saw.
 */
import { z } from 'zod';
import { errorSchema } from './errors.ts';

export const jobStates = ['waiting', 'running', 'done', 'skipped', 'failed', 'blocked'] as const;
export type JobState = (typeof jobStates)[number];

const clipId = z.string();
const stage = z.string();

/** Event type -> its data. */
export const eventSchemas = {
  /** A clip that the library did not know. */
  'clip-added': z.object({ clipId, path: z.string() }),
  /** A known clip was found at another place, or is not where it was. */
  'file-changed': z.object({
    clipId: clipId.nullable(),
    path: z.string(),
    change: z.enum(['found', 'moved', 'copied', 'missing', 'failed']),
  }),
  'file-failed': z.object({ path: z.string(), error: errorSchema }),
  'job-changed': z.object({
    clipId,
    stage,
    state: z.enum(jobStates),
    attempt: z.number().int(),
    durationSec: z.number().nullable(),
    reason: z.string().nullable(),
    error: errorSchema.nullable(),
  }),
  'artifact-stored': z.object({ clipId, stage, artifact: z.string() }),
  'clip-quarantined': z.object({ clipId, stage }),
  /** Somebody rated, tagged, noted or opened these. */
  'clips-annotated': z.object({ clipIds: z.array(clipId) }),
  /** Smart collections that came, went, or are not what or where they were. */
  'collections-changed': z.object({ collectionIds: z.array(z.string()) }),
  'scan-finished': z.object({ path: z.string(), found: z.number().int(), missing: z.number().int() }),
  'engine-changed': z.object({ state: z.enum(['started', 'paused', 'resumed', 'stopping']) }),
} as const;

export type EventType = keyof typeof eventSchemas;
export type EventData<T extends EventType> = z.infer<(typeof eventSchemas)[T]>;
export type EngineEvent = {
  readonly [T in EventType]: {
    readonly sequence: number;
    readonly atMs: number;
    readonly type: T;
    readonly data: EventData<T>;
  };
}[EventType];

/** How far a running stage is. Not stored: only the newest matters. */
export const progressSchema = z.object({ clipId, stage, fraction: z.number().min(0).max(1) });
export type StageProgress = z.infer<typeof progressSchema>;

/** An event as it was stored, parsed again. @throws ZodError on one that no version of Rushes wrote */
export function parseEvent(stored: {
  sequence: number;
  atMs: number;
  type: string;
  data: unknown;
}): EngineEvent {
  const type = z.enum(Object.keys(eventSchemas) as [EventType, ...EventType[]]).parse(stored.type);
  const data: unknown = eventSchemas[type].parse(stored.data);
  return { sequence: stored.sequence, atMs: stored.atMs, type, data } as EngineEvent;
}
