/** PURE: where something is between two sampled frames. */
import type { Box, Point } from '../../../../src-preload/contract/inference-tasks.ts';
import { firstIndex } from '../timeline/lane-rows.ts';

export interface Placed {
  readonly timeSec: number;
  readonly box: Box;
  readonly confidence: number;
}

/** So long after its last sample something that was sampled once is still shown. */
const lastingSec = 0.25;
/** Samples further apart than this say nothing of what is between them. */
const mostGapSec = 5;
/** Intersection over union from which boxes of two samples are taken for the same thing. */
const sameBox = 0.2;

/** Straight from one sampled box to the next. @param placed in order of time; not empty. null: it is not there then */
export function placedAt(placed: readonly Placed[], timeSec: number): Placed | null {
  const behind = firstIndex(placed, (one) => one.timeSec > timeSec);
  const [before, after] = [placed[behind - 1], placed[behind]];
  if (before === undefined) return null;
  if (after === undefined) return timeSec - before.timeSec <= lastingSec ? before : null;
  const share = (timeSec - before.timeSec) / (after.timeSec - before.timeSec);
  return {
    timeSec,
    box: boxBetween(before.box, after.box, share),
    confidence: between(before.confidence, after.confidence, share),
  };
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function boxBetween(from: Box, to: Box, share: number): Box {
  return {
    x: between(from.x, to.x, share),
    y: between(from.y, to.y, share),
    width: between(from.width, to.width, share),
    height: between(from.height, to.height, share),
  };
}

/** Intersection over union (Jaccard index): 0 apart, 1 the same. */
export function overlap(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (one.width * one.height + other.width * other.height - shared);
}

interface Shape<P extends Point> {
  readonly box: Box;
  readonly points: readonly P[];
}

interface Sample<S> {
  readonly timeSec: number;
  readonly shapes: readonly S[];
}

/**
 * Bodies or hands between two samples. They have no tracks, so those that overlap most are taken for the same; what has no
 * partner stays until half way.
 *
 * @param samples in order of time
 */
export function shapesAt<P extends Point, S extends Shape<P>>(
  samples: readonly Sample<S>[],
  timeSec: number,
): readonly S[] {
  const behind = firstIndex(samples, (sample) => sample.timeSec > timeSec);
  const [before, after] = [samples[behind - 1], samples[behind]];
  if (before === undefined) return [];
  if (after === undefined || after.timeSec - before.timeSec > mostGapSec)
    return timeSec - before.timeSec <= lastingSec ? before.shapes : [];
  const share = (timeSec - before.timeSec) / (after.timeSec - before.timeSec);
  const partners = new Set<S>();
  const moved = before.shapes.flatMap((shape) => {
    const partner = best(
      after.shapes.filter((other) => !partners.has(other)),
      shape.box,
    );
    if (partner === undefined) return share < 0.5 ? [shape] : [];
    partners.add(partner);
    return [shapeBetween<P, S>(shape, partner, share)];
  });
  const coming = share < 0.5 ? [] : after.shapes.filter((shape) => !partners.has(shape));
  return [...moved, ...coming];
}

function best<S extends { readonly box: Box }>(candidates: readonly S[], box: Box): S | undefined {
  const rated = candidates.map((candidate) => ({ candidate, shared: overlap(candidate.box, box) }));
  return rated
    .filter(({ shared }) => shared >= sameBox)
    .sort((one, other) => other.shared - one.shared)
    .at(0)?.candidate;
}

function shapeBetween<P extends Point, S extends Shape<P>>(from: S, to: S, share: number): S {
  const points = from.points.map((point, index) => {
    const other = to.points[index] ?? point;
    return { ...point, x: between(point.x, other.x, share), y: between(point.y, other.y, share) };
  });
  return { ...from, box: boxBetween(from.box, to.box, share), points };
}
