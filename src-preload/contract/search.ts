/** What search is asked and answers with, wherever it is asked from. */
import { z } from 'zod';
import { count, timeSec } from './artifacts/scalars.ts';

/**
 * 'hybrid': full text and all vectors, fused; 'text': full text alone; 'semantic': vectors alone; 'transcript': what is said alone.
 */
export const searchModes = ['hybrid', 'text', 'semantic', 'transcript'] as const;
export type SearchMode = (typeof searchModes)[number];

/** Columns of the full-text index: what a clip is known by in words. */
export const textFields = [
  'name',
  'folder',
  'metadata',
  'tags',
  'note',
  'said',
  'read',
  'sees',
  'hears',
  'summary',
] as const;
export type TextField = (typeof textFields)[number];

/** Of those, the ones that have a place in time. */
export const momentLanes = ['said', 'read', 'sees', 'hears'] as const;
export type MomentLane = (typeof momentLanes)[number];

/** Ranked lists that are fused: full text; vectors of summaries, of keywords, and of pictures. */
export const rankedSources = ['text', 'summary', 'keywords', 'picture'] as const;
export type RankedSource = (typeof rankedSources)[number];

/** Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009): a clip's score is the sum of weight / (k + rank), ranks from 1. */
export const fusionConstant = 50;
const weight = (usual: number) => z.number().min(0).max(100).default(usual);
const sourceWeights = z.object({
  text: weight(1),
  summary: weight(1),
  keywords: weight(0.8),
  picture: weight(1),
});

export const searchSortKeys = ['relevance', 'taken', 'added', 'duration'] as const;
/** What is not known comes last, whichever the direction. Relevance knows no direction. */
export const searchSort = z.object({
  by: z.enum(searchSortKeys).default('relevance'),
  direction: z.enum(['ascending', 'descending']).default('descending'),
});
export type SearchSort = z.output<typeof searchSort>;

/** A place in what was written: `start` up to before `end`, in UTF-16 units. */
const place = { start: count, end: count } as const;

/** Why a part of what was written is searched as plain words, or not at all. */
const ignoredReasons = [
  'unknown-field',
  'not-a-value',
  'unbalanced',
  'nothing-to-search',
  'too-long',
] as const;

export const understoodQuery = z.object({
  text: z.string(),
  /** One for each part, in the order in which they stand. */
  understood: z.array(
    z.object({
      ...place,
      kind: z.enum(['word', 'prefix', 'phrase', 'filter']),
      /** Id of the filter, or of the field of words; null: words anywhere. */
      field: z.string().nullable(),
      /** The words, or the value as it was understood, in its usual spelling. */
      value: z.string(),
      use: z.enum(['include', 'exclude']),
      /** Parts with the same number stand for each other: one of them is enough. null: it counts by itself. */
      alternative: count.nullable(),
    }),
  ),
  /** 'unknown-field' and 'not-a-value' are searched as words; others are left out. */
  ignored: z.array(z.object({ ...place, text: z.string(), reason: z.enum(ignoredReasons) })),
  /** All words that have to be there, in their order and as they were searched: what a model reads of the query. */
  words: z.string(),
  /** Words that no clip has, and what was searched in their place. */
  corrected: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type UnderstoodQuery = z.infer<typeof understoodQuery>;

/** Text with the found words marked. */
export const snippet = z.array(z.object({ text: z.string(), kind: z.enum(['plain', 'match']) }));
export type Snippet = z.infer<typeof snippet>;

export const foundMoment = z.object({
  startSec: timeSec,
  /** null: an instant. */
  endSec: timeSec.nullable(),
  /** 'picture': it looks like what is searched for. */
  lane: z.enum([...momentLanes, 'picture']),
  /** Empty for pictures. */
  snippet,
  /** Of this clip's moments, the best has the highest. */
  score: z.number(),
});
export type FoundMoment = z.infer<typeof foundMoment>;

/** Where a clip stood in one of the fused lists. */
const sourceRank = z.object({
  source: z.enum(rankedSources),
  /** From 1. */
  rank: count,
  /** bm25 of full text (higher is better, unlike SQLite's own); cosine similarity of vectors. */
  score: z.number(),
  /** Its part of the clip's score. */
  share: z.number(),
});

/** What of a clip fits best: a field of words, or its pictures or meaning by vectors. 'filter': only filters were asked for. */
export const matchTypes = [...textFields, 'picture', 'meaning', 'filter'] as const;
export type MatchType = (typeof matchTypes)[number];

export const foundClip = z.object({
  clipId: z.string(),
  /** Where it was seen last; null where it never was. */
  path: z.string().nullable(),
  score: z.number(),
  matchType: z.enum(matchTypes),
  /** Fields of the clip as a whole in which words were found. */
  fields: z.array(z.object({ field: z.enum(textFields), snippet })),
  ranks: z.array(sourceRank),
  /** Best first. */
  moments: z.array(foundMoment),
});
export type FoundClip = z.infer<typeof foundClip>;

/** What was searched and what could not be. */
export const sourceState = z.object({
  source: z.enum(rankedSources),
  /**
   * 'searched'; 'empty': no clip has been analysed for it; 'no-model': no pack that could read the query is installed; 'not-asked': the mode, a weight of
   * 0 or a query without free words leaves it out; 'pending': the query's vector was not given yet.
   */
  state: z.enum(['searched', 'empty', 'no-model', 'not-asked', 'pending']),
  /** Clips that it found, before the cut-off of others. */
  clips: count,
});
export type SourceState = z.infer<typeof sourceState>;

export const facetNames = [
  'match',
  'camera',
  'resolution',
  'codec',
  'hdr',
  'folder',
  'year',
  'label',
  'people',
  'rating',
] as const;

export const facet = z.object({
  facet: z.enum(facetNames),
  /** Most frequent first. */
  values: z.array(
    z.object({
      /** As a person reads it. */
      value: z.string(),
      /** What to add to the query to be left with these clips: `camera:"Sony ILCE-7M4"`. */
      query: z.string(),
      clips: count,
    }),
  ),
});
export type Facet = z.infer<typeof facet>;

/**
 * A vector of the query, made by the model `model` (a key as vectors are stored under): little-endian float32 in base64, unit length.
 * 'text': to be compared with summaries and keywords; 'picture': with frames and shots.
 */
export const queryVector = z.object({
  space: z.enum(['text', 'picture']),
  model: z.string().max(200),
  vector: z.base64().max(64_000),
});
export type QueryVector = z.infer<typeof queryVector>;

export const searchPlan = z.object({
  query: z.string().max(200_000).default(''),
  /** 'typing': the last word may be the beginning of one. */
  writing: z.enum(['typing', 'finished']).default('finished'),
  mode: z.enum(searchModes).default('hybrid'),
  sort: searchSort.prefault({}),
  weights: sourceWeights.prefault({}),
  /** k of the fusion: the greater, the less it matters to be first in one list rather than further down in several. */
  rankConstant: z.number().min(1).max(10_000).default(fusionConstant),
  /** From `search.embed`; without them vectors are left out as 'pending' or 'no-model'. */
  vectors: z.array(queryVector).max(8).default([]),
});
export type SearchPlan = z.output<typeof searchPlan>;
export type SearchPlanInput = z.input<typeof searchPlan>;
