/**
 * Clips by their words. Those that have all of them; where there are none, those that have most of what the query is about, measured by how rare
 * its words are in this library: a word that nobody has weighs most, so that nonsense beside a common word finds nothing.
 */
import type { Connection } from '../../db/connection.ts';
import {
  bestMatching,
  inverseDocumentFrequency,
  matchingAmong,
  type Matching,
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

export const nothing: TextRanking = { hits: [], total: 0, matching: null };

export function rankByText(
  connection: Connection,
  { terms, condition }: { readonly terms: readonly Term[]; readonly condition: Matching['condition'] },
  limit: number,
): TextRanking {
  const match = matchAll(terms);
  if (match === null) return nothing;
  const matching = { match, condition };
  const { total, hits } = bestMatching(connection, matching, limit);
  if (total > 0) return { hits, total, matching };
  const deciding = decidingTerms(terms);
  return deciding.length < 2 ? nothing : withMostWords(connection, deciding, condition);
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
