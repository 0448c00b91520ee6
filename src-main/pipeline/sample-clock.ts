/**
 * Keeps samples on the clip's clock: sample n is at n / 16000 s. Sound that begins later than the pictures, or has a gap, is
 * filled with silence; what overlaps is cut. Small deviations are left alone, because time stamps are rounded.
 */
import { sampleRate, samplesPerBlock } from './decode-filters.ts';

const toleranceSamples = samplesPerBlock;
const silenceBlock = sampleRate;

export class SampleClock {
  readonly #deliver: (samples: Int16Array) => Promise<void> | undefined;
  readonly #maxSilence: number;
  readonly #silence = new Int16Array(silenceBlock);
  #count = 0;

  /** @param maxSec where the clip ends, so that a wild time stamp cannot ask for days of silence */
  constructor(maxSec: number, deliver: (samples: Int16Array) => Promise<void> | undefined) {
    this.#deliver = deliver;
    this.#maxSilence = Math.round(maxSec * sampleRate);
  }

  /** How far the sound has come. */
  get timeSec(): number {
    return this.#count / sampleRate;
  }

  /**
   * A promise where whoever is given them wants no more for now; `samples` must stay as they are until then. A gap of hours is
   * filled no faster than its silence is taken.
   *
   * @param timeSec of the first of `samples`; null = they follow the ones before
   */
  push(samples: Int16Array, timeSec: number | null): Promise<void> | undefined {
    const start = timeSec === null ? this.#count : Math.round(timeSec * sampleRate);
    const ahead = start - this.#count;
    if (ahead > toleranceSamples) return this.#fillAndGive(Math.min(start, this.#maxSilence), samples);
    const cut = ahead < -toleranceSamples ? Math.min(-ahead, samples.length) : 0;
    return cut < samples.length ? this.#give(cut === 0 ? samples : samples.subarray(cut)) : undefined;
  }

  async #fillAndGive(until: number, samples: Int16Array): Promise<void> {
    while (this.#count < until)
      await this.#give(this.#silence.subarray(0, Math.min(silenceBlock, until - this.#count)));
    await this.#give(samples);
  }

  #give(samples: Int16Array): Promise<void> | undefined {
    this.#count += samples.length;
    return this.#deliver(samples);
  }
}
