/**
 * What kind of change lies between two small pictures: another light on the same scene, the same scene moved, or
 * another scene.
 */
import type { ContentPlanes } from './content-difference.ts';

/**
 * Correlation of two equally long rows of samples, -1 to 1: 1 where one is the other under another gain and offset,
 * as under a flash or a change of exposure; near 0 for unrelated pictures. Flat pictures correlate with nothing: 0.
 */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const count = a.length;
  let sumA = 0;
  let sumB = 0;
  let squareA = 0;
  let squareB = 0;
  let product = 0;
  for (let index = 0; index < count; index += 1) {
    const valueA = a[index] ?? 0;
    const valueB = b[index] ?? 0;
    sumA += valueA;
    sumB += valueB;
    squareA += valueA * valueA;
    squareB += valueB * valueB;
    product += valueA * valueB;
  }
  const spreadA = squareA - (sumA * sumA) / count;
  const spreadB = squareB - (sumB * sumB) / count;
  // A deviation under one level is coding noise; its correlation would be chance.
  if (count === 0 || spreadA < count || spreadB < count) return 0;
  return (product - (sumA * sumB) / count) / Math.sqrt(spreadA * spreadB);
}

/** Mean red - green and blue - green of a picture: its colour whatever lightens or darkens all channels alike. */
export interface MeanColour {
  readonly redLessGreen: number;
  readonly blueLessGreen: number;
}

export function meanColour(rgb: ArrayLike<number>): MeanColour {
  const count = Math.floor(rgb.length / 3);
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let at = 0; at < count * 3; at += 3) {
    red += rgb[at] ?? 0;
    green += rgb[at + 1] ?? 0;
    blue += rgb[at + 2] ?? 0;
  }
  if (count === 0) return { redLessGreen: 0, blueLessGreen: 0 };
  return { redLessGreen: (red - green) / count, blueLessGreen: (blue - green) / count };
}

/** The gain that a change of light may have. */
const lightGain = { least: 1 / 3, most: 3 };

/**
 * How far two mean colours lie apart, in levels, after the first was given the gain that brings it nearest. A changed
 * light or motion within the scene leaves it small; another background does not.
 */
export function colourShift(before: MeanColour, after: MeanColour): number {
  const square = before.redLessGreen ** 2 + before.blueLessGreen ** 2;
  const along = before.redLessGreen * after.redLessGreen + before.blueLessGreen * after.blueLessGreen;
  const gain = square === 0 ? 1 : Math.min(lightGain.most, Math.max(lightGain.least, along / square));
  return Math.hypot(
    after.redLessGreen - gain * before.redLessGreen,
    after.blueLessGreen - gain * before.blueLessGreen,
  );
}

/** Blocks of 8 x 6 pixels, moved by up to 8 pixels across and 5 up or down. */
const block = { width: 8, height: 6, reachX: 8, reachY: 5 };

/**
 * Mean absolute luma difference that is left when each block of `after` is compared with the best place near it in
 * `before` (block matching as in Jain and Jain, IEEE Trans. Communications 29(12), 1981, here by full search). Small
 * for a pan or fast motion, large for another scene.
 */
export function motionResidual(before: ContentPlanes, after: ContentPlanes): number {
  const { width, height } = after;
  const across = Math.floor(width / block.width);
  const down = Math.floor(height / block.height);
  if (across === 0 || down === 0) return 0;
  let sum = 0;
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      sum += bestMatch(before, after, column * block.width, row * block.height);
    }
  }
  return sum / (across * down);
}

function bestMatch(before: ContentPlanes, after: ContentPlanes, left: number, top: number): number {
  const { width, height } = after;
  let best = Infinity;
  const fromY = Math.max(-block.reachY, -top);
  const toY = Math.min(block.reachY, height - block.height - top);
  const fromX = Math.max(-block.reachX, -left);
  const toX = Math.min(block.reachX, width - block.width - left);
  for (let moveY = fromY; moveY <= toY; moveY += 1) {
    for (let moveX = fromX; moveX <= toX; moveX += 1) {
      const sum = blockDifference(before, after, top * width + left, moveY * width + moveX, best);
      if (sum < best) best = sum;
    }
  }
  return best / (block.width * block.height);
}

/** Gives up, with a sum of at least `limit`, once the sum reaches it. */
function blockDifference(
  before: ContentPlanes,
  after: ContentPlanes,
  start: number,
  move: number,
  limit: number,
): number {
  const width = after.width;
  let sum = 0;
  for (let row = 0; row < block.height && sum < limit; row += 1) {
    const from = start + row * width;
    for (let at = from; at < from + block.width; at += 1) {
      sum += Math.abs((after.luma[at] ?? 0) - (before.luma[at + move] ?? 0));
    }
  }
  return sum;
}
