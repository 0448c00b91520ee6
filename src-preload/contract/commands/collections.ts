/**
 * Commands about smart collections and about queries that were asked before. Each change answers with what takes it back. All windows are told
 * by 'collections-changed'.
 */
import { z } from 'zod';
import { count } from '../artifacts/scalars.ts';
import { collection, collectionName, collectionsDocument } from '../collections.ts';
import { defineCommand } from '../command.ts';
import { searchModes } from '../search.ts';

const id = collection.shape.id;

/** In their order, without counts: those are asked for separately, as they take longer. */
export const list = defineCommand({
  access: 'read',
  request: z.object({}),
  response: z.object({ collections: z.array(collection) }),
});

/** How many clips each finds, by words and filters. Asked again before anything was written, it answers from memory. */
export const countClips = defineCommand({
  access: 'read',
  pace: 'counting',
  request: z.object({
    /** null: all. Those that are not known are passed over. */
    ids: z.array(id).max(1_000).nullable().default(null),
  }),
  response: z.object({
    /** null: this one could not be counted. */
    counts: z.array(z.object({ id, clips: count.nullable() })),
  }),
});

/**
 * A new collection, or a change of one that is known. What is left out stays as it is; of a new one it is the usual, but name and
 * query have to be given.
 *
 * @throws bad-arguments where the name is taken, or the collection not known; unless `ifTaken` is 'number'
 */
export const save = defineCommand({
  access: 'write',
  request: z.object({
    /** null: a new one, put at the end. */
    id: id.nullable().default(null),
    name: collectionName.optional(),
    query: collection.shape.query.optional(),
    mode: collection.shape.mode.optional(),
    sort: collection.shape.sort.optional(),
    /** What is done where another one has that name; 'number': "Beach" becomes "Beach (2)". */
    ifTaken: z.enum(['refuse', 'number']).default('refuse'),
  }),
  response: z.object({
    collection,
    /** As it stood before; null: it is new. */
    previous: collection.nullable(),
  }),
});

export const remove = defineCommand({
  access: 'write',
  request: z.object({ ids: z.array(id).min(1).max(1_000) }),
  /** What was there, for `restore`. Those that are not known are passed over. */
  response: z.object({ removed: z.array(collection) }),
});

/**
 * Puts collections (back) as they are given, under their id: one that is gone to its place, one that is there stays where it is. A name that
 * another one has got meanwhile is numbered.
 */
export const restore = defineCommand({
  access: 'write',
  request: z.object({ collections: z.array(collection).min(1).max(1_000) }),
  response: z.object({ restored: z.array(collection) }),
});

/** Those that are not named come behind, in the order in which they were. */
export const order = defineCommand({
  access: 'write',
  request: z.object({ ids: z.array(id).max(1_000) }),
  response: z.object({
    ids: z.array(id),
    /** The order before. */
    previous: z.array(id),
  }),
});

export const exportAll = defineCommand({
  access: 'read',
  request: z.object({
    /** null: all. */
    ids: z.array(id).max(1_000).nullable().default(null),
  }),
  response: collectionsDocument,
});

/**
 * Takes in what was exported. One bad entry is left out, with its reason; the others are taken in.
 *
 * @throws bad-arguments where it is no such document, or one of a newer Rushes
 */
export const importAll = defineCommand({
  access: 'write',
  request: z.object({
    /** For messages. */
    fileName: z.string().max(1_000).default(''),
    text: z.string().max(20_000_000),
    /** Of a name that is there: 'keep-both' numbers the one that comes; 'replace': it takes the place of the one that is here. */
    ifTaken: z.enum(['keep-both', 'replace']).default('keep-both'),
  }),
  response: z.object({
    added: z.array(collection),
    replaced: z.array(z.object({ before: collection, after: collection })),
    leftOut: z.array(
      z.object({
        /** From 1, in the document. */
        entry: count,
        /** null: it has none that could be read. */
        name: z.string().nullable(),
        /** 'same': it is here already, in every part. */
        reason: z.enum(['same', 'not-a-collection', 'too-many']),
        /** What is wrong with it; empty where the reason says it all. */
        detail: z.string(),
      }),
    ),
  }),
});

/** Queries that were asked last, newest first; at most 50 are kept. */
export const recent = defineCommand({
  access: 'read',
  request: z.object({ limit: z.number().int().min(1).max(50).default(50) }),
  response: z.object({
    queries: z.array(z.object({ query: z.string(), mode: z.enum(searchModes), askedMs: count })),
  }),
});

/** To be asked when somebody meant a query, not for each letter of it. Empty and very long ones are not kept. */
export const remember = defineCommand({
  access: 'write',
  request: z.object({ query: z.string().max(200_000), mode: z.enum(searchModes).default('hybrid') }),
  response: z.object({ kept: z.enum(['yes', 'no']) }),
});

export const forgetRecent = defineCommand({
  access: 'write',
  /** null: all of them. */
  request: z.object({ query: z.string().nullable() }),
  response: z.object({ forgotten: count }),
});
