/** The smallest turned rectangle around points, found along the edges of their convex hull (Freeman and Shapira 1975). */
import type { Point } from '../../../src-preload/contract/inference-tasks.ts';
import type { Region } from '../picture/crop.ts';

/** Twice the area of a triangle: positive where the way turns clockwise as seen (y goes down). */
const turnOf = (from: Point, over: Point, to: Point): number =>
  (over.x - from.x) * (to.y - from.y) - (over.y - from.y) * (to.x - from.x);

function halfHull(sorted: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of sorted) {
    for (;;) {
      const last = hull.at(-1);
      const before = hull.at(-2);
      if (last === undefined || before === undefined || turnOf(before, last, point) > 0) break;
      hull.pop();
    }
    hull.push(point);
  }
  return hull.slice(0, -1);
}

/** Corners of the convex hull in order (Andrew's monotone chain, 1979); points that all lie on one line give its two ends. */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((one, other) => one.x - other.x || one.y - other.y);
  const distinct = sorted.filter((point, at) => {
    const before = sorted[at - 1];
    return before?.x !== point.x || before.y !== point.y;
  });
  if (distinct.length < 3) return distinct;
  return [...halfHull(distinct), ...halfHull(distinct.toReversed())];
}

/** The upright rectangle around the hull after it was turned back by an angle, as a region turned by that angle. */
function rectangleAt(hull: readonly Point[], rotationRad: number): Region {
  const cosine = Math.cos(rotationRad);
  const sine = Math.sin(rotationRad);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of hull) {
    const along = x * cosine + y * sine;
    const across = y * cosine - x * sine;
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const middleX = (left + right) / 2;
  const middleY = (top + bottom) / 2;
  return {
    centreX: middleX * cosine - middleY * sine,
    centreY: middleX * sine + middleY * cosine,
    width: right - left,
    height: bottom - top,
    rotationRad,
  };
}

/** The angle of the same rectangle that is nearest to upright: -45° to 45°. */
function nearestUpright(angleRad: number): number {
  const quarter = Math.PI / 2;
  return angleRad - Math.round(angleRad / quarter) * quarter;
}

/** The smallest by area; among equals the most upright. null for no points. */
export function minAreaRectangle(points: readonly Point[]): Region | null {
  const hull = convexHull(points);
  let best: Region | null = null;
  for (const [at, from] of hull.entries()) {
    const to = hull[(at + 1) % hull.length] ?? from;
    const found = rectangleAt(hull, nearestUpright(Math.atan2(to.y - from.y, to.x - from.x)));
    if (best === null || isBetter(found, best)) best = found;
  }
  return best;
}

function isBetter(found: Region, best: Region): boolean {
  const difference = found.width * found.height - best.width * best.height;
  const isEqual = Math.abs(difference) < 1e-9;
  return isEqual ? Math.abs(found.rotationRad) < Math.abs(best.rotationRad) : difference < 0;
}
