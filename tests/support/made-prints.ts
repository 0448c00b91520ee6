/** Fingerprints of clips that were never filmed, for tests of what compares them. */
import type { FingerprintSeries } from '../../src-main/media/signal/fingerprint.ts';
import { seededRandom } from './seeded-random.ts';

/** One moment: its hash, and how much it differs from the one before. */
export interface Moment {
  readonly low: number;
  readonly high: number;
  readonly change: number;
}

/** A picture that changes by a few bits from moment to moment, and wholly every now and then. */
export function liveMoments(seed: number, count: number): Moment[] {
  const random = seededRandom(seed);
  const word = (): number => Math.floor(random() * 2 ** 32);
  let hash = { low: (word() | 1) >>> 0, high: word() };
  return Array.from({ length: count }, () => {
    const isCut = random() < 0.06;
    const bits = isCut ? 40 : 1 + Math.floor(random() * 4);
    for (let flip = 0; flip < bits; flip += 1) hash = flipBit(hash, 1 + Math.floor(random() * 63));
    return { ...hash, change: isCut ? 200 : 60 + Math.floor(random() * 60) };
  });
}

/** One picture all along, in which what changes hardly shows. */
export function stillMoments(seed: number, count: number, changes: 'lively' | 'none'): Moment[] {
  const random = seededRandom(seed);
  const hash = { low: (Math.floor(random() * 2 ** 32) | 1) >>> 0, high: Math.floor(random() * 2 ** 32) };
  const activity = seededRandom(seed + 1000);
  return Array.from({ length: count }, () => ({
    ...hash,
    change: changes === 'none' ? 2 : 30 + Math.floor(activity() * 90),
  }));
}

/** What encoding anew does: a bit here and there. */
export function noisy(moments: readonly Moment[], seed: number, share = 0.03): Moment[] {
  const random = seededRandom(seed);
  return moments.map((moment) => {
    let hash = { low: moment.low, high: moment.high };
    for (let bit = 1; bit < 64; bit += 1) if (random() < share) hash = flipBit(hash, bit);
    return { ...hash, change: Math.min(255, Math.max(0, moment.change + Math.round(random() * 4 - 2))) };
  });
}

function flipBit({ low, high }: Pick<Moment, 'low' | 'high'>, bit: number): Pick<Moment, 'low' | 'high'> {
  return bit < 32 ? { low: (low ^ (1 << bit)) >>> 0, high } : { low, high: (high ^ (1 << (bit - 32))) >>> 0 };
}

export function seriesFrom(moments: readonly Moment[], samplesPerSecond = 4): FingerprintSeries {
  return {
    ...{ samplesPerSecond, startSec: 0, length: moments.length },
    low: Uint32Array.from(moments, ({ low }) => low),
    high: Uint32Array.from(moments, ({ high }) => high),
    change: Uint8Array.from(moments, ({ change }) => change),
  };
}
