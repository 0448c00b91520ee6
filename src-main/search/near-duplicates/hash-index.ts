/**
 * Which clips have pictures in common, without comparing each with each: hashes are cut into three bands, and only those are compared that
 * are equal in one of them (multi-index hashing: Norouzi, Punjani and Fleet 2012). Two hashes that differ in up to two bits always have an
 * equal band, others by chance; a copy has many pictures, of which a few have to be found.
 *
 * Costs 28 bytes a picture, and some microseconds for each that is looked up.
 */
import { hashDistance } from '../../media/signal/picture-hash.ts';
import type { SeenHashes } from './clip-prints.ts';

/** Bits in which the hashes of one picture may differ in two versions of a clip. */
export const alikeBits = 10;
/** A band that so many pictures have says nothing: dark ones, a sky above ground. The other bands have to do. */
const crowd = 4096;

/** Low frequencies, which are most certain, are dealt out to the three bands in turn. Bit 0 is the same in all. */
const bands = [0, 1, 2].map((band) =>
  Array.from({ length: 63 }, (_, index) => index + 1)
    .sort((a, b) => frequencySum(a) - frequencySum(b) || a - b)
    .filter((_, order) => order % 3 === band),
);

function frequencySum(bit: number): number {
  return (bit % 8) + Math.floor(bit / 8);
}

interface BandMasks {
  readonly low: number;
  readonly high: number;
}

const masks: readonly BandMasks[] = bands.map((bits) => ({
  low: bits.reduce((mask, bit) => (bit < 32 ? mask | (1 << bit) : mask), 0),
  high: bits.reduce((mask, bit) => (bit >= 32 ? mask | (1 << (bit - 32)) : mask), 0),
}));

export class HashIndex {
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  readonly #clip: Uint32Array;
  /** For each band a hash table of chains: the first entry of each slot, and of each entry the next one. */
  readonly #first: readonly Int32Array[];
  readonly #next: readonly Int32Array[];
  readonly #slots: number;
  #length = 0;
  /** For each clip the look in which it was found last: each counts once in one. */
  readonly #lastLook: Uint32Array;
  #look = 0;

  /** `capacity`: pictures of all clips together; clips are numbered from 0. */
  constructor(capacity: number, clips: number) {
    this.#lastLook = new Uint32Array(clips);
    this.#low = new Uint32Array(capacity);
    this.#high = new Uint32Array(capacity);
    this.#clip = new Uint32Array(capacity);
    this.#slots = 2 ** Math.max(8, Math.ceil(Math.log2(capacity + 1)));
    this.#first = masks.map(() => new Int32Array(this.#slots).fill(-1));
    this.#next = masks.map(() => new Int32Array(capacity).fill(-1));
  }

  /** @throws RangeError beyond the capacity */
  add(clip: number, hashes: SeenHashes): void {
    if (this.#length + hashes.length > this.#low.length) throw new RangeError('more pictures than were told');
    for (let index = 0; index < hashes.length; index += 1) {
      const entry = this.#length++;
      const low = hashes.low[index] ?? 0;
      const high = hashes.high[index] ?? 0;
      this.#low[entry] = low;
      this.#high[entry] = high;
      this.#clip[entry] = clip;
      for (const [band, mask] of masks.entries()) this.#chain(band, this.#slotOf(mask, low, high), entry);
    }
  }

  /** In how many of these pictures each clip has one that is alike: clip -> count. */
  count(hashes: SeenHashes): Map<number, number> {
    const counts = new Map<number, number>();
    for (let index = 0; index < hashes.length; index += 1)
      this.#countLike(hashes.low[index] ?? 0, hashes.high[index] ?? 0, counts);
    return counts;
  }

  #countLike(low: number, high: number, counts: Map<number, number>): void {
    this.#look += 1;
    for (let band = 0; band < masks.length; band += 1) {
      const next = this.#next[band];
      let entry = this.#first[band]?.[this.#slotOf(masks[band], low, high)] ?? -1;
      for (let seen = 0; entry !== -1 && seen < crowd; seen += 1) {
        const clip = this.#clip[entry] ?? 0;
        if (this.#lastLook[clip] !== this.#look && this.#isLike(entry, low, high)) {
          this.#lastLook[clip] = this.#look;
          counts.set(clip, (counts.get(clip) ?? 0) + 1);
        }
        entry = next?.[entry] ?? -1;
      }
    }
  }

  #isLike(entry: number, low: number, high: number): boolean {
    return hashDistance(low, high, this.#low[entry] ?? 0, this.#high[entry] ?? 0) <= alikeBits;
  }

  #chain(band: number, slot: number, entry: number): void {
    const first = this.#first[band];
    const next = this.#next[band];
    if (first === undefined || next === undefined) return;
    next[entry] = first[slot] ?? -1;
    first[slot] = entry;
  }

  /** Mixes the bits of a band (multiplier of D. Knuth, "The Art of Computer Programming" 6.4). */
  #slotOf(mask: BandMasks | undefined, low: number, high: number): number {
    if (mask === undefined) return 0;
    const mixed = Math.imul(low & mask.low, 0x9e3779b1) ^ Math.imul(high & mask.high, 0x85ebca6b);
    return ((mixed ^ (mixed >>> 15)) >>> 0) & (this.#slots - 1);
  }
}
