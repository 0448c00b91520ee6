/**
 * What a clip looks like over time, small enough for all clips of a library to be compared: at even distances the hash of the picture
 * without its black bars, and how much has changed since the last one. The change tells clips apart whose picture hardly differs, as
 * those of one fixed camera, and is the same for a turned or mirrored copy.
 */
import { type Letterbox, LetterboxDetector } from './letterbox.ts';
import { flatHash, hashedSide, type PictureHash, PictureHasher } from './picture-hash.ts';

/** Frames held back until it is known where the bars are. Of a longer clip, later parts know more than earlier ones. */
const heldFrames = 240;

/** `change` is 23 log2(1 + 8 d) of the mean difference d in levels: half a level is 53, a whole other picture about 200. */
export interface FingerprintSample extends PictureHash {
  readonly change: number;
}

/** Bytes of one sample as it is stored: both halves of the hash, lowest byte first, and the change. */
const sampleBytes = 9;

export interface Fingerprint {
  readonly samplesPerSecond: number;
  /** Of the first sample, on the clip's clock. */
  readonly startSec: number;
  /** `sampleBytes` for each. */
  readonly samples: Uint8Array;
}

/** Collects grey frames of one clip, all of one size and in the order of time. */
export class FingerprintBuilder {
  readonly #width: number;
  readonly #height: number;
  readonly #samplesPerSecond: number;
  readonly #bars: LetterboxDetector;
  readonly #hasher = new PictureHasher();
  readonly #square = new Float64Array(hashedSide * hashedSide);
  #before: Float64Array | null = null;
  readonly #samples: FingerprintSample[] = [];
  #first: number | null = null;
  #held: { readonly slot: number; readonly pixels: Uint8Array }[] = [];

  constructor(width: number, height: number, samplesPerSecond: number) {
    this.#width = width;
    this.#height = height;
    this.#samplesPerSecond = samplesPerSecond;
    this.#bars = new LetterboxDetector(width, height);
  }

  /** Copies what it keeps. */
  add(timeSec: number, pixels: Uint8Array): void {
    this.#bars.add(pixels);
    this.#held.push({ slot: Math.round(timeSec * this.#samplesPerSecond), pixels: pixels.slice() });
    if (this.#held.length === heldFrames) this.#take();
  }

  /** null: there was no frame. */
  finish(): (Fingerprint & { readonly bars: Letterbox }) | null {
    this.#take();
    if (this.#first === null) return null;
    const { bars } = this.#bars.finish();
    const startSec = this.#first / this.#samplesPerSecond;
    return { samplesPerSecond: this.#samplesPerSecond, startSec, samples: packSamples(this.#samples), bars };
  }

  #take(): void {
    const { bars } = this.#bars.finish();
    for (const { slot, pixels } of this.#held) {
      shrink(pixels, { width: this.#width, height: this.#height, bars }, this.#square);
      this.#put(slot, { ...this.#hasher.hash(this.#square), change: this.#changed() });
      this.#before ??= new Float64Array(this.#square.length);
      this.#before.set(this.#square);
    }
    this.#held = [];
  }

  /** Where frames are farther apart than samples, the picture stood still meanwhile; of two that are nearer the later one holds. */
  #put(slot: number, sample: FingerprintSample): void {
    this.#first ??= slot;
    const at = Math.max(0, slot - this.#first);
    const last = this.#samples.at(-1);
    while (last !== undefined && this.#samples.length < at) this.#samples.push({ ...last, change: 0 });
    this.#samples[Math.min(at, this.#samples.length)] = sample;
  }

  #changed(): number {
    const before = this.#before;
    if (before === null) return 0;
    let sum = 0;
    for (let at = 0; at < before.length; at += 1)
      sum += Math.abs((this.#square[at] ?? 0) - (before[at] ?? 0));
    return Math.min(255, Math.round(23 * Math.log2(1 + (8 * sum) / before.length)));
  }
}

interface Framed {
  readonly width: number;
  readonly height: number;
  readonly bars: Letterbox;
}

/** What lies between the bars as a square, each pixel the mean of those that fall into it. */
function shrink(pixels: Uint8Array, { width, height, bars }: Framed, square: Float64Array): void {
  const left = (bars.left / 100) * width;
  const top = (bars.top / 100) * height;
  const across = (width * (1 - bars.right / 100) - left) / hashedSide;
  const down = (height * (1 - bars.bottom / 100) - top) / hashedSide;
  for (let row = 0; row < hashedSide; row += 1) {
    const rows = linesOf(top + row * down, down, height);
    for (let column = 0; column < hashedSide; column += 1) {
      const columns = linesOf(left + column * across, across, width);
      let sum = 0;
      for (let y = rows.from; y < rows.to; y += 1)
        for (let x = columns.from; x < columns.to; x += 1) sum += pixels[y * width + x] ?? 0;
      square[row * hashedSide + column] = sum / ((rows.to - rows.from) * (columns.to - columns.from));
    }
  }
}

/** Whole lines, one at least. */
function linesOf(
  start: number,
  length: number,
  side: number,
): { readonly from: number; readonly to: number } {
  const from = Math.min(side - 1, Math.round(start));
  return { from, to: Math.max(from + 1, Math.min(side, Math.round(start + length))) };
}

export function packSamples(samples: readonly FingerprintSample[]): Uint8Array {
  const bytes = new Uint8Array(samples.length * sampleBytes);
  const view = new DataView(bytes.buffer);
  for (const [index, { low, high, change }] of samples.entries()) {
    view.setUint32(index * sampleBytes, low, true);
    view.setUint32(index * sampleBytes + 4, high, true);
    view.setUint8(index * sampleBytes + 8, change);
  }
  return bytes;
}

/** All samples, apart: for going through many quickly. */
export interface FingerprintSeries {
  readonly samplesPerSecond: number;
  readonly startSec: number;
  readonly length: number;
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly change: Uint8Array;
}

/** What is left of a sample that was cut off is not read. */
export function unpackSamples({ samplesPerSecond, startSec, samples }: Fingerprint): FingerprintSeries {
  const length = Math.floor(samples.length / sampleBytes);
  const view = new DataView(samples.buffer, samples.byteOffset, samples.byteLength);
  const series = {
    ...{ samplesPerSecond, startSec, length },
    ...{ low: new Uint32Array(length), high: new Uint32Array(length), change: new Uint8Array(length) },
  };
  for (let index = 0; index < length; index += 1) {
    series.low[index] = view.getUint32(index * sampleBytes, true);
    series.high[index] = view.getUint32(index * sampleBytes + 4, true);
    series.change[index] = view.getUint8(index * sampleBytes + 8);
  }
  return series;
}

/** Whether there is nothing to be seen in a sample. */
export function isFlat({ low, high }: FingerprintSeries, index: number): boolean {
  return low[index] === flatHash.low && high[index] === flatHash.high;
}
