/** Fingerprints made ready for being compared. */
import { type FingerprintSeries, isFlat } from '../../media/signal/fingerprint.ts';
import { hashDistance, type Orientation, orientHash } from '../../media/signal/picture-hash.ts';

/** Pictures that differ by so few bits are one picture seen twice: what encoding anew does to a hash. */
const sameBits = 4;

/** Hashes of pictures and when they were seen. */
export interface SeenHashes {
  readonly length: number;
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  /** Index of the sample that each was taken from. */
  readonly sample: Uint32Array;
}

/** Of every second the stillest picture, which a copy with other sample times has too; without those that were there just before. */
export function keyHashes(series: FingerprintSeries): SeenHashes {
  const step = Math.max(1, Math.round(series.samplesPerSecond));
  const chosen: number[] = [];
  for (let start = 0; start < series.length; start += step) {
    let best = -1;
    for (let index = start; index < Math.min(series.length, start + step); index += 1) {
      if (isFlat(series, index)) continue;
      if (best === -1 || restlessness(series, index) < restlessness(series, best)) best = index;
    }
    if (best !== -1 && !isKnown(series, chosen.slice(-3), best)) chosen.push(best);
  }
  return take(series, chosen);
}

/** All pictures but those that hardly differ from the one before. */
export function everyHash(series: FingerprintSeries): SeenHashes {
  const chosen: number[] = [];
  for (let index = 0; index < series.length; index += 1) {
    if (!isFlat(series, index) && !isKnown(series, chosen.slice(-1), index)) chosen.push(index);
  }
  return take(series, chosen);
}

/** What changes before and after it. */
function restlessness({ change, length }: FingerprintSeries, index: number): number {
  return (change[index] ?? 0) + (change[Math.min(length - 1, index + 1)] ?? 0);
}

function isKnown(series: FingerprintSeries, among: readonly number[], index: number): boolean {
  return among.some((other) => seriesDistance(series, index, series, other) <= sameBits);
}

function take(series: FingerprintSeries, chosen: readonly number[]): SeenHashes {
  return {
    length: chosen.length,
    low: Uint32Array.from(chosen, (index) => series.low[index] ?? 0),
    high: Uint32Array.from(chosen, (index) => series.high[index] ?? 0),
    sample: Uint32Array.from(chosen),
  };
}

/** Bits in which two samples differ. */
export function seriesDistance(
  a: Pick<FingerprintSeries, 'low' | 'high'>,
  aIndex: number,
  b: Pick<FingerprintSeries, 'low' | 'high'>,
  bIndex: number,
): number {
  return hashDistance(a.low[aIndex] ?? 0, a.high[aIndex] ?? 0, b.low[bIndex] ?? 0, b.high[bIndex] ?? 0);
}

/** The same hashes as if the pictures had been mirrored and turned so. */
export function oriented<T extends Pick<FingerprintSeries, 'low' | 'high'>>(
  hashes: T,
  orientation: Orientation,
): T {
  const low = new Uint32Array(hashes.low.length);
  const high = new Uint32Array(hashes.high.length);
  for (let index = 0; index < low.length; index += 1) {
    const turned = orientHash({ low: hashes.low[index] ?? 0, high: hashes.high[index] ?? 0 }, orientation);
    low[index] = turned.low;
    high[index] = turned.high;
  }
  return { ...hashes, low, high };
}
