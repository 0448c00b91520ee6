/**
 * Whether one clip shows what another one shows, which part of it, and how its time and its picture lie to the other's.
 *
 * One picture in common proves little, a hundred of the same moment no more: what counts is the longest stretch in which picture follows picture,
 * in how many different ones, and, where the picture hardly changes, whether what little changes does so at the same times.
 */
import type { PairRelation } from '../../../src-preload/contract/commands/duplicates.ts';
import { type FingerprintSeries, isFlat } from '../../media/signal/fingerprint.ts';
import { type Orientation, orientations } from '../../media/signal/picture-hash.ts';
import { keyHashes, oriented, type SeenHashes, seriesDistance } from './clip-prints.ts';
import { changesTogether, type Evidence, type Extent, likeness } from './evidence.ts';
import { likelyTimeLines, secondsOf, type TimeLine, timeLinesByChange } from './time-lines.ts';

/** How b lies to a. */
export interface Alignment extends TimeLine {
  readonly relation: PairRelation;
  /** Seconds of a that b shows too, and where they begin in both. */
  readonly matchedSec: number;
  readonly aStartSec: number;
  readonly bStartSec: number;
  /** What has to be done to a's picture to get b's. */
  readonly orientation: Orientation;
  /** 0 to 1: 1 = each picture has the same hash. */
  readonly similarity: number;
}

export interface Print {
  readonly series: FingerprintSeries;
  readonly keys: SeenHashes;
}

export function printOf(series: FingerprintSeries): Print {
  return { series, keys: keyHashes(series) };
}

/** Lines that are gone along for each orientation. */
const triedLines = 8;
/** With more, pictures alone tell the time. */
const fewKeys = 12;
/** Bits in which pictures of the same moment may differ, with other sample times. */
const goodBits = 14;
/** What of a clip has to be in the other one to call it all of it: its ends may have been sampled at other times. */
const wholeShare = 0.88;
/** Seconds at both ends together that may be missing from a whole. */
const wholeSlackSec = 0.6;

/** null: they have nothing in common that could not be chance. `tried`: orientations of a that b may be in. */
export function align(a: Print, b: Print, tried: readonly Orientation[] = orientations): Alignment | null {
  let best: Walk | null = null;
  // Turning changes nothing about when what changes.
  const byChange = b.keys.length <= fewKeys ? timeLinesByChange(a.series, b.series, triedLines / 2) : [];
  for (const orientation of tried) {
    const turned = { ...a.series, ...oriented(a.series, orientation) };
    const lines = [...likelyTimeLines(turned, b.series, b.keys, triedLines), ...byChange];
    for (const line of lines) {
      const walk = bestNear(turned, b.series, line, orientation);
      // Plainer orientations come first: another one has to be clearly better.
      if (walk !== null && (best === null || walk.score > best.score * 1.03)) best = walk;
    }
  }
  return best === null ? null : judge(a.series, b.series, best);
}

interface Walk extends TimeLine {
  readonly orientation: Orientation;
  /** Samples of b: from the first to the last that is part of the stretch. */
  readonly from: number;
  readonly to: number;
  /** How much like each other, summed up over the stretch. */
  readonly score: number;
  readonly evidence: Evidence;
}

/** A line is as exact as the times of samples are: its neighbours are tried too. */
function bestNear(
  a: FingerprintSeries,
  b: FingerprintSeries,
  line: TimeLine,
  orientation: Orientation,
): Walk | null {
  let best: Walk | null = null;
  for (const shift of [0, -1, 1]) {
    const offsetSec = line.offsetSec + (shift * 0.5) / a.samplesPerSecond;
    const walk = walkAlong(a, b, { ...line, offsetSec }, orientation);
    if (walk !== null && (best === null || walk.score > best.score)) best = walk;
  }
  return best;
}

/**
 * The stretch with the largest sum: a pair that is alike adds, one that is not takes away, one of flat pictures does neither
 * (Bentley 1984, "Programming Pearls: algorithm design techniques").
 */
function walkAlong(
  a: FingerprintSeries,
  b: FingerprintSeries,
  line: TimeLine,
  orientation: Orientation,
): Walk | null {
  const distances = distancesAlong(a, b, line);
  let best = { from: 0, to: -1, score: 0 };
  let from = 0;
  let sum = 0;
  for (let index = 0; index < distances.length; index += 1) {
    const distance = distances[index] ?? unknown;
    const gain = distance === unknown ? 0 : distance <= goodBits ? 1 - distance / (2 * goodBits) : -1.5;
    if (sum <= 0) {
      sum = 0;
      from = index;
    }
    sum += gain;
    if (sum > best.score) best = { from, to: index, score: sum };
  }
  if (best.to < best.from) return null;
  const evidence = evidenceOf(a, b, line, distances, best);
  // Where every moment looks the same, only the changes tell which are of the same time.
  const score = best.score * (0.6 + 0.4 * Math.max(0, evidence.changes.correlation));
  return { ...line, ...best, score, orientation, evidence };
}

const unknown = 255;

/** For each sample of b the bits in which it differs from a at that time; `unknown` where either shows nothing. */
function distancesAlong(a: FingerprintSeries, b: FingerprintSeries, line: TimeLine): Uint8Array {
  const distances = new Uint8Array(b.length).fill(unknown);
  for (let index = 0; index < b.length; index += 1) {
    if (isFlat(b, index)) continue;
    const at = placeOf(a, b, line, index);
    if (at < 0 || at >= a.length) continue;
    for (let near = Math.max(0, at - 1); near <= Math.min(a.length - 1, at + 1); near += 1) {
      if (!isFlat(a, near))
        distances[index] = Math.min(distances[index] ?? unknown, seriesDistance(a, near, b, index));
    }
  }
  return distances;
}

function placeOf(a: FingerprintSeries, b: FingerprintSeries, line: TimeLine, index: number): number {
  const aSec = line.offsetSec + line.speed * secondsOf(b, index);
  return Math.round((aSec - a.startSec) * a.samplesPerSecond);
}

/** Pictures that differ so much are two. */
const otherPictureBits = 9;
const countedPictures = 12;

function evidenceOf(
  a: FingerprintSeries,
  b: FingerprintSeries,
  line: TimeLine,
  distances: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
): Evidence {
  const different: number[] = [];
  const aChanges: number[] = [];
  const bChanges: number[] = [];
  let sum = 0;
  let count = 0;
  for (let index = from; index <= to; index += 1) {
    const distance = distances[index] ?? unknown;
    if (distance === unknown) continue;
    sum += distance;
    count += 1;
    const at = placeOf(a, b, line, index);
    // The first sample has nothing before it.
    if (index > 0 && at > 0) {
      bChanges.push(b.change[index] ?? 0);
      aChanges.push(a.change[at] ?? 0);
    }
    const isOther = different.every((other) => seriesDistance(b, index, b, other) >= otherPictureBits);
    if (distance <= goodBits && different.length < countedPictures && isOther) different.push(index);
  }
  return {
    samples: count,
    meanBits: count === 0 ? goodBits : sum / count,
    speed: line.speed,
    spreadBits: spreadOf(b, { from, to }, distances),
    differentPictures: different.length,
    changes: changesTogether(aChanges, bChanges),
  };
}

/** Pictures that are compared with each other. */
const comparedPictures = 16;

function spreadOf(
  series: FingerprintSeries,
  { from, to }: { readonly from: number; readonly to: number },
  distances: Uint8Array,
): number {
  const step = Math.max(1, (to - from + 1) / comparedPictures);
  const chosen: number[] = [];
  for (let at = from; at <= to; at += step)
    if (distances[Math.floor(at)] !== unknown) chosen.push(Math.floor(at));
  let sum = 0;
  let count = 0;
  for (const [position, one] of chosen.entries()) {
    for (const other of chosen.slice(position + 1)) {
      sum += seriesDistance(series, one, series, other);
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}

function judge(a: FingerprintSeries, b: FingerprintSeries, walk: Walk): Alignment | null {
  const { speed, offsetSec, orientation, from, to, evidence } = walk;
  const bStartSec = secondsOf(b, from);
  const bSec = (to - from + 1) / b.samplesPerSecond;
  const aStartSec = offsetSec + speed * bStartSec;
  const aSpan = { from: aStartSec, to: aStartSec + speed * bSec };
  const shares = {
    a: shareWithin(a, aSpan),
    b: shareWithin(b, { from: bStartSec, to: bStartSec + bSec }),
  };
  const relation = relationOf(shares);
  const similarity = likeness(evidence, extents[relation]);
  if (similarity === null) return null;
  return {
    ...{ relation, speed, offsetSec, orientation, similarity },
    ...{ matchedSec: speed * bSec, aStartSec, bStartSec },
  };
}

const extents: Readonly<Record<PairRelation, Extent>> = { same: 'both', trimmed: 'one', overlap: 'parts' };

function relationOf(shares: { readonly a: Share; readonly b: Share }): PairRelation {
  const isWhole = ({ share, missingSec }: Share): boolean =>
    share >= wholeShare || (share >= 0.6 && missingSec <= wholeSlackSec);
  if (isWhole(shares.a) && isWhole(shares.b)) return 'same';
  return isWhole(shares.a) || isWhole(shares.b) ? 'trimmed' : 'overlap';
}

interface Share {
  readonly share: number;
  readonly missingSec: number;
}

/** What of a clip's pictures that show something is within a span. */
function shareWithin(series: FingerprintSeries, span: { readonly from: number; readonly to: number }): Share {
  let all = 0;
  let within = 0;
  for (let index = 0; index < series.length; index += 1) {
    if (isFlat(series, index)) continue;
    const atSec = secondsOf(series, index);
    all += 1;
    if (atSec > span.from - 0.5 / series.samplesPerSecond && atSec < span.to) within += 1;
  }
  return { share: all === 0 ? 0 : within / all, missingSec: (all - within) / series.samplesPerSecond };
}
