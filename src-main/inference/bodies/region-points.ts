/** Points that a network found in a square region, as fractions of the whole picture. */
import type { Box, Picture } from '../../../src-preload/contract/inference-tasks.ts';
import { clipBox } from '../picture/boxes.ts';
import { type Region, regionPoint } from '../picture/crop.ts';

export interface SpacePoint {
  readonly x: number;
  readonly y: number;
  /** On the scale of x. */
  readonly z: number;
}

/** @param point in fractions of the region's side, all three */
export function pictureSpacePoint(point: SpacePoint, region: Region, picture: Picture): SpacePoint {
  const { x, y } = regionPoint(region, point.x, point.y);
  return { x: x / picture.width, y: y / picture.height, z: (point.z * region.width) / picture.width };
}

/** The smallest box around points, as far as it lies within the picture; empty at the top left for no points. */
export function boxAround(points: readonly { readonly x: number; readonly y: number }[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  if (points.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  return clipBox({ x: left, y: top, width: right - left, height: bottom - top });
}
