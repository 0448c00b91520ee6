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
/** Of queries that have nothing to do with anything, about so many find something all the same. */
const falseShare = 0.05;
/** In libraries of 100,000 clips a third of a clip is as near by chance: better that than to lose matches which are no nearer there. */
const mostStandOut = 4.5;

/**
 * How much a vector has to stand out to count as near: √(2 ln (clips / 2p)), above which the nearest of so many clips that have nothing to do with
 * the query lies with a probability of p at most (a normal variable exceeds z with less than e^(-z²/2) / 2; Chernoff's bound). Vectors of one
 * clip resemble each other: it is clips that are independent.
 *
 * Tried on 169 frames of 43 test clips by MobileNetV2, centred, where it is 3.5: 92 % of the frames find another of their own clip; what is nearest
 * of another clip and above it is mostly the same film or test card under another name (cosine 0.46 to 1), below it mostly other things (0.2 to 0.5).
 * Of three pictures of nothing, noise and stripes stay below, plain grey does not.
 */
export function leastStandOut(clips: number): number {
  const least = Math.sqrt(2 * Math.log(Math.max(clips, fewestClips) / (2 * falseShare)));
  return Math.min(least, mostStandOut);
}

/**
 * Centred cosine of pictures that show the same. Other clips had 0.2 to 0.5 in the trial above, so that this is near in any library, and also in one of
 * so few clips that nothing can stand out from the rest.
 */
export const sameSight = 0.75;

/** The centred cosine from which on a picture counts as near. @param clips how many the spread is of */
export function leastNear(clips: number, { median, deviation }: SimilaritySpread): number {
  return Math.min(median + leastStandOut(clips) * deviation, sameSight);
}
