/**
 * From the scores of codes to the similarities that may be expected of their vectors: a line fitted by least squares through those that have been
 * looked up, and how far they lie from it. What codes leave out is much like noise of a normal distribution (Gao and Long 2024, "RaBitQ",
 * bound it for random rotations), so that looking further can stop at some deviations below what is wanted.
 *
 * PURE.
 */

/** One of 740 is higher by chance. */
const deviations = 3;
/** Fewer tell nothing. */
const leastSeen = 64;

export class ScoreOutlook {
  #count = 0;
  #scoreMean = 0;
  #similarityMean = 0;
  /** Sums of squares and products of differences from the means (Welford 1962). */
  #scoreSquares = 0;
  #similaritySquares = 0;
  #products = 0;

  add(score: number, similarity: number): void {
    this.#count += 1;
    const scoreApart = score - this.#scoreMean;
    const similarityApart = similarity - this.#similarityMean;
    this.#scoreMean += scoreApart / this.#count;
    this.#similarityMean += similarityApart / this.#count;
    this.#scoreSquares += scoreApart * (score - this.#scoreMean);
    this.#similaritySquares += similarityApart * (similarity - this.#similarityMean);
    this.#products += scoreApart * (similarity - this.#similarityMean);
  }

  /** The highest similarity to be expected at a score, and so below it; Infinity as long as too few are known. */
  highest(score: number): number {
    if (this.#count < leastSeen) return Infinity;
    const slope = this.#scoreSquares === 0 ? 0 : Math.max(0, this.#products / this.#scoreSquares);
    const unexplained = Math.max(0, this.#similaritySquares - slope * this.#products);
    const spread = Math.sqrt(unexplained / (this.#count - 2));
    return this.#similarityMean + slope * (score - this.#scoreMean) + deviations * spread;
  }
}
