/** Frames in three sizes, and the whole-pixel shift between two of them at the smallest: a start for finer methods. */

/** Search range at a quarter of the size, each way: 16 pixels of the full frame sideways, 12 up and down. */
const searchX = 4;
const searchY = 3;
/** A shift that leaves no more of the variance needs no further search. */
const explainedShare = 0.1;
const neighbours = [
  [0, -1],
  [-1, 0],
  [1, 0],
  [0, 1],
] as const;

export interface Level {
  readonly width: number;
  readonly height: number;
  readonly luma: Float32Array;
}

/** One frame in three sizes. */
export interface Pyramid {
  readonly full: Level;
  readonly half: Level;
  readonly quarter: Level;
}

/** All black. `width` and `height` are multiples of 4. */
export function makePyramid(width: number, height: number): Pyramid {
  const level = (divisor: number): Level => ({
    width: width / divisor,
    height: height / divisor,
    luma: new Float32Array((width / divisor) * (height / divisor)),
  });
  return { full: level(1), half: level(2), quarter: level(4) };
}

/** Means of 2 x 2 pixels. */
export function halve(from: Level, to: Level): void {
  const { width } = from;
  for (let y = 0, out = 0; y < to.height; y += 1) {
    for (let x = 0, at = y * 2 * width; x < to.width; x += 1, at += 2, out += 1) {
      const upper = (from.luma[at] ?? 0) + (from.luma[at + 1] ?? 0);
      to.luma[out] = (upper + (from.luma[at + width] ?? 0) + (from.luma[at + width + 1] ?? 0)) / 4;
    }
  }
}

export interface Shift {
  readonly x: number;
  readonly y: number;
}

/**
 * The whole-pixel shift within the search range that leaves the least variance of the difference. Goes downhill from
 * no shift and from `guess`, and through the whole range only if that does not explain the picture.
 */
export function searchShift(old: Level, now: Level, variance: number, guess: Shift): Shift {
  const still = descend(old, now, { x: 0, y: 0 });
  if (still.left <= explainedShare * variance) return still;
  const nearest = { x: clamp(Math.round(guess.x), searchX), y: clamp(Math.round(guess.y), searchY) };
  const guessed = descend(old, now, nearest);
  let best = guessed.left < still.left ? guessed : still;
  if (best.left <= explainedShare * variance) return best;
  for (let y = -searchY; y <= searchY; y += 1) {
    for (let x = -searchX; x <= searchX; x += 1) {
      const left = differenceVariance(old, now, x, y);
      if (left < best.left) best = { x, y, left };
    }
  }
  return best;
}

/** The nearest minimum downhill from a shift. */
function descend(old: Level, now: Level, from: Shift): Shift & { readonly left: number } {
  let best = { x: from.x, y: from.y, left: differenceVariance(old, now, from.x, from.y) };
  for (;;) {
    const centre = best;
    for (const [stepX, stepY] of neighbours) {
      const x = centre.x + stepX;
      const y = centre.y + stepY;
      if (Math.abs(x) > searchX || Math.abs(y) > searchY) continue;
      const left = differenceVariance(old, now, x, y);
      if (left < best.left) best = { x, y, left };
    }
    if (best === centre) return best;
  }
}

function differenceVariance(old: Level, now: Level, x: number, y: number): number {
  const { width, height } = old;
  const left = Math.max(0, -x);
  const right = Math.min(width, width - x);
  const bottom = Math.min(height, height - y);
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let row = Math.max(0, -y); row < bottom; row += 1) {
    const shift = y * width + x;
    for (let at = row * width + left; at < row * width + right; at += 1) {
      const difference = (now.luma[at + shift] ?? 0) - (old.luma[at] ?? 0);
      sum += difference;
      squares += difference * difference;
    }
    count += right - left;
  }
  return squares / count - (sum / count) ** 2;
}

/** Variance of the luma of a picture. */
export function lumaVariance({ luma }: Level): number {
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < luma.length; at += 1) {
    const value = luma[at] ?? 0;
    sum += value;
    squares += value * value;
  }
  return squares / luma.length - (sum / luma.length) ** 2;
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
