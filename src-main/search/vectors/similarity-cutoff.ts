/**
 * Which of the nearest are near at all. How similar a vector is to others hangs on the model and on the query, so that no fixed threshold holds: what is
 * told is by how much a similarity stands out from the query's similarities to a sample of the space.
 *
 * PURE.
 */

/** Middle and spread of what a query has with vectors that have nothing to do with it. */
export interface SimilaritySpread {
  readonly median: number;
  /** An estimate of the standard deviation that a minority of true matches in the sample does not raise. */
  readonly deviation: number;
  /** How many were looked at. */
  readonly count: number;
}

/** Makes the median absolute deviation of a normal distribution its standard deviation (Hampel 1974). */
const madToDeviation = 1.4826;
/** Below this, differences are those of rounding and of one-frame noise. */
const leastDeviation = 0.005;

/** Of none: nothing stands out from it. */
export function similaritySpread(similarities: ArrayLike<number>): SimilaritySpread {
  const count = similarities.length;
  if (count === 0) return { median: 1, deviation: 1, count };
  const sorted = Float64Array.from(similarities).sort();
  const median = middleOf(sorted);
  const deviations = sorted.map((similarity) => Math.abs(similarity - median)).sort();
  return { median, deviation: Math.max(middleOf(deviations) * madToDeviation, leastDeviation), count };
}

function middleOf(sorted: Float64Array): number {
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}

/** How many standard deviations a similarity lies above the middle. */
export function standOut(similarity: number, { median, deviation }: SimilaritySpread): number {
  return (similarity - median) / deviation;
}

/** So that a handful of clips, whose spread says little, have to be clearly near. */
const fewestClips = 8;

/**
 * How much the best of a space has to stand out. Of `clips` clips that have nothing to do with the query the nearest is expected about
 * √(2 ln clips) deviations above the middle (the largest of as many normal variables; Cramér 1946, Mathematical Methods of Statistics, 28.6).
 * Vectors of one clip resemble each other: it is clips that are independent.
 */
export function leastStandOut(clips: number): number {
  return Math.sqrt(2 * Math.log(Math.max(clips, fewestClips)));
}
