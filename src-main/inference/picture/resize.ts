/** Scaling of pictures. Pixels are small squares, so edges of pictures stay where they are (half-pixel centres). */
import type { Picture, Point } from '../../../src-preload/contract/inference-tasks.ts';

/** Above this, two neighbours no longer cover all source pixels, and fine patterns would flicker. */
const largestBilinearRatio = 2;

/** For each target position along one axis: the first source position and the weights from there on. */
interface AxisTaps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly tapCount: number;
}

function bilinearTaps(source: number, target: number): AxisTaps {
  const ratio = source / target;
  const first = new Int32Array(target);
  const weights = new Float32Array(target * 2);
  for (let at = 0; at < target; at += 1) {
    const position = Math.min(Math.max((at + 0.5) * ratio - 0.5, 0), source - 1);
    const left = Math.max(Math.min(Math.floor(position), source - 2), 0);
    first[at] = left;
    weights[at * 2] = 1 - (position - left);
    weights[at * 2 + 1] = position - left;
  }
  return { first, weights, tapCount: 2 };
}

/** Each target pixel is the mean of the stretch of source that it covers. */
function areaTaps(source: number, target: number): AxisTaps {
  const ratio = source / target;
  const tapCount = Math.min(Math.ceil(ratio) + 1, source);
  const first = new Int32Array(target);
  const weights = new Float32Array(target * tapCount);
  for (let at = 0; at < target; at += 1) {
    const start = at * ratio;
    const end = start + ratio;
    const left = Math.min(Math.floor(start), source - tapCount);
    first[at] = left;
    for (let tap = 0; tap < tapCount; tap += 1) {
      const covered = Math.min(left + tap + 1, end) - Math.max(left + tap, start);
      weights[at * tapCount + tap] = Math.max(covered, 0) / ratio;
    }
  }
  return { first, weights, tapCount };
}

function tapsFor(source: number, target: number): AxisTaps {
  // One pixel has no neighbour: its area is all there is.
  if (source === 1)
    return { first: new Int32Array(target), weights: new Float32Array(target).fill(1), tapCount: 1 };
  return source / target > largestBilinearRatio ? areaTaps(source, target) : bilinearTaps(source, target);
}

/** Scales one row of a picture along its width. */
function squeezeRow(
  pixels: Uint8Array,
  rowStart: number,
  { first, weights, tapCount }: AxisTaps,
  out: Float32Array,
): void {
  for (let column = 0; column < first.length; column += 1) {
    let from = rowStart + (first[column] ?? 0) * 3;
    let red = 0;
    let green = 0;
    let blue = 0;
    const end = (column + 1) * tapCount;
    for (let tap = end - tapCount; tap < end; tap += 1) {
      const weight = weights[tap] ?? 0;
      red += weight * (pixels[from] ?? 0);
      green += weight * (pixels[from + 1] ?? 0);
      blue += weight * (pixels[from + 2] ?? 0);
      from += 3;
    }
    out[column * 3] = red;
    out[column * 3 + 1] = green;
    out[column * 3 + 2] = blue;
  }
}

function addRow(sums: Float32Array, weight: number, row: Float32Array): void {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + weight * (row[at] ?? 0);
}

/**
 * Scales to exactly `width` x `height` pixels, row by row; `take` gets the bytes of each, in an array that is used again. Of
 * the source's scaled rows only those that the next row is mixed of are kept.
 */
function resizeRows(
  { pixels, ...source }: Picture,
  width: number,
  height: number,
  take: (row: Uint8Array, index: number) => void,
): void {
  const columns = tapsFor(source.width, width);
  const { first, weights, tapCount } = tapsFor(source.height, height);
  const kept = Array.from({ length: tapCount }, () => new Float32Array(width * 3));
  const keptIndexes = new Int32Array(tapCount).fill(-1);
  const mixed = new Float32Array(width * 3);
  const bytes = new Uint8Array(width * 3);
  for (let row = 0; row < height; row += 1) {
    // Half a step is added so that cutting off the fraction rounds.
    mixed.fill(0.5);
    for (let tap = 0; tap < tapCount; tap += 1) {
      const weight = weights[row * tapCount + tap] ?? 0;
      const index = (first[row] ?? 0) + tap;
      const place = index % tapCount;
      const squeezed = kept[place];
      if (weight === 0 || squeezed === undefined) continue;
      if (keptIndexes[place] !== index) squeezeRow(pixels, index * source.width * 3, columns, squeezed);
      keptIndexes[place] = index;
      addRow(mixed, weight, squeezed);
    }
    bytes.set(mixed);
    take(bytes, row);
  }
}

/**
 * Scales to exactly `width` x `height` pixels: bilinear, or the mean of the covered area along an axis that shrinks to less than half.
 */
export function resizeBilinear(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const pixels = new Uint8Array(width * height * 3);
  resizeInto(picture, { pixels, width, height, left: 0, top: 0, stridePixels: width });
  return { pixels, width, height };
}

function resizeInto(
  picture: Picture,
  into: {
    readonly pixels: Uint8Array;
    readonly width: number;
    readonly height: number;
    readonly left: number;
    readonly top: number;
    readonly stridePixels: number;
  },
): void {
  resizeRows(picture, into.width, into.height, (row, index) => {
    into.pixels.set(row, ((into.top + index) * into.stridePixels + into.left) * 3);
  });
}

/** Where the content of a letterboxed picture lies. */
export interface Placement {
  /** Pixels of the letterboxed picture for one of the original. */
  readonly scale: number;
  /** Where the content begins within the letterboxed picture, pixels. */
  readonly offsetX: number;
  readonly offsetY: number;
  /** Size of the content within the letterboxed picture, whole pixels. */
  readonly contentWidth: number;
  readonly contentHeight: number;
}

export interface Letterboxed extends Placement {
  readonly picture: Picture;
}

/** The largest content of the original's aspect that fits into `width` x `height`. */
export function placementWithin(
  original: Pick<Picture, 'width' | 'height'>,
  width: number,
  height: number,
  place: 'top-left' | 'centre',
): Placement {
  const scale = Math.min(width / original.width, height / original.height);
  const contentWidth = Math.max(Math.min(Math.round(original.width * scale), width), 1);
  const contentHeight = Math.max(Math.min(Math.round(original.height * scale), height), 1);
  const offsetX = place === 'centre' ? Math.floor((width - contentWidth) / 2) : 0;
  const offsetY = place === 'centre' ? Math.floor((height - contentHeight) / 2) : 0;
  return { scale, offsetX, offsetY, contentWidth, contentHeight };
}

/** Scales to fit into `width` x `height` without changing the aspect; the rest is grey of value `fill` (0 to 255). */
export function letterbox(
  picture: Picture,
  width: number,
  height: number,
  fill: number,
  place: 'top-left' | 'centre',
): Letterboxed {
  const placement = placementWithin(picture, width, height, place);
  const pixels = new Uint8Array(width * height * 3).fill(fill);
  resizeInto(picture, {
    pixels,
    width: placement.contentWidth,
    height: placement.contentHeight,
    left: placement.offsetX,
    top: placement.offsetY,
    stridePixels: width,
  });
  return { ...placement, picture: { pixels, width, height } };
}

/** A point of a letterboxed picture (its pixels) as fractions of the original. */
export function letterboxPoint(placement: Placement, x: number, y: number): Point {
  return {
    x: (x - placement.offsetX) / placement.contentWidth,
    y: (y - placement.offsetY) / placement.contentHeight,
  };
}
