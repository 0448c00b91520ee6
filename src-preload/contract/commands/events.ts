/** Commands about what has happened. */
import { z } from 'zod';
import { count } from '../artifacts/scalars.ts';
import { defineCommand } from '../command.ts';
import { type EngineEvent, type EventType, eventSchemas } from '../events.ts';
import { clipReference } from './shapes.ts';

const types = Object.keys(eventSchemas) as EventType[];
const [first, ...others] = types.map((type) =>
  z.object({
    sequence: count,
    atMs: z.number(),
    type: z.literal(type),
    data: eventSchemas[type],
  }),
);
if (first === undefined) throw new Error('the contract has no events');
/** Any event, as `EngineEvent` has it. */
export const anyEvent = z.discriminatedUnion('type', [first, ...others]) as unknown as z.ZodType<EngineEvent>;

/** Stored events, oldest first. */
export const read = defineCommand({
  access: 'read',
  request: z.object({
    clip: clipReference.clip.nullable().default(null),
    relativeTo: clipReference.relativeTo,
    /** Those behind this one; null: the newest `limit`. */
    afterSequence: count.nullable().default(null),
    limit: z.number().int().min(1).max(10_000).default(100),
  }),
  response: z.object({
    events: z.array(anyEvent),
    /** To ask with next time. */
    lastSequence: count,
    /** Whether events behind `afterSequence` are gone: what is shown should be read anew. */
    gap: z.boolean(),
  }),
});
