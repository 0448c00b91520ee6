/** Cuts pieces out of a sound that arrives in chunks of bytes (16-bit samples, little endian, 16 kHz), and keeps nothing else of it. */
import type { Stretch } from './transcript-pieces.ts';

export interface SoundPiece extends Stretch {
  readonly samples: Int16Array;
}

const samplesPerSec = 16_000;

export class PieceCutter {
  readonly #pieces: readonly Stretch[];
  #at = 0;
  #position = 0;
  #buffer: Int16Array | null = null;
  #filled = 0;
  #oddByte: number | null = null;

  /** @param pieces in the order of time, without overlap */
  constructor(pieces: readonly Stretch[]) {
    this.#pieces = pieces;
  }

  get isDone(): boolean {
    return this.#at >= this.#pieces.length;
  }

  /** Gives the pieces that became complete. */
  push(bytes: Uint8Array): SoundPiece[] {
    const samples = this.#samplesOf(bytes);
    const complete: SoundPiece[] = [];
    let from = 0;
    while (!this.isDone && from < samples.length) {
      const { start, length } = this.#bounds();
      from = Math.max(from, start + this.#filled - this.#position);
      if (from >= samples.length) break;
      const taken = samples.subarray(from, from + length - this.#filled);
      this.#buffer ??= new Int16Array(length);
      this.#buffer.set(taken, this.#filled);
      this.#filled += taken.length;
      from += taken.length;
      if (this.#filled === length) complete.push(...this.#finish());
    }
    this.#position += samples.length;
    return complete;
  }

  /** What there is of the piece in which the sound ended. */
  end(): SoundPiece[] {
    return this.isDone ? [] : this.#finish();
  }

  #bounds(): { start: number; length: number } {
    const { startSec, endSec } = this.#pieces[this.#at] ?? { startSec: 0, endSec: 0 };
    const start = Math.round(startSec * samplesPerSec);
    return { start, length: Math.max(1, Math.round(endSec * samplesPerSec) - start) };
  }

  #finish(): SoundPiece[] {
    const stretch = this.#pieces[this.#at];
    const samples = this.#buffer?.subarray(0, this.#filled);
    this.#at += 1;
    this.#buffer = null;
    this.#filled = 0;
    if (stretch === undefined || samples === undefined) return [];
    const { startSec } = stretch;
    return [{ startSec, endSec: startSec + samples.length / samplesPerSec, samples }];
  }

  /** A chunk may end in the middle of a sample. */
  #samplesOf(bytes: Uint8Array): Int16Array {
    const carried = this.#oddByte === null ? 0 : 1;
    const count = (carried + bytes.length) >> 1;
    const whole = new Uint8Array(count * 2);
    if (this.#oddByte !== null && count > 0) whole[0] = this.#oddByte;
    whole.set(bytes.subarray(0, count * 2 - carried), carried);
    const isOdd = (carried + bytes.length) % 2 === 1;
    this.#oddByte = isOdd ? (bytes.at(-1) ?? this.#oddByte) : null;
    return new Int16Array(whole.buffer);
  }
}
