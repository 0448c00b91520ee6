/** Counting pixels by luma. Histograms here are 256 counts, index = level of full-range 8-bit luma. */

export const lumaLevels = 256;

/** Adds each pixel of a grey picture to `counts` (length 256). */
export function countLuma(pixels: Uint8Array, counts: Uint32Array | Float64Array): void {
  for (let index = 0; index < pixels.length; index += 1) {
    const level = pixels[index] ?? 0;
    counts[level] = (counts[level] ?? 0) + 1;
  }
}

/** How many pixels have a level in [from, below). */
export function countBetween(counts: ArrayLike<number>, from: number, below: number): number {
  let sum = 0;
  for (let level = from; level < below; level += 1) sum += counts[level] ?? 0;
  return sum;
}

/** Mean level, 0 to 255; 0 of an empty histogram. */
export function meanLevel(counts: ArrayLike<number>): number {
  let pixels = 0;
  let sum = 0;
  for (let level = 0; level < lumaLevels; level += 1) {
    const count = counts[level] ?? 0;
    pixels += count;
    sum += count * level;
  }
  return pixels === 0 ? 0 : sum / pixels;
}

/** Shares of all pixels in `bins` equal ranges of levels (a divisor of 256), adding up to 1; all 0 if there are none. */
export function binShares(counts: ArrayLike<number>, bins: number): number[] {
  const levelsPerBin = lumaLevels / bins;
  const total = countBetween(counts, 0, lumaLevels);
  return Array.from({ length: bins }, (_, bin) => {
    const inBin = countBetween(counts, bin * levelsPerBin, (bin + 1) * levelsPerBin);
    return total === 0 ? 0 : inBin / total;
  });
}

/** Luma of packed RGB pixels with the weights of ITU-R BT.709 in 1/256ths; `luma` has one element a pixel. */
export function lumaOfRgb(rgb: Uint8Array, luma: Float32Array): void {
  for (let pixel = 0, at = 0; pixel < luma.length; pixel += 1, at += 3) {
    luma[pixel] = (54 * (rgb[at] ?? 0) + 183 * (rgb[at + 1] ?? 0) + 19 * (rgb[at + 2] ?? 0)) / 256;
  }
}
