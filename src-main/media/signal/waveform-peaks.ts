/** Waveform peaks for drawing: the lowest and the highest sample of each short stretch of sound. */

/** Rate of the samples that analyzers get. */
export const samplesPerSec = 16_000;
/** 20 ms. */
const finestBucketSamples = 320;
/** Ten minutes of the finest buckets. */
export const mostBuckets = 30_000;

export interface WaveformPeaks {
  /** Lowest and highest sample of each bucket in turn, -128 to 127. */
  readonly peaks: Int8Array;
  readonly bucketSec: number;
  readonly bucketCount: number;
  /** Highest absolute sample, 0 to 1. */
  readonly peak: number;
  /** Root mean square of all samples, dB of full scale; null for digital silence and for no samples. */
  readonly rmsDb: number | null;
}

/**
 * Builds peaks from 16-bit mono samples. Buckets are 20 ms long; where that gives more than `mostBuckets`, as often
 * twice as long as needed. A wrong or missing duration does no harm: neighbouring buckets are joined when there are
 * too many.
 */
export class WaveformPeaksBuilder {
  #bucketSamples = finestBucketSamples;
  readonly #lowest = new Int16Array(mostBuckets);
  readonly #highest = new Int16Array(mostBuckets);
  #bucketCount = 0;
  #inBucket = 0;
  #low = 0;
  #high = 0;
  #sampleCount = 0;
  #squares = 0;
  #peak = 0;

  constructor(durationSec: number | null) {
    while (durationSec !== null && (durationSec * samplesPerSec) / this.#bucketSamples > mostBuckets) {
      this.#bucketSamples *= 2;
    }
  }

  add(samples: Int16Array): void {
    let at = 0;
    while (at < samples.length) {
      const end = Math.min(samples.length, at + this.#bucketSamples - this.#inBucket);
      this.#addToBucket(samples, at, end);
      at = end;
      if (this.#inBucket === this.#bucketSamples) this.#closeBucket();
    }
  }

  #addToBucket(samples: Int16Array, from: number, end: number): void {
    const first = samples[from] ?? 0;
    let low = this.#inBucket === 0 ? first : this.#low;
    let high = this.#inBucket === 0 ? first : this.#high;
    let squares = 0;
    for (let at = from; at < end; at += 1) {
      const sample = samples[at] ?? 0;
      if (sample < low) low = sample;
      if (sample > high) high = sample;
      squares += sample * sample;
    }
    this.#low = low;
    this.#high = high;
    this.#inBucket += end - from;
    this.#sampleCount += end - from;
    this.#squares += squares;
    this.#peak = Math.max(this.#peak, high, -low);
  }

  #closeBucket(): void {
    if (this.#bucketCount === mostBuckets) {
      this.#joinPairs();
      // The open bucket was full by the old length and is half full by the new one.
      if (this.#inBucket < this.#bucketSamples) return;
    }
    this.#lowest[this.#bucketCount] = this.#low;
    this.#highest[this.#bucketCount] = this.#high;
    this.#bucketCount += 1;
    this.#inBucket = 0;
  }

  #joinPairs(): void {
    const joined = this.#bucketCount >> 1;
    for (let bucket = 0; bucket < joined; bucket += 1) {
      const first = bucket * 2;
      this.#lowest[bucket] = Math.min(this.#lowest[first] ?? 0, this.#lowest[first + 1] ?? 0);
      this.#highest[bucket] = Math.max(this.#highest[first] ?? 0, this.#highest[first + 1] ?? 0);
    }
    this.#bucketCount = joined;
    this.#bucketSamples *= 2;
  }

  finish(): WaveformPeaks {
    if (this.#inBucket > 0) {
      this.#closeBucket();
      // A join left it open once more; there is room for it now.
      if (this.#inBucket > 0) this.#closeBucket();
    }
    const peaks = new Int8Array(this.#bucketCount * 2);
    for (let bucket = 0; bucket < this.#bucketCount; bucket += 1) {
      peaks[bucket * 2] = Math.trunc((this.#lowest[bucket] ?? 0) / 256);
      peaks[bucket * 2 + 1] = Math.trunc((this.#highest[bucket] ?? 0) / 256);
    }
    return {
      peaks,
      bucketSec: this.#bucketSamples / samplesPerSec,
      bucketCount: this.#bucketCount,
      peak: Math.min(1, this.#peak / 32_768),
      rmsDb:
        this.#squares === 0 ? null : 10 * Math.log10(this.#squares / this.#sampleCount / (32_768 * 32_768)),
    };
  }
}
