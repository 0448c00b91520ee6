/**
 * How much the content of two small pictures differs, in hue, saturation and value.
 *
 * The idea of a weighted HSV difference is that of PySceneDetect's content detector
 * (https://www.scenedetect.com/docs/latest/api/detectors.html). Differences from it: the cone (chroma = max - min)
 * stands for saturation and weighs hue, so that dark and grey pixels, whose hue and saturation are noise, count little.
 */

/** One picture by channel, each 0 to 255 and `width * height` long. */
export interface ContentPlanes {
  readonly width: number;
  readonly height: number;
  /** Hue, a full turn in 256 steps. */
  readonly hue: Uint8Array;
  /** Chroma: largest less smallest of red, green and blue. */
  readonly chroma: Uint8Array;
  /** Largest of red, green and blue. */
  readonly value: Uint8Array;
  /** Luma of ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B. */
  readonly luma: Uint8Array;
}

export interface ContentWeights {
  readonly hue: number;
  readonly saturation: number;
  readonly value: number;
}

export function createContentPlanes(width: number, height: number): ContentPlanes {
  const plane = (): Uint8Array => new Uint8Array(width * height);
  return { width, height, hue: plane(), chroma: plane(), value: plane(), luma: plane() };
}

/** Fills `planes` from rgb24 pixels of the same size. */
export function fillContentPlanes(planes: ContentPlanes, rgb: Uint8Array): void {
  const { hue, chroma, value, luma } = planes;
  const count = hue.length;
  for (let pixel = 0, at = 0; pixel < count; pixel += 1, at += 3) {
    const red = rgb[at] ?? 0;
    const green = rgb[at + 1] ?? 0;
    const blue = rgb[at + 2] ?? 0;
    const high = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
    const low = red < green ? (red < blue ? red : blue) : green < blue ? green : blue;
    const range = high - low;
    chroma[pixel] = range;
    value[pixel] = high;
    luma[pixel] = (red * 77 + green * 150 + blue * 29) >> 8;
    hue[pixel] = range === 0 ? 0 : hueOf(red, green, blue, high, range);
  }
}

/** Sextants of 256 / 6 steps; wraps at 256 by being stored in a byte. */
function hueOf(red: number, green: number, blue: number, high: number, range: number): number {
  const sextant = 256 / 6 / range;
  if (high === red) return ((green - blue) * sextant) & 255;
  if (high === green) return ((blue - red) * sextant + 256 / 3) & 255;
  return ((red - green) * sextant + 512 / 3) & 255;
}

/**
 * The mean difference of two pictures of the same size, 0 (the same) to about 255. Each channel's mean absolute
 * difference is weighted; weights count by their sum. Hue differences (at most half a turn, 128, doubled to 255)
 * count by the smaller chroma of the two pixels.
 */
export function contentDifference(a: ContentPlanes, b: ContentPlanes, weights: ContentWeights): number {
  const count = a.hue.length;
  let hueSum = 0;
  let chromaSum = 0;
  let valueSum = 0;
  for (let pixel = 0; pixel < count; pixel += 1) {
    const chromaA = a.chroma[pixel] ?? 0;
    const chromaB = b.chroma[pixel] ?? 0;
    const turn = Math.abs((a.hue[pixel] ?? 0) - (b.hue[pixel] ?? 0));
    hueSum += (turn > 128 ? 256 - turn : turn) * (chromaA < chromaB ? chromaA : chromaB);
    chromaSum += Math.abs(chromaA - chromaB);
    valueSum += Math.abs((a.value[pixel] ?? 0) - (b.value[pixel] ?? 0));
  }
  const total = weights.hue + weights.saturation + weights.value;
  if (total === 0 || count === 0) return 0;
  const weighted = (weights.hue * hueSum) / 128 + weights.saturation * chromaSum + weights.value * valueSum;
  return weighted / (total * count);
}
