/** How good a picture would stand for its clip. */

export interface FramePicture {
  /** RGB, 8 bits each, full range, rows top to bottom without padding. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface FrameScore {
  /** Mean luma, 0 to 255. */
  readonly meanLuma: number;
  /** Standard deviation of luma, 0 to 127.5. */
  readonly contrast: number;
  /** Variance of the Laplacian of luma: 0 for an even picture, hundreds to thousands for a sharp one. */
  readonly sharpness: number;
  /** 0 (black, even or blurred beyond use) to 1. */
  readonly score: number;
}

/** From this score on a picture is good enough to stop looking for a better one. */
export const goodFrameScore = 0.5;

const histogramBins = 64;

/** Luma of BT.709 in 8-bit fixed point (the weights 0.2126, 0.7152, 0.0722 times 256). */
function lumaOf(pixels: Uint8Array, pixelCount: number): Uint8Array {
  const luma = new Uint8Array(pixelCount);
  for (let pixel = 0, at = 0; pixel < pixelCount; pixel += 1, at += 3) {
    luma[pixel] = (54 * (pixels[at] ?? 0) + 183 * (pixels[at + 1] ?? 0) + 19 * (pixels[at + 2] ?? 0)) >> 8;
  }
  return luma;
}

/** Mean, deviation and entropy (0 to 1, of the luma histogram in bins of four levels). */
function lumaStatistics(luma: Uint8Array): { mean: number; deviation: number; entropy: number } {
  const histogram = new Uint32Array(histogramBins);
  let sum = 0;
  let squares = 0;
  for (const value of luma) {
    sum += value;
    squares += value * value;
    histogram[value >> 2] = (histogram[value >> 2] ?? 0) + 1;
  }
  const total = Math.max(1, luma.length);
  const mean = sum / total;
  let bits = 0;
  for (const count of histogram) if (count > 0) bits -= (count / total) * Math.log2(count / total);
  const deviation = Math.sqrt(Math.max(0, squares / total - mean * mean));
  return { mean, deviation, entropy: bits / Math.log2(histogramBins) };
}

/**
 * Variance of the 4-neighbour Laplacian over the inner pixels, a measure of focus: Pech-Pacheco et al., "Diatom
 * autofocusing in brightfield microscopy", ICPR 2000 (their LAPV).
 */
function laplacianVariance(luma: Uint8Array, width: number, height: number): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let row = 1; row < height - 1; row += 1) {
    for (let at = row * width + 1; at < (row + 1) * width - 1; at += 1) {
      const around =
        (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0);
      const value = around - 4 * (luma[at] ?? 0);
      sum += value;
      squares += value * value;
      count += 1;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

/** Hasler and Süsstrunk, "Measuring colourfulness in natural images", SPIE 5007 (2003): 0 = grey, about 60 = vivid. */
function colourfulness(pixels: Uint8Array, pixelCount: number): number {
  let redGreen = 0;
  let redGreenSquares = 0;
  let yellowBlue = 0;
  let yellowBlueSquares = 0;
  for (let at = 0; at < pixelCount * 3; at += 3) {
    const red = pixels[at] ?? 0;
    const green = pixels[at + 1] ?? 0;
    const first = red - green;
    const second = (red + green) / 2 - (pixels[at + 2] ?? 0);
    redGreen += first;
    redGreenSquares += first * first;
    yellowBlue += second;
    yellowBlueSquares += second * second;
  }
  const total = Math.max(1, pixelCount);
  const means = [redGreen / total, yellowBlue / total] as const;
  const variances = redGreenSquares / total - means[0] ** 2 + yellowBlueSquares / total - means[1] ** 2;
  return Math.sqrt(Math.max(0, variances)) + 0.3 * Math.hypot(...means);
}

/** 0 outside `from`…`to`, 1 between `low` and `high`, straight in between. */
function plateau(value: number, from: number, low: number, high: number, to: number): number {
  return Math.max(0, Math.min(1, (value - from) / (low - from), (to - value) / (to - high)));
}

/**
 * Scores one picture. Brightness is a gate: whatever is nearly black or white scores 0. The rest is a weighted sum in
 * which an even picture has nothing to gain from and a blurred one lacks its largest part. The levels at which each part
 * is full (a deviation of 60, a Laplacian variance of 2000 on a logarithmic scale, a colourfulness of 60) are what well
 * exposed, focused footage reaches at some 640 pixels width; compare only pictures of one size.
 */
export function scoreFrame({ pixels, width, height }: FramePicture): FrameScore {
  const pixelCount = width * height;
  const luma = lumaOf(pixels, pixelCount);
  const { mean, deviation, entropy } = lumaStatistics(luma);
  const sharpness = laplacianVariance(luma, width, height);
  const content =
    0.4 * Math.min(1, Math.log1p(sharpness) / Math.log1p(2000)) +
    0.3 * Math.min(1, deviation / 60) +
    0.2 * entropy +
    0.1 * Math.min(1, colourfulness(pixels, pixelCount) / 60);
  const score = plateau(mean, 12, 56, 200, 248) * content;
  return { meanLuma: mean, contrast: deviation, sharpness, score };
}
