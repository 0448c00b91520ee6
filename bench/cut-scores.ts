/** How well found boundaries match true ones. */
import type { JoinedClip } from './cut-corpus.ts';

/** Something that was found: in pictures, counted from 0. */
export interface FoundBoundary {
  readonly frame: number;
  readonly kind: 'cut' | 'gradual';
}

export interface Tally {
  readonly truths: number;
  readonly hits: number;
  readonly falseAlarms: number;
}

export interface ClipScores {
  readonly hard: Tally;
  readonly dissolves: Tally;
  /** Found middle less true middle, in pictures, for each dissolve that was hit. */
  readonly middleErrors: readonly number[];
}

export interface Rates {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * One found boundary counts for one true one at most. A hard cut is hit by a found cut within `tolerance` pictures; a
 * dissolve by a gradual boundary whose middle is at most `tolerance` pictures outside its span. Whatever hit nothing
 * is a false alarm of its kind.
 */
export function scoreClip(clip: JoinedClip, found: readonly FoundBoundary[], tolerance: number): ClipScores {
  const cuts = found.filter(({ kind }) => kind === 'cut');
  const gradual = found.filter(({ kind }) => kind === 'gradual');
  const hardHits = match(
    clip.hardCuts,
    cuts,
    (truth, { frame }) => Math.abs(frame - truth) <= tolerance + 0.5,
  );
  const dissolveHits = match(
    clip.dissolves,
    gradual,
    ({ startFrame, endFrame }, { frame }) => frame >= startFrame - tolerance && frame <= endFrame + tolerance,
  );
  return {
    hard: { truths: clip.hardCuts.length, hits: hardHits.length, falseAlarms: cuts.length - hardHits.length },
    dissolves: {
      truths: clip.dissolves.length,
      hits: dissolveHits.length,
      falseAlarms: gradual.length - dissolveHits.length,
    },
    middleErrors: dissolveHits.map(
      ([{ startFrame, endFrame }, { frame }]) => frame - (startFrame + endFrame) / 2,
    ),
  };
}

function match<T>(
  truths: readonly T[],
  found: readonly FoundBoundary[],
  isHit: (truth: T, candidate: FoundBoundary) => boolean,
): (readonly [T, FoundBoundary])[] {
  const free = new Set(found);
  const pairs: (readonly [T, FoundBoundary])[] = [];
  for (const truth of truths) {
    for (const candidate of free) {
      if (!isHit(truth, candidate)) continue;
      free.delete(candidate);
      pairs.push([truth, candidate]);
      break;
    }
  }
  return pairs;
}

export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = (pick: (tally: Tally) => number): number =>
    tallies.reduce((total, each) => total + pick(each), 0);
  return {
    truths: sum((tally) => tally.truths),
    hits: sum((tally) => tally.hits),
    falseAlarms: sum((tally) => tally.falseAlarms),
  };
}

/** Where nothing was found precision is 1: nothing was wrong; likewise recall where there was nothing to find. */
export function ratesOf({ truths, hits, falseAlarms }: Tally): Rates {
  const precision = hits + falseAlarms === 0 ? 1 : hits / (hits + falseAlarms);
  const recall = truths === 0 ? 1 : hits / truths;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}
