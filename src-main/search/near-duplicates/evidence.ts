/** From what two clips have in common to how sure it is that it is not chance. Thresholds: `bench/duplicates.ts`, its tuning part. */

/** What was seen along a stretch that two clips may have in common. */
export interface Evidence {
  /** Pairs of pictures. */
  readonly samples: number;
  /** Bits in which they differ, on average. */
  readonly meanBits: number;
  /** Bits in which pictures of the stretch differ from one another, whenever they are, on average. */
  readonly spreadBits: number;
  /** Pictures in it that differ from one another. */
  readonly differentPictures: number;
  readonly changes: ChangesTogether;
}

export interface ChangesTogether {
  /** Pearson's, -1 to 1; 0 where one of them is constant. */
  readonly correlation: number;
  /** Standard deviation of the less lively one. */
  readonly liveliness: number;
  /** Mean of the livelier one. */
  readonly mean: number;
}

/** Bits out of 63 at which there is no likeness left: half of that of pictures that have nothing to do with each other. */
const unlikeBits = 16;

/** How much of the clips is in the stretch: all of both, all of one, or a part of each. */
export type Extent = 'both' | 'one' | 'parts';

/** null: it could be chance. */
export function likeness(evidence: Evidence, extent: Extent): number | null {
  const similarity = Math.max(0, 1 - evidence.meanBits / (2 * unlikeBits));
  return isSure(evidence, extent) ? similarity : null;
}

function isSure(
  { samples, meanBits, differentPictures, changes }: Evidence,
  extent: Extent,
): boolean {
  const { correlation, liveliness, mean } = changes;
  if (samples === 0) return false;
  // A few seconds of two longer clips are often alike where one camera saw both.
  if (extent === 'parts') return samples >= 6 && differentPictures >= 3 && meanBits <= 5;
  const isWholeOfBoth = extent === 'both';
  if (differentPictures >= 5) return meanBits <= 9;
  if (differentPictures >= 3) return meanBits <= 7;
  if (differentPictures === 2 && samples >= 6 && meanBits <= 4) return true;
  // One scene, in which something moves.
  if (samples >= 8 && liveliness >= 7) return meanBits <= 5 && correlation >= 0.75;
  // Too short for more.
  if (samples < 8) return isWholeOfBoth ? meanBits <= 4 : samples >= 4 && meanBits <= 2 && correlation >= 0.85;
  // A still, or as good as one.
  return isWholeOfBoth && meanBits <= 2 && mean <= 40;
}

export function changesTogether(a: ArrayLike<number>, b: ArrayLike<number>): ChangesTogether {
  const length = Math.min(a.length, b.length);
  if (length === 0) return { correlation: 0, liveliness: 0, mean: 0 };
  const aMean = meanOf(a, length);
  const bMean = meanOf(b, length);
  let common = 0;
  let aSpread = 0;
  let bSpread = 0;
  for (let index = 0; index < length; index += 1) {
    const aPart = (a[index] ?? 0) - aMean;
    const bPart = (b[index] ?? 0) - bMean;
    common += aPart * bPart;
    aSpread += aPart * aPart;
    bSpread += bPart * bPart;
  }
  const spread = Math.sqrt(aSpread * bSpread);
  return {
    correlation: spread === 0 ? 0 : common / spread,
    liveliness: Math.sqrt(Math.min(aSpread, bSpread) / length),
    mean: Math.max(aMean, bMean),
  };
}

function meanOf(values: ArrayLike<number>, length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index += 1) sum += values[index] ?? 0;
  return sum / length;
}
