/** Boxes in fractions of a picture. */
import type { Box, Point } from '../../src-preload/contract/inference-tasks.ts';

/** What of a box lies within the picture; empty at the nearest edge for one that lies outside. */
export function clippedBox({ x, y, width, height }: Box): Box {
  const left = withinUnit(x);
  const top = withinUnit(y);
  return {
    x: left,
    y: top,
    width: Math.max(0, withinUnit(x + width) - left),
    height: Math.max(0, withinUnit(y + height) - top),
  };
}

function withinUnit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

export function boxArea({ width, height }: Box): number {
  return width * height;
}

export function boxCentre({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Area that two boxes share over the area that they cover together (the Jaccard index), 0 to 1. */
export function boxOverlap(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (boxArea(one) + boxArea(other) - shared);
}

/** Between centres, in heights of the picture. `aspect`: its width over its height. */
export function centreDistance(one: Box, other: Box, aspect: number): number {
  const [a, b] = [boxCentre(one), boxCentre(other)];
  return Math.hypot((a.x - b.x) * aspect, a.y - b.y);
}

/** Upright box around points, clipped to the picture. */
export function boxAround(points: readonly Point[]): Box {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return clippedBox({ x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top });
}
