/** What a window hears without asking: events, and states of which only the newest matters. */
import { z } from 'zod';
import { count } from './artifacts/scalars.ts';
import { anyEvent } from './commands/events.ts';
import { errorSchema } from './errors.ts';
import { progressSchema } from './events.ts';
import { packProgress } from './model-packs.ts';

/** How one scan of folders and files goes. */
export const scanState = z.object({
  scan: z.string(),
  state: z.enum(['waiting', 'looking', 'finished', 'stopped', 'failed']),
  /** As they were asked for. */
  paths: z.array(z.string()),
  found: count,
  new: count,
  unchanged: count,
  failed: count,
  /** Why it failed; null otherwise. */
  error: errorSchema.nullable(),
  /** Paths that lead nowhere, and folders that could not be read; what is in them is as it was. */
  unreadable: z.array(z.object({ path: z.string(), error: errorSchema })),
});
export type ScanState = z.infer<typeof scanState>;

/** The engine, as its host sees it. */
export const engineState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('starting'), library: z.string() }),
  z.object({ state: z.literal('running'), library: z.string() }),
  /** It ended by itself, and is started again. `attempt` counts from 1. */
  z.object({
    state: z.literal('restarting'),
    library: z.string(),
    attempt: count,
    waitMs: count,
    error: errorSchema,
  }),
  /** It can't be started; a person has to do something first. */
  z.object({ state: z.literal('failed'), library: z.string(), error: errorSchema }),
  z.object({ state: z.literal('stopped'), library: z.string() }),
]);
export type EngineState = z.infer<typeof engineState>;

export const liveMessage = z.discriminatedUnion('kind', [
  /** Each event once, in order. */
  z.object({ kind: z.literal('events'), events: z.array(anyEvent) }),
  /** The newest of each running stage. */
  z.object({ kind: z.literal('progress'), progress: z.array(progressSchema) }),
  z.object({ kind: z.literal('scan'), scan: scanState }),
  /** The newest of a pack that is being downloaded, installed or removed. */
  z.object({ kind: z.literal('models'), pack: packProgress }),
  z.object({ kind: z.literal('engine'), engine: engineState }),
  /** Events were missed that nobody has any more, or the library is another one: read everything anew. */
  z.object({ kind: z.literal('reset') }),
  /** Something a person should be told; made by the host, not kept. */
  z.object({ kind: z.literal('notice'), error: errorSchema }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;
