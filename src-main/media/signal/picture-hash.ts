/**
 * A 64-bit hash of what a picture shows: the signs of the lowest frequencies of its cosine transform, after pHash (Zauner 2010,
 * "Implementation and Benchmarking of Perceptual Image Hash Functions"), which compares with their median. Signs alone let the hash of a
 * turned or mirrored picture be told from the hash of the picture: mirroring turns the signs of odd frequencies over, a quarter turn swaps
 * the axes besides.
 *
 * Bit 8v + u stands for the frequency of u half waves across and v down. Bit 0, which would be the mean, says that there is a picture: a flat
 * one (black, uniform) has the hash 0, and is like nothing.
 */

/** Side of the square that is transformed, in pixels. */
export const hashedSide = 32;
const frequencies = 8;

/** Root of the summed squares of all frequencies but the mean, a pixel: below this all signs are noise of the encoder. */
const flatEnergy = 1.5;

/** The low and the high 32 bits. */
export interface PictureHash {
  readonly low: number;
  readonly high: number;
}

export const flatHash: PictureHash = { low: 0, high: 0 };

/** Keeps its tables and buffers: one for each clip. */
export class PictureHasher {
  readonly #cosines = cosineTable();
  readonly #rows = new Float64Array(hashedSide * frequencies);

  /** `square`: `hashedSide` rows of as many levels. */
  hash(square: Float64Array): PictureHash {
    this.#transformRows(square);
    const words: [number, number] = [1, 0];
    let energy = 0;
    for (let v = 0; v < frequencies; v += 1) {
      for (let u = v === 0 ? 1 : 0; u < frequencies; u += 1) {
        const coefficient = this.#coefficient(u, v);
        energy += coefficient * coefficient;
        if (coefficient > 0) words[v < 4 ? 0 : 1] |= 1 << ((v % 4) * frequencies + u);
      }
    }
    if (Math.sqrt(energy) / hashedSide < flatEnergy) return flatHash;
    return { low: words[0] >>> 0, high: words[1] >>> 0 };
  }

  #transformRows(square: Float64Array): void {
    for (let y = 0; y < hashedSide; y += 1) {
      for (let u = 0; u < frequencies; u += 1) {
        let sum = 0;
        for (let x = 0; x < hashedSide; x += 1)
          sum += (square[y * hashedSide + x] ?? 0) * (this.#cosines[u * hashedSide + x] ?? 0);
        this.#rows[y * frequencies + u] = sum;
      }
    }
  }

  #coefficient(u: number, v: number): number {
    let sum = 0;
    for (let y = 0; y < hashedSide; y += 1)
      sum += (this.#rows[y * frequencies + u] ?? 0) * (this.#cosines[v * hashedSide + y] ?? 0);
    return sum;
  }
}

/** DCT-II, orthonormal. */
function cosineTable(): Float64Array {
  const table = new Float64Array(frequencies * hashedSide);
  for (let k = 0; k < frequencies; k += 1) {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / hashedSide);
    for (let n = 0; n < hashedSide; n += 1)
      table[k * hashedSide + n] = scale * Math.cos((Math.PI * (n + 0.5) * k) / hashedSide);
  }
  return table;
}

/** Number of bits in which two hashes differ, 0 to 63. What is flat has to be left out by whoever asks. */
export function hashDistance(aLow: number, aHigh: number, bLow: number, bHigh: number): number {
  return bitCount(aLow ^ bLow) + bitCount(aHigh ^ bHigh);
}

/** Bits that are set in a 32-bit number (H. S. Warren, "Hacker's Delight", 5-1). */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** What was done to a picture: first mirrored (left is right then), then turned clockwise. */
export interface Orientation {
  readonly turnedDeg: 0 | 90 | 180 | 270;
  readonly mirrored: boolean;
}

/** Upright first, then turned, then mirrored: of equals the plainest. */
export const orientations: readonly Orientation[] = [false, true].flatMap((mirrored) =>
  ([0, 90, 180, 270] as const).map((turnedDeg) => ({ turnedDeg, mirrored })),
);

const oddAcross = 0xaaaaaaaa;
const oddDown = 0xff00ff00;

/** The hash that a picture has after it was mirrored and turned so. */
export function orientHash(hash: PictureHash, { turnedDeg, mirrored }: Orientation): PictureHash {
  if (hash.low === 0 && hash.high === 0) return flatHash;
  // A quarter turn clockwise is a swap of the axes and then a mirroring across.
  const swaps = turnedDeg === 90 || turnedDeg === 270;
  const seen = mirrored ? flip(hash, oddAcross) : hash;
  const swapped = swaps ? transpose(seen) : seen;
  const across = turnedDeg === 90 || turnedDeg === 180 ? flip(swapped, oddAcross) : swapped;
  return turnedDeg === 180 || turnedDeg === 270 ? flip(across, oddDown) : across;
}

function flip({ low, high }: PictureHash, mask: number): PictureHash {
  return { low: (low ^ mask) >>> 0, high: (high ^ mask) >>> 0 };
}

/** Swaps rows and columns of 8 x 8 bits ("Hacker's Delight", 7-3). */
function transpose(hash: PictureHash): PictureHash {
  const low = swapWithin(hash.low);
  const high = swapWithin(hash.high);
  const between = (low ^ (high << 4)) & 0xf0f0f0f0;
  return { low: (low ^ between) >>> 0, high: (high ^ (between >>> 4)) >>> 0 };
}

function swapWithin(word: number): number {
  const single = (word ^ (word >>> 7)) & 0x00aa00aa;
  const pairs = word ^ single ^ (single << 7);
  const double = (pairs ^ (pairs >>> 14)) & 0x0000cccc;
  return pairs ^ double ^ (double << 14);
}
