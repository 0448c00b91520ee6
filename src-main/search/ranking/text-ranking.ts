/**
 * Clips by their words. Those that have all of them; where there are none, those that have most of what the query is about, measured by how rare
 * its words are in this library: a word that nobody has weighs most, so that nonsense beside a common word finds nothing.
 */
import type { Connection } from '../../db/connection.ts';
import {
  bestMatching,
  bestOfNewest,
  countMatching,
  inColumns,
  inverseDocumentFrequency,
  matchingAmong,
  matchingSequences,
  type Matching,
  newestPassing,
  type TextHit,
} from '../../db/repositories/text-search.repository.ts';
import { decidingTerms, matchAll, matchAny, type Term } from '../query/compile-query.ts';

export interface TextRanking {
  /** Best first, at most as many as asked for. */
  readonly hits: readonly TextHit[];
  readonly total: number;
  /** How to select all of them again; null: only `hits` are it. */
  readonly matching: Matching | null;
}

/** Share of a query's rarity that a clip must have where none has all of it: more than half, so that two thirds of equal words are enough. */
const leastShare = 0.6;
/** Of those that have any of the words, so many of the best are looked at. */
const mostCandidates = 300;

/** Of what begins with some letters: to weigh as many takes some 5 ms. */
const mostWeighed = 8_000;
/** What people write themselves, or see of a clip first. */
const namedBy = ['name', 'tags', 'note'] as const;

export const nothing: TextRanking = { hits: [], total: 0, matching: null };

export function rankByText(
  connection: Connection,
  { terms, condition }: { readonly terms: readonly Term[]; readonly condition: Matching['condition'] },
  limit: number,
): TextRanking {
  const match = matchAll(terms);
  if (match === null) return nothing;
  const matching = { match, condition };
  const { total, hits } = isBegun(terms)
    ? bestBegun(connection, matching, limit)
    : bestMatching(connection, matching, limit);
  if (total > 0) return { hits, total, matching };
  const deciding = decidingTerms(terms);
  return deciding.length < 2 ? nothing : withMostWords(connection, deciding, condition);
}

/** All that would be ranked, in no order. */
export function allByText(
  connection: Connection,
  compiled: { readonly terms: readonly Term[]; readonly condition: Matching['condition'] },
): number[] {
  const match = matchAll(compiled.terms);
  const all = match === null ? [] : matchingSequences(connection, { match, condition: compiled.condition });
  return all.length > 0 ? all : rankByText(connection, compiled, 1).hits.map(({ sequence }) => sequence);
}

function isBegun(terms: readonly Term[]): boolean {
  return terms.some(({ options }) => options.some((option) => option.match === 'prefix'));
}

/**
 * The first letters of a word are in nearly every clip of a large library, and another one is about to follow. Then what they begin in names, tags
 * and notes comes first, as far as it is new, and then what else is new.
 */
function bestBegun(
  connection: Connection,
  matching: Matching & { readonly match: string },
  limit: number,
): { readonly total: number; readonly hits: readonly TextHit[] } {
  const total = countMatching(connection, matching);
  if (total <= mostWeighed) return bestMatching(connection, matching, limit);
  const named = { ...matching, match: inColumns(matching.match, namedBy) };
  const best = bestOfNewest(connection, named, { newest: mostWeighed, limit });
  const known = new Set(best.map(({ sequence }) => sequence));
  const others = newestPassing(connection, matching, { offset: 0, limit })
    .filter((sequence) => !known.has(sequence))
    .map((sequence): TextHit => ({ sequence, score: 0 }));
  return { total, hits: [...best, ...others].slice(0, limit) };
}

function withMostWords(
  connection: Connection,
  terms: readonly Term[],
  condition: Matching['condition'],
): TextRanking {
  const any = matchAny(terms);
  if (any === null) return nothing;
  const { hits: candidates } = bestMatching(connection, { match: any, condition }, mostCandidates);
  if (candidates.length === 0) return nothing;
  const sequences = candidates.map(({ sequence }) => sequence);
  const weighed = terms.map(({ match }) => ({
    rarity: inverseDocumentFrequency(connection, match),
    having: matchingAmong(connection, match, sequences),
  }));
  const whole = weighed.reduce((sum, { rarity }) => sum + rarity, 0);
  const shareOf = (sequence: number): number =>
    weighed.reduce((sum, { rarity, having }) => sum + (having.has(sequence) ? rarity : 0), 0) / whole;
  const hits = candidates.filter(({ sequence }) => shareOf(sequence) >= leastShare);
  return { hits, total: hits.length, matching: null };
}
