/** Commands about how a library is worked on, and where its people left off. */
import { z } from 'zod';
import { count } from '../artifacts/scalars.ts';
import { clipFilter, clipSort } from '../cards.ts';
import { defineCommand } from '../command.ts';
import { queueName } from './shapes.ts';

const jobsAtOnce = z.number().int().min(1).max(32);
const workSettings = z.object({
  /** Under which clips are taken in from now on. */
  profile: z.enum(['default', 'fast']),
  /** Jobs at a time, by queue. */
  limits: z.record(queueName, jobsAtOnce),
  /** Stages that somebody turned on or off for the whole library; all others are as they are initially. */
  stages: z.record(z.string(), z.enum(['on', 'off'])),
});

const readSettings = workSettings.extend({
  library: z.string(),
  /** Of this machine. */
  cores: count,
  /** What the limits are when nobody has changed them. */
  usualLimits: z.record(queueName, jobsAtOnce),
});

export const read = defineCommand({ access: 'write', request: z.object({}), response: readSettings });

/** Holds at once, and from then on. What is left out stays as it is. */
export const save = defineCommand({
  access: 'write',
  request: z.object({
    profile: workSettings.shape.profile.optional(),
    limits: z.partialRecord(queueName, jobsAtOnce).optional(),
    stages: z.record(z.string(), z.enum(['on', 'off'])).optional(),
  }),
  response: readSettings,
});

/** Where somebody is in the window: kept, so that a restart leads back there. */
export const windowPlace = z.object({
  view: z.enum(['grid', 'list']),
  /** Width of a card in CSS pixels. */
  cardWidthPx: z.number().min(80).max(800),
  filter: clipFilter,
  sort: clipSort,
  /** The first clip on the screen, and how far it is scrolled out of it, in CSS pixels. */
  topClip: z.object({ clipId: z.string(), offsetPx: z.number() }).nullable(),
  selection: z.array(z.string()).max(1000),
  openClipId: z.string().nullable(),
  sidebar: z.enum(['open', 'closed']),
});
export type WindowPlace = z.output<typeof windowPlace>;

export const readPlace = defineCommand({
  access: 'read',
  request: z.object({}),
  /** null: nobody was here yet, or what was stored does not fit any more. */
  response: z.object({ place: windowPlace.nullable() }),
});

export const savePlace = defineCommand({
  access: 'write',
  request: z.object({ place: windowPlace }),
  response: z.object({}),
});
