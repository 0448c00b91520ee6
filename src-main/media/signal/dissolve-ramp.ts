/**
 * Where a blend of two pictures begins and ends. In a dissolve each picture is `(1 - a) * old + a * new`, and `a` runs
 * evenly from 0 to 1 (the model of Lienhart, "Reliable Dissolve Detection", SPIE Storage and Retrieval for Media
 * Databases 2001). Given the share `a` measured in each picture, this finds the ramp that fits it best.
 */
export interface Ramp {
  /** Index of the last share at the lower level, and of the first at the upper. */
  readonly start: number;
  readonly end: number;
  /** Root mean square distance of the shares from the ramp, in parts of its height. */
  readonly error: number;
  /** Upper less lower level. */
  readonly height: number;
  /** Largest rise between neighbouring shares, in parts of the ramp's height. */
  readonly largestStep: number;
}

/** Shortest ramp looked for, in steps between pictures. */
const shortest = 2;

/** Least squares over all starts and ends, levels free. null for fewer than 4 shares or where nothing rises. */
export function fitRamp(shares: Float64Array): Ramp | null {
  let best: Ramp | null = null;
  if (shares.length < 4) return null;
  let leastSquares = Infinity;
  for (let start = 0; start + shortest < shares.length; start += 1) {
    for (let end = start + shortest; end < shares.length; end += 1) {
      const { squares, height } = fitLevels(shares, start, end);
      if (height > 0 && squares < leastSquares) {
        leastSquares = squares;
        best = { start, end, height, error: 0, largestStep: 0 };
      }
    }
  }
  if (best === null) return null;
  const error = Math.sqrt(leastSquares / shares.length) / best.height;
  return { ...best, error, largestStep: largestRise(shares) / best.height };
}

/** Fits `low + height * ramp(index)`, a straight line over the ramp's own value. */
function fitLevels(
  shares: Float64Array,
  start: number,
  end: number,
): { readonly squares: number; readonly height: number } {
  const count = shares.length;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumXY = 0;
  let sumYY = 0;
  for (let index = 0; index < count; index += 1) {
    const x = index <= start ? 0 : index >= end ? 1 : (index - start) / (end - start);
    const y = shares[index] ?? 0;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
    sumYY += y * y;
  }
  const spreadX = sumXX - (sumX * sumX) / count;
  const together = sumXY - (sumX * sumY) / count;
  if (spreadX <= 0) return { squares: Infinity, height: 0 };
  const height = together / spreadX;
  return { squares: Math.max(0, sumYY - (sumY * sumY) / count - height * together), height };
}

function largestRise(shares: Float64Array): number {
  let largest = 0;
  for (let index = 1; index < shares.length; index += 1) {
    largest = Math.max(largest, (shares[index] ?? 0) - (shares[index - 1] ?? 0));
  }
  return largest;
}
