/** How much clips are alike as wholes, estimated from the codes of their vectors alone: no vector is looked up. PURE. */

export class CodeLikeness {
  readonly #own: Int32Array;
  readonly #words: number;

  /**
   * @param own codes of the clip that others are compared with, one behind the other
   * @param bytes of each, a multiple of 4
   */
  constructor(own: Uint8Array<ArrayBuffer>, bytes: number) {
    this.#own = new Int32Array(own.buffer, own.byteOffset, own.byteLength / 4);
    this.#words = bytes / 4;
  }

  /**
   * The mean of how well each code of one clip is matched by the nearest of the other, both ways.
   *
   * @param codes where those of the other clip are
   * @param numbers which they are
   * @returns 0 (all bits differ) to 1 (the same)
   */
  of(codes: Uint8Array<ArrayBuffer>, numbers: readonly number[]): number {
    const all = new Int32Array(codes.buffer, codes.byteOffset, Math.floor(codes.byteLength / 4));
    const bits = this.#words * 32;
    const count = this.#own.length / this.#words;
    const nearestToOwn = new Uint16Array(count).fill(bits);
    let others = 0;
    for (const number of numbers) {
      let nearest = bits;
      for (let at = 0; at < count; at += 1) {
        const distance = this.#distance(at * this.#words, all, number * this.#words);
        nearest = Math.min(nearest, distance);
        if (distance < (nearestToOwn[at] ?? 0)) nearestToOwn[at] = distance;
      }
      others += nearest;
    }
    if (count === 0 || numbers.length === 0) return 0;
    const own = nearestToOwn.reduce((sum, distance) => sum + distance, 0);
    return 1 - (own / count + others / numbers.length) / (2 * bits);
  }

  #distance(own: number, codes: Int32Array, other: number): number {
    let distance = 0;
    for (let word = 0; word < this.#words; word += 1) {
      distance += bitsIn((this.#own[own + word] ?? 0) ^ (codes[other + word] ?? 0));
    }
    return distance;
  }
}

/** Counts in pairs, in fours, and then all together (Warren, Hacker's Delight, 5-1). */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
