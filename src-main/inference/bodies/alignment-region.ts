/**
 * Where to look for points of a hand or body that a detector has found: two of its points say which way is up and how large it is. After
 * MediaPipe's DetectionsToRects, AlignmentPointsRects and RectTransformation calculators (google-ai-edge/mediapipe, calculators/util).
 * All in pixels.
 */
import type { Point } from '../../../src-preload/contract/inference-tasks.ts';
import type { Region } from '../picture/crop.ts';

/** Clockwise turn of something whose upward direction runs from one point to another. */
export function turnOf(from: Point, to: Point): number {
  return Math.PI / 2 - Math.atan2(from.y - to.y, to.x - from.x);
}

/** The square around the circle about `centre` through `rim`, times `widen`, its upper side towards `rim`. */
export function regionAroundCircle(centre: Point, rim: Point, widen: number): Region {
  const side = 2 * Math.hypot(rim.x - centre.x, rim.y - centre.y) * widen;
  const rotationRad = turnOf(centre, rim);
  return { centreX: centre.x, centreY: centre.y, width: side, height: side, rotationRad };
}

/** An upright box turned about its centre, moved along its own height by `shift` of it, and made a square of its longer side times `widen`. */
export function regionFromBox(
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  rotationRad: number,
  shift: number,
  widen: number,
): Region {
  const side = Math.max(box.width, box.height) * widen;
  return {
    centreX: box.x + box.width / 2 - Math.sin(rotationRad) * box.height * shift,
    centreY: box.y + box.height / 2 + Math.cos(rotationRad) * box.height * shift,
    width: side,
    height: side,
    rotationRad,
  };
}

/** Whether a region is off another by more than a share of its side, or is larger or smaller, or turned (radians), by more than that. */
export function isOff(region: Region, other: Region, share: number): boolean {
  const away = Math.hypot(other.centreX - region.centreX, other.centreY - region.centreY);
  const turn = other.rotationRad - region.rotationRad;
  return (
    away > share * region.width ||
    Math.abs(Math.log(other.width / region.width)) > share ||
    Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn))) > share
  );
}
