/**
 * Several ranked lists into one: reciprocal rank fusion (Cormack, Clarke and Buettcher 2009, "Reciprocal rank fusion outperforms
 * Condorcet and individual rank learning methods"). Ranks alone count, so that scores of different scales need not be compared.
 */
import type { RankedSource } from '../../../src-preload/contract/search.ts';

export interface RankedHit {
  readonly sequence: number;
  /** Of its own list: higher is better. */
  readonly score: number;
}

export interface RankedList {
  readonly source: RankedSource;
  /** 0: it has no say. */
  readonly weight: number;
  /** Best first; each clip once. */
  readonly hits: readonly RankedHit[];
}

export interface ClipRank {
  readonly source: RankedSource;
  /** From 1. Equal scores have equal ranks. */
  readonly rank: number;
  readonly score: number;
  /** weight / (k + rank). */
  readonly share: number;
}

export interface FusedClip {
  readonly sequence: number;
  /** The sum of its shares. */
  readonly score: number;
  /** Where it stands in each list that has it, greatest share first. */
  readonly ranks: readonly ClipRank[];
}

/** Best first. Of equal ones the higher rank in a single list decides, then the clip that was added last. */
export function fuse(lists: readonly RankedList[], k: number): FusedClip[] {
  const ranksOf = new Map<number, ClipRank[]>();
  for (const { source, weight, hits } of lists) {
    if (weight === 0) continue;
    let rank = 0;
    let before: number | null = null;
    hits.forEach(({ sequence, score }, at) => {
      if (score !== before) rank = at + 1;
      before = score;
      const ranks = ranksOf.get(sequence) ?? [];
      ranks.push({ source, rank, score, share: weight / (k + rank) });
      ranksOf.set(sequence, ranks);
    });
  }
  const fused = [...ranksOf].map(([sequence, ranks]) => ({
    sequence,
    score: ranks.reduce((sum, { share }) => sum + share, 0),
    ranks: ranks.toSorted((one, other) => other.share - one.share),
  }));
  return fused.sort(
    (one, other) =>
      other.score - one.score || bestRank(one) - bestRank(other) || other.sequence - one.sequence,
  );
}

function bestRank({ ranks }: FusedClip): number {
  return Math.min(...ranks.map(({ rank }) => rank));
}
