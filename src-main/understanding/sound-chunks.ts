/** Blocks of 16-bit samples, gathered into the longer chunks of numbers from -1 to 1 that models are given. */

export interface SoundChunk {
  /** Of its first sample, from the beginning of the sound. */
  readonly startSec: number;
  /** Its own: nobody else writes to it. */
  readonly samples: Float32Array;
}

const samplesPerSec = 16_000;
const fullScale = 32_768;

export class SoundChunks {
  readonly #length: number;
  readonly #step: number;
  #chunk: Float32Array<ArrayBuffer>;
  #filled = 0;
  #start = 0;
  #total = 0;

  /**
   * @param length samples of a chunk
   * @param overlap samples at its end that the next one begins with
   */
  constructor(length: number, overlap = 0) {
    this.#length = length;
    this.#step = length - overlap;
    this.#chunk = new Float32Array(length);
  }

  get soundSec(): number {
    return this.#total / samplesPerSec;
  }

  /** Gives the chunks that became full. */
  push(samples: Int16Array): SoundChunk[] {
    const full: SoundChunk[] = [];
    this.#total += samples.length;
    for (let at = 0; at < samples.length; at += 1) {
      this.#chunk[this.#filled] = (samples[at] ?? 0) / fullScale;
      this.#filled += 1;
      if (this.#filled === this.#length) full.push(this.#next());
    }
    return full;
  }

  /** What is left: none where all of it was part of a chunk before. @param multiple its length is filled up to one of this with silence */
  end(multiple = 1): SoundChunk | null {
    const overlap = this.#start === 0 ? 0 : this.#length - this.#step;
    if (this.#filled <= overlap) return null;
    const length = Math.ceil(this.#filled / multiple) * multiple;
    const samples = new Float32Array(length);
    samples.set(this.#chunk.subarray(0, this.#filled));
    return { startSec: this.#start / samplesPerSec, samples };
  }

  #next(): SoundChunk {
    const chunk = { startSec: this.#start / samplesPerSec, samples: this.#chunk };
    const kept = this.#chunk.subarray(this.#step);
    this.#chunk = new Float32Array(this.#length);
    this.#chunk.set(kept);
    this.#filled = kept.length;
    this.#start += this.#step;
    return chunk;
  }
}
