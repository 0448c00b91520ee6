/** Which clips a query finds, and in which order: words and vectors, fused. What is shown of them is `describe-found.ts`. */
import {
  type MatchType,
  type QueryVector,
  type RankedSource,
  rankedSources,
  type SearchMode,
  type SearchPlan,
  type SourceState,
  type UnderstoodQuery,
} from '../../src-preload/contract/search.ts';
import type { Connection } from '../db/connection.ts';
import {
  countMatching,
  inOrder,
  type Matching,
  matchingAmong,
  matchingSequences,
  newestPassing,
  passing,
} from '../db/repositories/text-search.repository.ts';
import type { ScratchIndex } from '../db/scratch-index.ts';
import type { Stemmer } from '../db/stemming.ts';
import type { FilterRegistry } from './filter-registry.ts';
import { type CompiledQuery, compileQuery } from './query/compile-query.ts';
import { completeBeginnings } from './query/completion.ts';
import { parseQuery } from './query/parse-query.ts';
import type { ParsedQuery, QueryPart } from './query/parsed-query.ts';
import { correctSpelling } from './query/spelling.ts';
import { understoodQuery } from './query/understood-query.ts';
import { type ClipRank, fuse, type RankedList } from './ranking/fusion.ts';
import { allByText, nothing, rankByText, type TextRanking } from './ranking/text-ranking.ts';

/** A clip that looks like, or means, what is searched for, with its best moments. */
export interface NearClip {
  readonly sequence: number;
  /** Cosine. */
  readonly similarity: number;
  /** Best first; of pictures only. */
  readonly moments: readonly {
    readonly startSec: number;
    readonly endSec: number | null;
    readonly similarity: number;
  }[];
}

/** Spaces of vectors that are searched apart from each other. */
export type VectorSpace = Exclude<RankedSource, 'text'>;

export interface VectorSearch {
  /** Whether any clip has vectors in this space. @throws the signal's reason */
  state(space: VectorSpace, signal: AbortSignal): Promise<'filled' | 'empty'>;
  /**
   * What stands out from all others, best first.
   *
   * @param among null: all clips
   * @throws the signal's reason
   */
  nearest(
    request: {
      readonly space: VectorSpace;
      readonly vector: QueryVector;
      readonly among: ReadonlySet<number> | null;
    },
    signal: AbortSignal,
  ): Promise<readonly NearClip[]>;
}

export interface FindDeps {
  readonly connection: Connection;
  readonly filters: FilterRegistry;
  readonly stemmer: Stemmer;
  readonly scratch: ScratchIndex;
  readonly vectors: VectorSearch;
  now(): Date;
}

export interface FoundRank {
  readonly sequence: number;
  /** 0 where only filters were asked for. */
  readonly score: number;
  readonly ranks: readonly ClipRank[];
}

export interface FoundClips {
  readonly query: UnderstoodQuery;
  readonly compiled: CompiledQuery;
  readonly total: number;
  readonly sources: readonly SourceState[];
  readonly pictures: ReadonlyMap<number, NearClip>;
  /** Those of the part that was asked for. */
  readonly clips: readonly FoundRank[];
}

export interface Part {
  readonly offset: number;
  readonly limit: number;
}

/** Of the words' ranking so many take part in the fusion, at least: what stands lower adds next to nothing. */
const fusedDepth = 500;

/** @throws the signal's reason */
export async function findClips(
  plan: SearchPlan,
  { offset, limit }: Part,
  deps: FindDeps,
  signal: AbortSignal,
): Promise<FoundClips> {
  const { connection } = deps;
  // A newer request may be in line, and with it the end of this one.
  await turn(signal);
  const { compiled, query } = understand(plan, deps);
  const text = asksWords(plan)
    ? rankByText(connection, compiled, Math.max(fusedDepth, offset + limit))
    : nothing;
  await turn(signal);
  const near = await searchVectors(plan, compiled, deps, signal);
  const lists: RankedList[] = [{ source: 'text', weight: plan.weights.text, hits: text.hits }];
  for (const { source, hits } of near) {
    const scored = hits.map(({ sequence, similarity }) => ({ sequence, score: similarity }));
    lists.push({ source, weight: plan.weights[source], hits: scored });
  }
  const found = isUnranked(plan, compiled)
    ? filtered(plan, compiled.condition, { offset, limit }, connection)
    : ordered(plan, { text: plan.weights.text === 0 ? nothing : text, lists }, { offset, limit }, connection);
  const pictures = near.find(({ source }) => source === 'picture')?.hits ?? [];
  return {
    ...{ query, compiled, ...found },
    sources: [textState(plan, compiled, text), ...near.map(({ state }) => state)],
    pictures: new Map(pictures.map((hit) => [hit.sequence, hit])),
  };
}

export interface FoundSet {
  readonly compiled: CompiledQuery;
  readonly sequences: readonly number[];
}

/** All that a query finds, in no order. @throws the signal's reason */
export async function findAll(plan: SearchPlan, deps: FindDeps, signal: AbortSignal): Promise<FoundSet> {
  await turn(signal);
  const { compiled } = understand(plan, deps);
  if (isUnranked(plan, compiled)) {
    const matching = { match: null, condition: compiled.condition };
    return { compiled, sequences: matchingSequences(deps.connection, matching) };
  }
  const asked = asksWords(plan) && plan.weights.text > 0;
  const byWords = asked ? allByText(deps.connection, compiled) : [];
  await turn(signal);
  const near = await searchVectors(plan, compiled, deps, signal);
  const byVectors = near.flatMap(({ hits }) => hits.map(({ sequence }) => sequence));
  return { compiled, sequences: [...new Set([...byWords, ...byVectors])] };
}

/** The clips that words and filters find, without vectors: quick, for collections that are counted live. null: it takes vectors. */
export function countClips(plan: SearchPlan, deps: FindDeps): number | null {
  const { compiled } = understand(plan, deps);
  if (plan.mode === 'semantic' && compiled.words !== '') return null;
  if (isUnranked(plan, compiled))
    return countMatching(deps.connection, { match: null, condition: compiled.condition });
  return rankByText(deps.connection, compiled, 1).total;
}

/** Filters alone; or nothing at all, which is every clip. What makes no sense is not nothing. */
function isUnranked({ query }: SearchPlan, { words, condition }: CompiledQuery): boolean {
  return words === '' && (condition !== null || query.trim() === '');
}

/** Parsed, narrowed to what is said where the mode wants that, and with misspelt words corrected. */
export function understand(
  { query: text, mode, writing }: Pick<SearchPlan, 'query' | 'mode' | 'writing'>,
  { connection, filters, stemmer, now }: Omit<FindDeps, 'vectors'>,
): { readonly compiled: CompiledQuery; readonly query: UnderstoodQuery } {
  const parsed = inMode(parseQuery(text, filters, { now: now(), typing: writing }), mode);
  const completed = completeBeginnings(connection, parsed, stemmer);
  const { query, corrected } = correctSpelling(connection, completed, stemmer);
  const compiled = compileQuery(query);
  return { compiled, query: { ...understoodQuery(parsed), words: compiled.words, corrected } };
}

function inMode(parsed: ParsedQuery, mode: SearchMode): ParsedQuery {
  if (mode !== 'transcript') return parsed;
  const said = <P extends QueryPart>(part: P): P => {
    if (part.kind === 'not') return { ...part, part: said(part.part) };
    return part.kind === 'text' && part.fields === null ? { ...part, fields: ['said'] as const } : part;
  };
  return {
    ...parsed,
    parts: parsed.parts.map((part) =>
      part.kind === 'any' ? { ...part, options: part.options.map(said) } : said(part),
    ),
  };
}

function asksWords({ mode }: SearchPlan): boolean {
  return mode !== 'semantic';
}

function textState(plan: SearchPlan, { words }: CompiledQuery, { total }: TextRanking): SourceState {
  const isAsked = asksWords(plan) && words !== '' && plan.weights.text > 0;
  return { source: 'text', state: isAsked ? 'searched' : 'not-asked', clips: total };
}

interface NearList {
  readonly source: VectorSpace;
  readonly state: SourceState;
  readonly hits: readonly NearClip[];
}

const spaces = rankedSources.filter((source) => source !== 'text');

async function searchVectors(
  plan: SearchPlan,
  { condition, words }: CompiledQuery,
  { connection, vectors }: FindDeps,
  signal: AbortSignal,
): Promise<NearList[]> {
  const isAsked = (plan.mode === 'hybrid' || plan.mode === 'semantic') && words !== '';
  let among: ReadonlySet<number> | null | undefined;
  const found: NearList[] = [];
  for (const source of spaces) {
    const leftOut = (state: SourceState['state']): NearList => ({
      source,
      state: { source, state, clips: 0 },
      hits: [],
    });
    const vector = plan.vectors.find(({ space }) => (space === 'picture') === (source === 'picture'));
    if (!isAsked || plan.weights[source] === 0) found.push(leftOut('not-asked'));
    else if ((await vectors.state(source, signal)) === 'empty') found.push(leftOut('empty'));
    else if (vector === undefined) found.push(leftOut('pending'));
    else {
      among ??= condition === null ? null : passing(connection, condition);
      const hits = await vectors.nearest({ space: source, vector, among }, signal);
      found.push({ source, state: { source, state: 'searched', clips: hits.length }, hits });
    }
  }
  return found;
}

interface Ordered {
  readonly total: number;
  readonly clips: readonly FoundRank[];
}

function filtered(
  { sort }: SearchPlan,
  condition: Matching['condition'],
  { offset, limit }: Part,
  connection: Connection,
): Ordered {
  const matching = { match: null, condition };
  const unranked = (sequence: number): FoundRank => ({ sequence, score: 0, ranks: [] });
  if (sort.by === 'relevance') {
    const newest = newestPassing(connection, matching, { offset, limit });
    return { total: countMatching(connection, matching), clips: newest.map(unranked) };
  }
  const all = inOrder(connection, matchingSequences(connection, matching), { ...sort, by: sort.by });
  return { total: all.length, clips: all.slice(offset, offset + limit).map(unranked) };
}

function ordered(
  { sort, rankConstant }: SearchPlan,
  { text, lists }: { readonly text: TextRanking; readonly lists: readonly RankedList[] },
  { offset, limit }: Part,
  connection: Connection,
): Ordered {
  const fused = fuse(lists, rankConstant);
  if (sort.by === 'relevance') {
    const total = text.total + countOthers(connection, fused, text);
    return { total, clips: fused.slice(offset, offset + limit) };
  }
  const ranked = new Map(fused.map((clip) => [clip.sequence, clip]));
  const byWords = text.matching === null ? [] : matchingSequences(connection, text.matching);
  const all = inOrder(connection, [...new Set([...byWords, ...ranked.keys()])], { ...sort, by: sort.by });
  const clips = all
    .slice(offset, offset + limit)
    .map((sequence) => ranked.get(sequence) ?? { sequence, score: 0, ranks: [] });
  return { total: all.length, clips };
}

/** Those that only vectors found. */
function countOthers(connection: Connection, fused: readonly FoundRank[], text: TextRanking): number {
  const unsure = fused.filter(({ ranks }) => ranks.every(({ source }) => source !== 'text'));
  const match = text.matching?.match ?? null;
  if (match === null || unsure.length === 0) return unsure.length;
  const having = matchingAmong(
    connection,
    match,
    unsure.map(({ sequence }) => sequence),
  );
  return unsure.length - having.size;
}

/** Which of its ranks made it what it is. */
export function matchTypeOf({ ranks }: FoundRank): RankedSource | Extract<MatchType, 'filter'> {
  return ranks[0]?.source ?? 'filter';
}

/** Lets others in. @throws the signal's reason */
export async function turn(signal: AbortSignal): Promise<void> {
  await new Promise(setImmediate);
  signal.throwIfAborted();
}
