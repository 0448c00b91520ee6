/** The first level of search by likeness: from all codes to those worth an exact look. */
import { type CodeRange, type CodeStore, mostPerScan } from './code-store.ts';
import { codeBytes, CodeScores, writeCode } from './one-bit-codes.ts';
import type { TimeSlices } from './time-slices.ts';

/**
 * Codes that are scored, as a multiple of those that may be looked up: for the same recall by distance alone, up to three times as many
 * vectors would have to be looked up (measured on clustered vectors), which costs far more than scoring does.
 */
const scoredPerWanted = 4;
/** In large spaces one in so many is scored, so that queries far from all vectors (a text among pictures) find theirs. */
const onePerScored = 256;

export interface CodeQuery {
  /** Vectors that are searched for, each without its part along the centre; of one length. */
  readonly residuals: readonly Float32Array[];
  readonly ranges: readonly CodeRange[];
  /** How many are wanted of each. */
  readonly count: number;
  /** At most so many of one clip. */
  readonly mostOfClip: number;
}

export interface ScoredCode {
  /** Its number in the store. */
  readonly code: number;
  /** The higher the likelier it is that its vector is similar. */
  readonly score: number;
}

/** @returns of each the best by score, best first; all there are where they are few. @throws the reason of the slices' signal */
export async function nearestCodes(
  store: CodeStore,
  query: CodeQuery,
  slices: TimeSlices,
): Promise<ScoredCode[][]> {
  const { residuals, ranges, count } = query;
  const total = ranges.reduce((sum, range) => sum + range.count, 0);
  const scored = Math.max(count * scoredPerWanted, Math.ceil(total / onePerScored));
  const all = total <= scored ? numbersOf(ranges, total) : null;
  const scanned = all === null ? await scan(store, query, scored, slices) : [];
  return residuals.map((residual, at) =>
    bestScored(store, all ?? scanned[at] ?? new Uint32Array(), residual, query),
  );
}

function numbersOf(ranges: readonly CodeRange[], total: number): Uint32Array {
  const numbers = new Uint32Array(total);
  let length = 0;
  for (const { first, count } of ranges) {
    for (let code = first; code < first + count; code += 1) {
      numbers[length] = code;
      length += 1;
    }
  }
  return numbers;
}

/** Of each the `wanted` nearest by distance, and few more. All are compared with one part of the codes while the processor has it at hand. */
async function scan(
  store: CodeStore,
  { residuals, ranges }: CodeQuery,
  wanted: number,
  slices: TimeSlices,
): Promise<Uint32Array[]> {
  const searches = residuals.map((residual) => {
    const code = new Uint8Array(store.bytes);
    writeCode(residual, new Float32Array(residual.length), code, 0);
    return { code, nearest: new NearestByCount(wanted, codeBytes(residual.length) * 8) };
  });
  for (const range of ranges) {
    const end = range.first + range.count;
    for (let first = range.first; first < end; first += mostPerScan) {
      const part = { first, count: Math.min(mostPerScan, end - first) };
      for (const { code, nearest } of searches) {
        if (nearest.limit >= 0) nearest.add(store.scan(code, part, nearest.limit));
      }
      if (slices.isOver) await slices.next();
    }
  }
  return searches.map(({ nearest }) => nearest.numbers());
}

/** Keeps the nearest by counting: distances are small whole numbers. */
class NearestByCount {
  readonly #wanted: number;
  readonly #counts: Uint32Array;
  #numbers = new Uint32Array(mostPerScan);
  #distances = new Uint16Array(mostPerScan);
  #length = 0;
  /** Distances of the nearest that are wanted are up to this. */
  #farthest: number;
  /** What is farther away is not wanted any more; below 0: nothing is. */
  limit: number;

  constructor(wanted: number, mostDistance: number) {
    this.#wanted = wanted;
    this.#counts = new Uint32Array(mostDistance + 1);
    this.#farthest = mostDistance;
    this.limit = mostDistance;
  }

  /** @param pairs of number and distance */
  add(pairs: Uint32Array): void {
    this.#makeRoom(pairs.length / 2);
    for (let at = 0; at < pairs.length; at += 2) {
      const distance = pairs[at + 1] ?? 0;
      this.#numbers[this.#length] = pairs[at] ?? 0;
      this.#distances[this.#length] = distance;
      this.#length += 1;
      this.#counts[distance] = (this.#counts[distance] ?? 0) + 1;
    }
    if (this.#length >= this.#wanted) this.#lower();
  }

  numbers(): Uint32Array {
    this.#drop();
    return this.#numbers.subarray(0, this.#length);
  }

  #lower(): void {
    let sum = 0;
    for (let distance = 0; distance <= this.#farthest; distance += 1) {
      sum += this.#counts[distance] ?? 0;
      if (sum < this.#wanted) continue;
      this.#farthest = distance;
      // There are enough at that distance already.
      this.limit = distance - 1;
      return;
    }
  }

  #makeRoom(count: number): void {
    if (this.#length + count <= this.#numbers.length) return;
    this.#drop();
    if (this.#length + count <= this.#numbers.length / 2) return;
    const size = (this.#length + count) * 2;
    const [numbers, distances] = [this.#numbers, this.#distances];
    this.#numbers = new Uint32Array(size);
    this.#distances = new Uint16Array(size);
    this.#numbers.set(numbers.subarray(0, this.#length));
    this.#distances.set(distances.subarray(0, this.#length));
  }

  /** Those that have turned out too far away. */
  #drop(): void {
    let kept = 0;
    for (let at = 0; at < this.#length; at += 1) {
      const distance = this.#distances[at] ?? 0;
      if (distance > this.#farthest) continue;
      this.#numbers[kept] = this.#numbers[at] ?? 0;
      this.#distances[kept] = distance;
      kept += 1;
    }
    this.#length = kept;
  }
}

/** Of those near by distance, the best by score, not more of one clip than are wanted. */
function bestScored(
  store: CodeStore,
  near: Uint32Array,
  residual: Float32Array,
  { count, mostOfClip }: CodeQuery,
): ScoredCode[] {
  const byCode = new CodeScores(residual);
  const codes = store.codes();
  const scores = new Float32Array(near.length);
  for (let at = 0; at < near.length; at += 1) {
    scores[at] = byCode.score(codes, (near[at] ?? 0) * store.bytes);
  }
  const perClip = new Map<number, number>();
  const best: ScoredCode[] = [];
  for (const at of descending(scores)) {
    const code = near[at] ?? 0;
    if (mostOfClip < count) {
      const sequence = store.sequenceOf(code);
      const taken = perClip.get(sequence) ?? 0;
      if (taken >= mostOfClip) continue;
      perClip.set(sequence, taken + 1);
    }
    best.push({ code, score: scores[at] ?? 0 });
    if (best.length >= count) break;
  }
  return best;
}

/** Numbers below this have room beside a score of 32 bits in the 53 of a number. */
const mostPlaces = 2 ** 21;
const scoreSteps = 2 ** 32 - 1;

/**
 * Places of the scores, at most some two million, the highest first; of equal ones the first. Score and place make one number: numbers are sorted several
 * times as fast as by a function that compares. Scores that are nearer than one of four thousand million of their range count as equal.
 */
function descending(scores: Float32Array): Uint32Array {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const score of scores) {
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
  }
  const scale = highest > lowest ? scoreSteps / (highest - lowest) : 0;
  const keys = Float64Array.from(
    scores,
    (score, at) => Math.round((highest - score) * scale) * mostPlaces + at,
  );
  return Uint32Array.from(keys.sort(), (key) => key % mostPlaces);
}
