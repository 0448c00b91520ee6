/** Commands that find clips and moments. */
import { z } from 'zod';
import { count } from '../artifacts/scalars.ts';
import { defineCommand } from '../command.ts';
import { taskName } from '../inference-tasks.ts';
import {
  facet,
  foundClip,
  queryVector,
  searchPlan,
  searchSort,
  sourceState,
  understoodQuery,
} from '../search.ts';
import { clipReference } from './shapes.ts';

const page = {
  offset: count.default(0),
  limit: z.number().int().min(1).max(200).default(20),
  /** At most so many of each clip. */
  moments: z.number().int().min(0).max(50).default(3),
} as const;

/**
 * Never fails of what was written: what makes no sense is searched as words, and told under `query.ignored`. Cancelled by its signal
 * at any time.
 */
export const run = defineCommand({
  access: 'read',
  pace: 'searching',
  request: searchPlan.extend(page),
  response: z.object({
    query: understoodQuery,
    /** Clips that were found. */
    total: count,
    /** Clips of which not all that is known is indexed yet. */
    unindexed: count,
    tookMs: z.number(),
    sources: z.array(sourceState),
    results: z.array(foundClip),
  }),
});

/** What the found clips can be narrowed down by. */
export const facets = defineCommand({
  access: 'read',
  pace: 'counting',
  request: searchPlan,
  response: z.object({ total: count, facets: z.array(facet) }),
});

/** All that were found, in order, for selections. */
export const ids = defineCommand({
  access: 'read',
  pace: 'searching',
  request: searchPlan.extend({
    offset: count.default(0),
    limit: z.number().int().min(1).max(100_000).default(100_000),
  }),
  response: z.object({ total: count, ids: z.array(z.string()) }),
});

/** What could be meant by what stands before the cursor. */
export const suggest = defineCommand({
  access: 'read',
  pace: 'searching',
  request: z.object({
    text: z.string().max(2_000),
    /** In UTF-16 units; null: at the end. */
    cursor: count.nullable().default(null),
    limit: z.number().int().min(1).max(50).default(8),
  }),
  response: z.object({
    suggestions: z.array(
      z.object({
        kind: z.enum(['field', 'value', 'word', 'recent']),
        /** What replaces the text from `start` up to `end`. */
        insert: z.string(),
        start: count,
        end: count,
        /** Of fields: id of the filter, for its name in the reader's language; of others null. */
        field: z.string().nullable(),
        /** Clips that have it; null: not counted. */
        clips: count.nullable(),
      }),
    ),
  }),
});

/** Fields that a query may have, for help and completion. */
export const fields = defineCommand({
  access: 'read',
  pace: 'searching',
  request: z.object({}),
  response: z.object({
    fields: z.array(
      z.object({
        id: z.string(),
        aliases: z.array(z.string()),
        control: z.enum(['words', 'choice', 'range', 'date', 'flag', 'place']),
        example: z.string(),
      }),
    ),
  }),
});

/**
 * Vectors of words or of a picture, by the models that the library's clips were analysed with. One that is not installed is
 * named, with the pack that would do it.
 */
export const embed = defineCommand({
  access: 'write',
  request: z.object({
    /** '': none. */
    text: z.string().max(10_000).default(''),
    /** A JPEG, PNG, WebP or AVIF in base64. null: none. */
    picture: z.base64().max(30_000_000).nullable().default(null),
  }),
  response: z.object({
    vectors: z.array(queryVector),
    missing: z.array(z.object({ task: taskName, packId: z.string().nullable() })),
  }),
});

/** What looks like a clip, like one moment of it, or like a picture. The clip itself is left out. @throws clip-unknown */
export const similar = defineCommand({
  access: 'read',
  pace: 'searching',
  request: z.object({
    ...page,
    /** null: like `vector`. */
    clip: clipReference.clip.nullable().default(null),
    relativeTo: clipReference.relativeTo,
    /** null: the whole clip. */
    timeSec: z.number().nonnegative().nullable().default(null),
    vector: queryVector.nullable().default(null),
    /** What must hold of the clips, in the language of queries. */
    query: z.string().max(10_000).default(''),
    /** Least cosine similarity, after the mean of the library's pictures is taken off; null: by the library's own spread. */
    threshold: z.number().min(-1).max(1).nullable().default(null),
    sort: searchSort.prefault({}),
  }),
  response: z.object({
    total: count,
    tookMs: z.number(),
    /** 'no-vectors': the clip, or the library, has not been analysed for it. */
    state: z.enum(['searched', 'no-vectors']),
    results: z.array(foundClip),
  }),
});

/** Makes all indexes anew from what the library knows. */
export const reindex = defineCommand({
  access: 'write',
  pace: 'slow',
  request: z.object({}),
  response: z.object({ clips: count, moments: count, vectors: count, tookMs: z.number() }),
});
