/**
 * The codes of one space in memory, each clip's in a row. Codes are only ever added behind the others, so that a scan that pauses finds
 * what it began with; what was replaced or removed is passed over, and left behind when the store is copied.
 */
import { AppError } from '../../../src-preload/contract/errors.ts';
import { type CodeScanner, createCodeScanner, foundBytes, pageBytes } from './code-scan.ts';
import { codeBytes } from './one-bit-codes.ts';

/** Codes scanned by one call: a megabyte of those of 512 bits, about 0.1 ms. */
export const mostPerScan = 16_384;
/** At least so many unused codes, and as many as used ones, before a copy is worth it. */
const mostUnused = 16_384;

/** The codes of one clip; another one whenever the clip's codes are. */
export interface ClipRange {
  readonly sequence: number;
  readonly first: number;
  readonly count: number;
}

/** Numbers of codes, from `first` on. */
export interface CodeRange {
  readonly first: number;
  readonly count: number;
}

/** Clips by their sequence: a set, or a byte for each, 0: not among them. */
export type ClipSelection = ReadonlySet<number> | Uint8Array;

export function isAmong(selection: ClipSelection, sequence: number): boolean {
  return selection instanceof Uint8Array ? (selection[sequence] ?? 0) !== 0 : selection.has(sequence);
}

export class CodeStore {
  readonly dimensions: number;
  /** Of each code. */
  readonly bytes: number;
  readonly #scanner: CodeScanner = createCodeScanner();
  readonly #found: number;
  readonly #start: number;
  readonly #clips = new Map<number, ClipRange>();
  /** In order, those of replaced ones among them. */
  readonly #ranges: ClipRange[] = [];
  #ids = new Float64Array(0);
  #used = 0;
  #live = 0;
  /** null: not known since the last change. */
  #all: readonly CodeRange[] | null = null;

  constructor(dimensions: number) {
    this.dimensions = dimensions;
    this.bytes = codeBytes(dimensions);
    this.#found = this.bytes;
    this.#start = this.#found + mostPerScan * foundBytes;
  }

  /** Codes that count. */
  get size(): number {
    return this.#live;
  }

  /** That have codes. */
  get clips(): number {
    return this.#clips.size;
  }

  get memoryBytes(): number {
    return this.#scanner.memory.buffer.byteLength + this.#ids.byteLength;
  }

  /** In place of what it had of the clip. @throws AppError out-of-memory */
  put(sequence: number, codes: Uint8Array, vectorIds: Float64Array): void {
    this.remove(sequence);
    const count = vectorIds.length;
    if (count === 0) return;
    this.#reserve(this.#used + count);
    this.codes().set(codes, this.#used * this.bytes);
    this.#ids.set(vectorIds, this.#used);
    const range = { sequence, first: this.#used, count };
    this.#clips.set(sequence, range);
    this.#ranges.push(range);
    this.#used += count;
    this.#live += count;
    this.#all = null;
  }

  remove(sequence: number): void {
    const range = this.#clips.get(sequence);
    if (range === undefined) return;
    this.#clips.delete(sequence);
    this.#live -= range.count;
    this.#all = null;
    // What has gone leaves no trace.
    this.codes().fill(0, range.first * this.bytes, (range.first + range.count) * this.bytes);
  }

  /** Whether these codes are neither replaced, nor removed, nor left behind for a copy. */
  has(range: ClipRange): boolean {
    return this.#clips.get(range.sequence) === range;
  }

  get isWorthCopying(): boolean {
    return this.#used - this.#live > Math.max(mostUnused, this.#live);
  }

  /** Without what is unused. */
  copy(): CodeStore {
    const copy = new CodeStore(this.dimensions);
    const codes = this.codes();
    for (const { sequence, first, count } of this.#clips.values()) {
      const own = codes.subarray(first * this.bytes, (first + count) * this.bytes);
      copy.put(sequence, own, this.#ids.subarray(first, first + count));
    }
    return copy;
  }

  /** All codes, until the store grows. */
  codes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#scanner.memory.buffer, this.#start);
  }

  vectorId(code: number): number {
    return this.#ids[code] ?? 0;
  }

  /** Numbers of a clip's codes, in the order of its vectors. */
  codesOf(sequence: number): number[] {
    const range = this.#clips.get(sequence);
    return range === undefined ? [] : Array.from({ length: range.count }, (_, at) => range.first + at);
  }

  /** The clip whose code it is. */
  sequenceOf(code: number): number {
    return this.rangeOf(code)?.sequence ?? 0;
  }

  /** null: there is no code at all. */
  rangeOf(code: number): ClipRange | null {
    let [low, high] = [0, this.#ranges.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#ranges[middle]?.first ?? 0) <= code) low = middle;
      else high = middle - 1;
    }
    return this.#ranges[low] ?? null;
  }

  /** Codes of some clips, or of all (null): neighbours as one. */
  rangesOf(among: ClipSelection | null): readonly CodeRange[] {
    if (among !== null) return this.#merged(among);
    this.#all ??= this.#merged(null);
    return this.#all;
  }

  #merged(among: ClipSelection | null): CodeRange[] {
    const merged: { first: number; count: number }[] = [];
    for (const { first, count } of this.#ordered(among)) {
      const last = merged.at(-1);
      if (last !== undefined && last.first + last.count === first) last.count += count;
      else merged.push({ first, count });
    }
    return merged;
  }

  /**
   * @param query its code
   * @param range of `mostPerScan` codes at most
   * @returns pairs of number and distance of those that differ in `limit` bits or fewer; good until the next scan
   */
  scan(query: Uint8Array, { first, count }: CodeRange, limit: number): Uint32Array {
    // Each time: another search may have had its turn since.
    new Uint8Array(this.#scanner.memory.buffer, 0, this.bytes).set(query);
    const address = this.#start + first * this.bytes;
    const blocks = this.bytes / 16;
    const found = this.#scanner.scan(0, address, count, blocks, first, limit, this.#found);
    return new Uint32Array(this.#scanner.memory.buffer, this.#found, found * 2);
  }

  #ordered(among: ClipSelection | null): ClipRange[] {
    if (among instanceof Set && among.size < this.#ranges.length / 8) {
      return [...(among as ReadonlySet<number>)]
        .flatMap((sequence) => this.#clips.get(sequence) ?? [])
        .sort((one, other) => one.first - other.first);
    }
    return this.#ranges.filter(
      (range) => (among === null || isAmong(among, range.sequence)) && this.has(range),
    );
  }

  /** Grows by a quarter, so that growing does not cost more than filling. */
  #reserve(count: number): void {
    const { memory } = this.#scanner;
    const needed = this.#start + count * this.bytes;
    if (needed > memory.buffer.byteLength) {
      const pages = Math.ceil((needed - memory.buffer.byteLength) / pageBytes);
      this.#grow(Math.max(pages, Math.ceil(memory.buffer.byteLength / 4 / pageBytes)), pages);
    }
    if (count > this.#ids.length) {
      const larger = new Float64Array(Math.max(count, Math.ceil(this.#ids.length * 1.25)));
      larger.set(this.#ids);
      this.#ids = larger;
    }
  }

  #grow(wanted: number, needed: number): void {
    const { memory } = this.#scanner;
    try {
      memory.grow(wanted);
    } catch (error) {
      if (wanted > needed) {
        this.#grow(needed, needed);
        return;
      }
      const detail = `codes of ${String(this.#used)} vectors are in memory, and there is no room for more`;
      throw new AppError('out-of-memory', { detail }, error);
    }
  }
}
