/**
 * All pairs of clips that show the same: candidates by pictures in common, each candidate then aligned in time.
 *
 * Fingerprints are read twice: once for the index, of which pictures stay in memory (some 160 bytes for each second in which everything moves,
 * next to nothing for what stands still), and those of candidates once more. 10,000 made clips of half a minute took ten seconds of one thread.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FingerprintSeries } from '../../media/signal/fingerprint.ts';
import { type Orientation, orientations } from '../../media/signal/picture-hash.ts';
import { align, type Alignment, type Print, printOf } from './alignment.ts';
import { everyHash, keyHashes, oriented, type SeenHashes } from './clip-prints.ts';
import { HashIndex } from './hash-index.ts';

export interface PrintSource {
  /** Some hundred at a time, in any order, each clip once. */
  batches(): Iterable<readonly { readonly clip: number; readonly series: FingerprintSeries }[]>;
  /** null: it has none any more. */
  read(clip: number): FingerprintSeries | null;
}

/** How `b` lies to `a`. */
export interface NearPair extends Alignment {
  readonly a: number;
  readonly b: number;
}

/** Only pairs with one of these; null: all. */
export type Wanted = ReadonlySet<number> | null;

/** Pictures that two clips have to have in common to be looked at, where both have `manyKeys`; else one. */
const wantedHits = 2;
const manyKeys = 8;
/** Of one clip so many others are looked at: those with most in common. */
const mostCandidates = 100;
const keptPrints = 400;
const turnAfterMs = 40;

interface IndexedClip {
  readonly clip: number;
  readonly keys: SeenHashes;
}

/** @throws what the signal was aborted with */
export async function findNearPairs(
  source: PrintSource,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<NearPair[]> {
  const turns = new Turns(signal);
  const clips: IndexedClip[] = [];
  const seen: SeenHashes[] = [];
  for (const batch of source.batches()) {
    for (const { clip, series } of batch) {
      const keys = keyHashes(series);
      if (keys.length === 0) continue;
      clips.push({ clip, keys });
      seen.push(everyHash(series));
    }
    await turns.pass();
  }
  const index = new HashIndex(
    seen.reduce((sum, { length }) => sum + length, 0),
    seen.length,
  );
  for (const [number, hashes] of seen.entries()) index.add(number, hashes);
  seen.length = 0;
  return new PairSearch(source, clips, index, turns).run(wanted);
}

/** Lets other work have its turn, and notices when nobody wants to know any more. */
class Turns {
  readonly #signal: AbortSignal;
  #sinceMs = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async pass(): Promise<void> {
    if (performance.now() - this.#sinceMs < turnAfterMs) return;
    await nextTurn();
    this.#signal.throwIfAborted();
    this.#sinceMs = performance.now();
  }
}

class PairSearch {
  readonly #source: PrintSource;
  readonly #clips: readonly IndexedClip[];
  readonly #index: HashIndex;
  readonly #turns: Turns;
  readonly #prints = new Map<number, Print | null>();
  /** Numbers of both, the lower one first. */
  readonly #pairs = new Map<string, NearPair | null>();

  constructor(source: PrintSource, clips: readonly IndexedClip[], index: HashIndex, turns: Turns) {
    this.#source = source;
    this.#clips = clips;
    this.#index = index;
    this.#turns = turns;
  }

  async run(wanted: Wanted): Promise<NearPair[]> {
    for (const [number, { clip, keys }] of this.#clips.entries()) {
      if (wanted !== null && !wanted.has(clip)) continue;
      for (const [other, tried] of this.#candidates(number, keys)) {
        const name =
          number < other ? `${String(number)} ${String(other)}` : `${String(other)} ${String(number)}`;
        // What was found from one side need not be looked at from the other.
        if ((this.#pairs.get(name) ?? null) === null)
          this.#pairs.set(name, this.#compare(number, other, tried));
        await this.#turns.pass();
      }
      await this.#turns.pass();
    }
    return [...this.#pairs.values()].filter((pair) => pair !== null);
  }

  /** Those with most pictures in common, and the orientations in which they have them. */
  #candidates(number: number, keys: SeenHashes): Map<number, Orientation[]> {
    const hits: { readonly other: number; readonly orientation: Orientation; readonly count: number }[] = [];
    for (const orientation of orientations) {
      for (const [other, count] of this.#index.count(oriented(keys, orientation))) {
        const keyCount = Math.min(keys.length, this.#clips[other]?.keys.length ?? 0);
        if (other !== number && count >= (keyCount < manyKeys ? 1 : wantedHits))
          hits.push({ other, orientation, count });
      }
    }
    const chosen = hits.sort((one, another) => another.count - one.count).slice(0, mostCandidates);
    const byOther = Map.groupBy(chosen, ({ other }) => other);
    return new Map([...byOther].map(([other, of]) => [other, of.map(({ orientation }) => orientation)]));
  }

  #compare(number: number, other: number, tried: readonly Orientation[]): NearPair | null {
    const a = this.#print(number);
    const b = this.#print(other);
    if (a === null || b === null) return null;
    const inOrder = orientations.filter((orientation) => tried.includes(orientation));
    const alignment = align(a, b, inOrder);
    const [aClip, bClip] = [this.#clips[number]?.clip, this.#clips[other]?.clip];
    if (alignment === null || aClip === undefined || bClip === undefined) return null;
    return { a: aClip, b: bClip, ...alignment };
  }

  /** Those that were read last are kept: copies of one clip are compared with each other. */
  #print(number: number): Print | null {
    const known = this.#prints.get(number);
    if (known !== undefined) return known;
    const clip = this.#clips[number]?.clip;
    const series = clip === undefined ? null : this.#source.read(clip);
    const print = series === null ? null : printOf(series);
    const [oldest] = this.#prints.keys();
    if (this.#prints.size >= keptPrints && oldest !== undefined) this.#prints.delete(oldest);
    this.#prints.set(number, print);
    return print;
  }
}
