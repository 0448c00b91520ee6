/**
 * One-bit codes of vectors: a bit for each number, set where it is above the centre's. The share of bits in which two codes differ grows with the
 * angle between the vectors, seen from the centre (Charikar 2002, "Similarity estimation techniques from rounding algorithms").
 */

/** Codes are scanned in steps of 128 bits; what is left of the last step is 0 in all codes. */
const stepBits = 128;

export function codeBytes(dimensions: number): number {
  return (Math.ceil(dimensions / stepBits) * stepBits) / 8;
}

/** Writes the code of `vector` into `codes` from `offset` on, where all has to be 0. */
export function writeCode(
  vector: Float32Array,
  centre: Float32Array,
  codes: Uint8Array,
  offset: number,
): void {
  for (let at = 0; at < vector.length; at += 1) {
    if ((vector[at] ?? 0) > (centre[at] ?? 0)) {
      const byte = offset + (at >> 3);
      codes[byte] = (codes[byte] ?? 0) | (1 << (at & 7));
    }
  }
}

/**
 * What is left of a query without its part along the centre. Bits of codes tell nothing of that part; it is most of a vector of
 * features that are never negative, and a text's vector has little of the mean of pictures.
 */
export function withoutCentre(query: Float32Array, centre: Float32Array): Float32Array<ArrayBuffer> {
  let along = 0;
  let squares = 0;
  for (let at = 0; at < query.length; at += 1) {
    along += (query[at] ?? 0) * (centre[at] ?? 0);
    squares += (centre[at] ?? 0) ** 2;
  }
  const factor = squares === 0 ? 0 : along / squares;
  return Float32Array.from(query, (value, at) => value - factor * (centre[at] ?? 0));
}

/**
 * Scores codes against a query that keeps its numbers: the sum of them, each with the sign of the code's bit. Closer to the real
 * similarity than the distance of two codes, and slower. Looked up a byte of the code at a time (Jégou et al. 2011, "Product
 * quantization for nearest neighbor search": asymmetric distances).
 */
export class CodeScores {
  readonly #table: Float32Array;
  readonly #bytes: number;

  constructor(residual: Float32Array) {
    this.#bytes = codeBytes(residual.length);
    this.#table = new Float32Array(this.#bytes * 256);
    for (let byte = 0; byte < this.#bytes; byte += 1) this.#fill(residual, byte);
  }

  score(codes: Uint8Array, offset: number): number {
    let sum = 0;
    for (let byte = 0; byte < this.#bytes; byte += 1) {
      sum += this.#table[(byte << 8) | (codes[offset + byte] ?? 0)] ?? 0;
    }
    return sum;
  }

  /** Each entry from the one with its highest bit off. */
  #fill(residual: Float32Array, byte: number): void {
    const start = byte << 8;
    let none = 0;
    for (let bit = 0; bit < 8; bit += 1) none -= residual[byte * 8 + bit] ?? 0;
    this.#table[start] = none;
    for (let value = 1; value < 256; value += 1) {
      const highest = 31 - Math.clz32(value);
      const without = this.#table[start + (value ^ (1 << highest))] ?? 0;
      this.#table[start + value] = without + 2 * (residual[byte * 8 + highest] ?? 0);
    }
  }
}
