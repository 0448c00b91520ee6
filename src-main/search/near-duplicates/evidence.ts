/** From what two clips have in common to how sure it is that it is not chance. Thresholds: `bench/duplicates.ts`, its tuning part. */

/** What was seen along a stretch that two clips may have in common. */
export interface Evidence {
  /** Pairs of pictures. */
  readonly samples: number;
  /** Bits in which they differ, on average. */
  readonly meanBits: number;
  /** Bits in which pictures of the stretch differ from one another, whenever they are, on average. */
  readonly spreadBits: number;
  /** Seconds of one in a second of the other. */
  readonly speed: number;
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

/** Of how much pictures of the stretch differ from one another, so much may they differ from the other clip's. */
const usualShare = 0.45;
/** Copies that run much slower or faster are rare, and accidents among them are not. */
const usualSpeeds = { slowest: 0.7, fastest: 1.45 } as const;
const unusualShare = 0.3;

function isSure(evidence: Evidence, extent: Extent): boolean {
  const { samples, meanBits, spreadBits, differentPictures, speed } = evidence;
  if (samples === 0) return false;
  const isUsual = speed >= usualSpeeds.slowest && speed <= usualSpeeds.fastest;
  const isPicked = meanBits <= Math.max(1, spreadBits * (isUsual ? usualShare : unusualShare));
  // A few seconds of two longer clips are often alike where one camera saw both.
  if (extent === 'parts' || !isUsual)
    return isPicked && samples >= 6 && differentPictures >= 3 && meanBits <= 5;
  if (isPicked && differentPictures >= 3) return meanBits <= 9;
  if (isPicked && differentPictures === 2 && samples >= 6 && meanBits <= 4) return true;
  return isSureOfScene(evidence, extent);
}

/** Where all pictures are much the same. */
function isSureOfScene({ samples, meanBits, changes }: Evidence, extent: Extent): boolean {
  const { correlation, liveliness, mean } = changes;
  if (samples >= 8 && liveliness >= 7) return meanBits <= 5 && correlation >= 0.75;
  // Too short for more.
  if (samples < 8 && extent === 'both') return meanBits <= 4;
  if (samples < 8) return samples >= 4 && meanBits <= 2 && correlation >= 0.85;
  // A still, or as good as one.
  return extent === 'both' && meanBits <= 2 && mean <= 40;
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
