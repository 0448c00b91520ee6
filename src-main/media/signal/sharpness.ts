/** How sharp a picture is. */

/** Part of a picture, in pixels; right and bottom are exclusive. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type SharpnessRating = 'sharp' | 'soft' | 'blurred';

/**
 * Limits for the crispest blocks of a picture of 480 pixels' length. Set on real clips: as they are, in focus, they reach
 * 330 (a small aeroplane in a grey sky) to 5000; blurred by a Gaussian of 2 pixels 15 to 200, by one of 4 under 25.
 */
const limits = { blurred: 150, sharp: 500 } as const;

const blockSize = 16;
/** This share of the blocks may be crisper than what counts as the crispest, for stray noise and burnt-in text. */
const crisperShare = 0.02;

export interface Sharpness {
  /**
   * Variance of the Laplacian over the whole region (J. L. Pech-Pacheco et al., "Diatom autofocusing in brightfield
   * microscopy: a comparative study", ICPR 2000), with the four-neighbour kernel.
   */
  readonly variance: number;
  /**
   * The same of the crispest blocks of 16 x 16 pixels (their 98th percentile). An object in focus before an empty sky has a
   * low variance on the whole, but is not blurred.
   */
  readonly crispest: number;
}

/** Measures the pixels of `region`, without those at the picture's border. All 0 for a region under 3 pixels. */
export function measureSharpness(
  pixels: Uint8Array,
  width: number,
  height: number,
  region: Region,
): Sharpness {
  const left = Math.max(1, region.left);
  const right = Math.min(width - 1, region.right);
  const top = Math.max(1, region.top);
  const bottom = Math.min(height - 1, region.bottom);
  const blocks: number[] = [];
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = top; y < bottom; y += blockSize) {
    for (let x = left; x < right; x += blockSize) {
      const block = sumLaplacian(pixels, width, {
        left: x,
        top: y,
        right: Math.min(x + blockSize, right),
        bottom: Math.min(y + blockSize, bottom),
      });
      blocks.push(varianceOf(block.sum, block.squares, block.count));
      sum += block.sum;
      squares += block.squares;
      count += block.count;
    }
  }
  if (count === 0) return { variance: 0, crispest: 0 };
  blocks.sort((a, b) => b - a);
  return {
    variance: varianceOf(sum, squares, count),
    crispest: blocks[Math.floor(blocks.length * crisperShare)] ?? 0,
  };
}

function sumLaplacian(
  pixels: Uint8Array,
  width: number,
  { left, top, right, bottom }: Region,
): { readonly sum: number; readonly squares: number; readonly count: number } {
  let sum = 0;
  let squares = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let at = y * width + left; at < y * width + right; at += 1) {
      const around =
        (pixels[at - 1] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at - width] ?? 0) + (pixels[at + width] ?? 0);
      const laplacian = around - 4 * (pixels[at] ?? 0);
      sum += laplacian;
      squares += laplacian * laplacian;
    }
  }
  return { sum, squares, count: (right - left) * (bottom - top) };
}

function varianceOf(sum: number, squares: number, count: number): number {
  const mean = sum / count;
  return Math.max(0, squares / count - mean * mean);
}

/** Rating by the crispest blocks of a picture. */
export function rateSharpness(crispest: number): SharpnessRating {
  if (crispest >= limits.sharp) return 'sharp';
  return crispest >= limits.blurred ? 'soft' : 'blurred';
}

/** The middle value, the mean of the two middle ones of an even number; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
