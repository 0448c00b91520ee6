/**
 * How the time of one clip could map onto that of another: a line t_a = offset + speed * t_b through as many pairs of pictures that are alike
 * as can be (a Hough transform: Duda and Hart 1972).
 */
import { type FingerprintSeries, isFlat } from '../../media/signal/fingerprint.ts';
import { seriesDistance, type SeenHashes } from './clip-prints.ts';
import { changesTogether } from './evidence.ts';
import { alikeBits } from './hash-index.ts';

export interface TimeLine {
  /** Seconds on the clock of a at the zero of b. */
  readonly offsetSec: number;
  /** Seconds of a that pass in one second of b. */
  readonly speed: number;
}

/** Pictures of both that are alike, with their times. */
interface LikePair {
  readonly key: number;
  readonly aSec: number;
  readonly bSec: number;
}

/** Keys of b that are looked for in a, over its whole length. */
const mostKeys = 96;
/** Places in a where one key may be: the likest. */
const mostPlaces = 24;
const narrowestBinSec = 0.5;
/** A line that is off by up to half a step of the speed leaves its bin at the ends of long clips, so bins widen with them. */
const binShare = 0.01;
const slowest = 0.5;
const fastest = 2;

/** Steps of two per cent, and exactly what people and programs set: also film to television, and to 29.97 a second. */
const speeds: readonly number[] = [
  ...Array.from({ length: 71 }, (_, step) => slowest * (fastest / slowest) ** (step / 70)),
  ...[1, 0.8, 0.9, 1.1, 1.2, 1.25, 1.5, 0.75, 24 / 25, 25 / 24, 1000 / 1001, 1001 / 1000],
].sort((a, b) => Math.abs(Math.log(a)) - Math.abs(Math.log(b)));

/** The likeliest first, at most `limit`. */
export function likelyTimeLines(
  a: FingerprintSeries,
  b: FingerprintSeries,
  bKeys: SeenHashes,
  limit: number,
): TimeLine[] {
  const pairs = likePairs(a, b, bKeys);
  if (pairs.length === 0) return [];
  const lines: (TimeLine & { readonly votes: number })[] = [];
  for (const speed of speeds) {
    const binSec = Math.max(narrowestBinSec, (binShare * b.length * speed) / b.samplesPerSecond);
    for (const { bin, votes } of fullestBins(pairs, speed, binSec)) {
      lines.push(fitted(pairs, { speed, offsetSec: bin * binSec }, binSec, votes));
    }
  }
  // Sorting keeps the order of equals: speeds near 1 come first.
  return lines.sort((one, other) => other.votes - one.votes).slice(0, limit);
}

function likePairs(a: FingerprintSeries, b: FingerprintSeries, bKeys: SeenHashes): LikePair[] {
  const pairs: LikePair[] = [];
  const step = Math.max(1, bKeys.length / mostKeys);
  for (let place = 0; place < bKeys.length; place += step) {
    const key = Math.floor(place);
    const bSec = secondsOf(b, bKeys.sample[key] ?? 0);
    const places = placesLike(a, bKeys, key);
    for (const index of places) pairs.push({ key, aSec: secondsOf(a, index), bSec });
  }
  return pairs;
}

/** Samples of a that are like the key, and liker than those around them. */
function placesLike(a: FingerprintSeries, keys: SeenHashes, key: number): number[] {
  const distances = new Uint8Array(a.length).fill(255);
  for (let index = 0; index < a.length; index += 1)
    if (!isFlat(a, index)) distances[index] = seriesDistance(a, index, keys, key);
  const found: number[] = [];
  for (let index = 0; index < a.length; index += 1) {
    const own = distances[index] ?? 255;
    const isBest = own <= (distances[index - 1] ?? 255) && own <= (distances[index + 1] ?? 255);
    if (own <= alikeBits && isBest) found.push(index);
  }
  if (found.length <= mostPlaces) return found;
  return found.sort((one, other) => (distances[one] ?? 0) - (distances[other] ?? 0)).slice(0, mostPlaces);
}

export function secondsOf({ startSec, samplesPerSecond }: FingerprintSeries, index: number): number {
  return startSec + index / samplesPerSecond;
}

/** The three fullest; each key votes once for a bin, for two neighbouring ones where its time is near their border. */
function fullestBins(
  pairs: readonly LikePair[],
  speed: number,
  binSec: number,
): { readonly bin: number; readonly votes: number }[] {
  const keysByBin = new Map<number, Set<number>>();
  for (const { key, aSec, bSec } of pairs) {
    const at = (aSec - speed * bSec) / binSec;
    for (const bin of [Math.floor(at), Math.floor(at) + 1]) {
      const keys = keysByBin.get(bin);
      if (keys === undefined) keysByBin.set(bin, new Set([key]));
      else keys.add(key);
    }
  }
  return [...keysByBin]
    .map(([bin, keys]) => ({ bin, votes: keys.size }))
    .sort((one, other) => other.votes - one.votes)
    .slice(0, 3);
}

/** Least squares through the pairs near the line, twice; the speed stays where those say little about it. */
function fitted(
  pairs: readonly LikePair[],
  line: TimeLine,
  toleranceSec: number,
  votes: number,
): TimeLine & { readonly votes: number } {
  let best = line;
  for (const tolerance of [toleranceSec, toleranceSec / 2]) {
    const near = pairs.filter(
      ({ aSec, bSec }) => Math.abs(aSec - best.offsetSec - best.speed * bSec) <= tolerance,
    );
    if (near.length === 0) break;
    const aMean = mean(near.map(({ aSec }) => aSec));
    const bMean = mean(near.map(({ bSec }) => bSec));
    const spread = near.reduce((sum, { bSec }) => sum + (bSec - bMean) ** 2, 0);
    const common = near.reduce((sum, { aSec, bSec }) => sum + (aSec - aMean) * (bSec - bMean), 0);
    const slope = spread / near.length < 4 ? best.speed : common / spread;
    // What is a per cent from a line that was tried is an accident of sample times.
    const speed = Math.abs(slope / best.speed - 1) < 0.012 ? slope : best.speed;
    best = { speed, offsetSec: aMean - speed * bMean };
  }
  return { ...best, votes };
}

/** Products of samples that are gone through for one pair of clips at the most. */
const mostProducts = 40_000_000;
const leastOverlap = 8;

/**
 * The same by what changes when: for scenes that look alike all along. Of each speed the shift at which the changes of both go together best
 * (normalised cross-correlation), the best first.
 */
export function timeLinesByChange(a: FingerprintSeries, b: FingerprintSeries, limit: number): TimeLine[] {
  const found: (TimeLine & { readonly correlation: number })[] = [];
  let products = 0;
  for (const speed of speeds) {
    if (speed < 0.75 || speed > 4 / 3) continue;
    const curve = atSpeed(a, b, speed);
    products += a.length * curve.length;
    if (products > mostProducts) break;
    const { shift, correlation } = bestShift(a.change, curve);
    const offsetSec = a.startSec + shift / a.samplesPerSecond - speed * b.startSec;
    if (correlation > 0.5) found.push({ speed, offsetSec, correlation });
  }
  return found.sort((one, other) => other.correlation - one.correlation).slice(0, limit);
}

/** Changes of b at the sample times of a, if b ran at this speed. */
function atSpeed(a: FingerprintSeries, b: FingerprintSeries, speed: number): Uint8Array {
  const step = b.samplesPerSecond / (speed * a.samplesPerSecond);
  const curve = new Uint8Array(Math.floor(b.length / step));
  for (let index = 0; index < curve.length; index += 1) {
    curve[index] = b.change[Math.min(b.length - 1, Math.round(index * step))] ?? 0;
  }
  return curve;
}

function bestShift(a: Uint8Array, b: Uint8Array): { readonly shift: number; readonly correlation: number } {
  let best = { shift: 0, correlation: -1 };
  const overlap = Math.max(leastOverlap, Math.floor(Math.min(a.length, b.length) / 2));
  for (let shift = overlap - b.length; shift <= a.length - overlap; shift += 1) {
    // The first sample of either has nothing before it.
    const from = Math.max(shift + 1, 1);
    const to = Math.min(a.length, shift + b.length);
    const { correlation } = changesTogether(a.subarray(from, to), b.subarray(from - shift, to - shift));
    if (correlation > best.correlation) best = { shift, correlation };
  }
  return best;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
