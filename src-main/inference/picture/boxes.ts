/** Boxes in fractions of a picture. */
import type { Box } from '../../../src-preload/contract/inference-tasks.ts';

/** Area of what two boxes share over the area of both together (Jaccard index), 0 to 1. */
export function intersectionOverUnion(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (one.width * one.height + other.width * other.height - shared);
}

export interface Candidate {
  readonly box: Box;
  readonly confidence: number;
}

/**
 * Greedy suppression: best first, those are dropped that overlap a better one by more than `iouThreshold`. Only candidates of
 * which `groupOf` says the same compete; without it, all do. Best first.
 */
export function nonMaximumSuppression<C extends Candidate>(
  candidates: readonly C[],
  iouThreshold: number,
  groupOf: (candidate: C) => unknown = () => null,
): C[] {
  const kept: C[] = [];
  for (const candidate of candidates.toSorted((one, other) => other.confidence - one.confidence)) {
    const group = groupOf(candidate);
    const covered = kept.some(
      (better) =>
        groupOf(better) === group && intersectionOverUnion(better.box, candidate.box) > iouThreshold,
    );
    if (!covered) kept.push(candidate);
  }
  return kept;
}

/** What of a box lies within the picture; empty at the nearest edge for one that lies outside. */
export function clipBox(box: Box): Box {
  const left = Math.min(Math.max(box.x, 0), 1);
  const top = Math.min(Math.max(box.y, 0), 1);
  const right = Math.min(Math.max(box.x + box.width, left), 1);
  const bottom = Math.min(Math.max(box.y + box.height, top), 1);
  return { x: left, y: top, width: right - left, height: bottom - top };
}
