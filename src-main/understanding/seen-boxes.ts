/** What of a detector's answer is worth linking. */
import type { Box } from '../../src-preload/contract/inference-tasks.ts';
import { boxArea, clippedBox } from './box-geometry.ts';

/** Clipped to the picture; without those that lie outside it and those less sure than `leastConfidence`. */
export function seenWithin<Found extends { readonly box: Box; readonly confidence: number }>(
  found: readonly Found[],
  leastConfidence: number,
): Found[] {
  return found
    .filter(({ confidence }) => confidence >= leastConfidence)
    .map((each) => ({ ...each, box: clippedBox(each.box) }))
    .filter(({ box }) => boxArea(box) > 0);
}

/** Whether the box is at least so many pixels wide and high in a picture of that size. */
export function isAtLeast(
  { width, height }: Box,
  smallestPixels: number,
  size: { readonly width: number; readonly height: number },
): boolean {
  return width * size.width >= smallestPixels && height * size.height >= smallestPixels;
}
