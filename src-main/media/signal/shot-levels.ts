/** The few figures of a picture's brightness that tell black, white, and pictures on their way there. */
export interface ShotLevels {
  /** Luma (0 to 255) below which 2 % of the pixels lie. */
  readonly low: number;
  /** Luma above which 5 % of the pixels lie: burnt-in text and logos of that size do not lift it. */
  readonly high: number;
  readonly mean: number;
  /** Mean square of the luma steps to the right and lower neighbours. */
  readonly gradient: number;
}

/** `histogram` is scratch space of 256 numbers. */
export function measureShotLevels(
  luma: Uint8Array,
  width: number,
  height: number,
  histogram: Uint32Array,
): ShotLevels {
  histogram.fill(0);
  let sum = 0;
  for (const value of luma) {
    histogram[value] = (histogram[value] ?? 0) + 1;
    sum += value;
  }
  const count = luma.length;
  return {
    low: levelAt(histogram, 0.02 * count),
    high: levelAt(histogram, 0.95 * count),
    mean: count === 0 ? 0 : sum / count,
    gradient: meanGradient(luma, width, height),
  };
}

function levelAt(histogram: Uint32Array, wanted: number): number {
  let seen = 0;
  for (let level = 0; level < 256; level += 1) {
    seen += histogram[level] ?? 0;
    if (seen > wanted) return level;
  }
  return 255;
}

function meanGradient(luma: Uint8Array, width: number, height: number): number {
  let sum = 0;
  for (let row = 0; row < height - 1; row += 1) {
    const start = row * width;
    for (let at = start; at < start + width - 1; at += 1) {
      const here = luma[at] ?? 0;
      const right = (luma[at + 1] ?? 0) - here;
      const below = (luma[at + width] ?? 0) - here;
      sum += right * right + below * below;
    }
  }
  const steps = (width - 1) * (height - 1);
  return steps > 0 ? sum / steps : 0;
}
