/** Commands that fill the library's window: pages of cards, and what they can be narrowed down by. */
import { z } from 'zod';
import { count, nullableNumber, nullableText } from '../artifacts/scalars.ts';
import { card, clipFilter, clipSort } from '../cards.ts';
import { defineCommand } from '../command.ts';

const chosen = { filter: clipFilter.prefault({}), sort: clipSort.prefault({}) } as const;

export const page = defineCommand({
  access: 'read',
  request: z.object({
    ...chosen,
    offset: count.default(0),
    limit: z.number().int().min(1).max(500).default(100),
  }),
  response: z.object({
    /** Clips that pass the filter. */
    total: count,
    cards: z.array(card),
  }),
});

/** The cards of these clips, in the order asked for; clips that are not known are left out. */
export const byId = defineCommand({
  access: 'read',
  request: z.object({ clipIds: z.array(z.string()).min(1).max(500) }),
  response: z.object({ cards: z.array(card) }),
});

/** Ids alone, for selections that reach beyond what has been loaded. */
export const ids = defineCommand({
  access: 'read',
  request: z.object({
    ...chosen,
    offset: count.default(0),
    limit: z.number().int().min(1).max(100_000).default(100_000),
  }),
  response: z.object({ total: count, ids: z.array(z.string()) }),
});

/** How many clips come before this one; null: it does not pass the filter. */
export const position = defineCommand({
  access: 'read',
  request: z.object({ ...chosen, clipId: z.string() }),
  response: z.object({ position: count.nullable() }),
});

const facet = z.array(z.object({ value: z.string(), clips: count }));

/** Which values there are, and how many clips of each pass the rest of the filter; most frequent first. */
export const facets = defineCommand({
  access: 'read',
  pace: 'counting',
  request: z.object({ filter: clipFilter.prefault({}) }),
  response: z.object({
    total: count,
    resolutions: facet,
    codecs: facet,
    hdr: facet,
    cameras: facet,
    durations: facet,
    states: facet,
    tags: facet,
    ratings: facet,
    /** Clips that nobody has opened. */
    new: count,
  }),
});

/** Volumes and folders with clips in them; a clip counts in each place that it is at. */
export const places = defineCommand({
  access: 'read',
  pace: 'counting',
  request: z.object({}),
  response: z.object({
    total: count,
    volumes: z.array(
      z.object({
        volume: z.string(),
        label: z.string(),
        kind: z.enum(['local', 'removable', 'network', 'virtual']),
        /** 'offline': no clip on it can be reached now. */
        state: z.enum(['online', 'offline']),
        clips: count,
        /** Parents before their children. Chains of folders with nothing else in them are one entry. */
        folders: z.array(
          z.object({
            folder: z.string(),
            /** What to call it: the last part of its path, or several for a chain. */
            name: z.string(),
            /** The folder above it in this list; '' for the volume. */
            parent: z.string(),
            /** Its own and those below. */
            clips: count,
          }),
        ),
      }),
    ),
  }),
});

const namedStage = z.object({ stage: z.string(), title: z.string() });

/** What happens to these clips now. */
export const progress = defineCommand({
  access: 'read',
  request: z.object({ clipIds: z.array(z.string()).min(1).max(500) }),
  response: z.object({
    clips: z.array(
      z.object({
        clipId: z.string(),
        settled: count,
        total: count,
        failed: count,
        running: z.array(namedStage.extend({ fraction: nullableNumber })),
        /** What starts next; null: nothing is left to start. */
        next: namedStage.nullable(),
        /** Why it does not go on: 'offline', 'quarantined', or a stage that failed. */
        blockedBy: nullableText,
      }),
    ),
  }),
});
