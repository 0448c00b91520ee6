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
 * Below `blurred` a picture has no crisp edge anywhere to speak of: 100 is the limit that A. Rosebrock found for
 * web-sized photographs ("Blur detection with OpenCV", pyimagesearch.com, 2015). From `sharp` on it looks crisp; set
 * by blurring real clips step by step.
 */
const limits = { blurred: 100, sharp: 300 } as const;

/**
 * Variance of the Laplacian (J. L. Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy: a comparative
 * study", ICPR 2000), with the four-neighbour kernel, over the inner pixels of `region`. 0 for regions under 3 pixels.
 */
export function laplacianVariance(pixels: Uint8Array, width: number, region: Region): number {
  let sum = 0;
  let squares = 0;
  for (let y = region.top + 1; y < region.bottom - 1; y += 1) {
    const row = y * width;
    for (let at = row + region.left + 1; at < row + region.right - 1; at += 1) {
      const around =
        (pixels[at - 1] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at - width] ?? 0) + (pixels[at + width] ?? 0);
      const laplacian = around - 4 * (pixels[at] ?? 0);
      sum += laplacian;
      squares += laplacian * laplacian;
    }
  }
  const count = Math.max(0, region.right - region.left - 2) * Math.max(0, region.bottom - region.top - 2);
  if (count === 0) return 0;
  const mean = sum / count;
  return squares / count - mean * mean;
}

/** Rating of a variance that was measured at `sampleLongSide`. */
export function rateSharpness(variance: number): SharpnessRating {
  if (variance >= limits.sharp) return 'sharp';
  return variance >= limits.blurred ? 'soft' : 'blurred';
}

/** The middle value, the mean of the two middle ones of an even number; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
