/**
 * Speech by loudness alone, for where no model is installed: whatever stands out of its surroundings counts, music and noises too.
 *
 * The two thresholds are those of L. R. Rabiner and M. R. Sambur, "An Algorithm for Determining the Endpoints of Isolated
 * Utterances" (Bell System Technical Journal 54, 1975): with the mean magnitude of the background IMN and of the loudest
 * window IMX, the lower is ITL = min(IMN + 0.03 (IMX - IMN), 4 IMN) and the upper ITU = 5 ITL. Their background is a silence at the
 * beginning; here it follows the sound: the least smoothed magnitude near by, since speech falls back to it between
 * words (R. Martin, "Noise Power Spectral Density Estimation Based on Optimal Smoothing and Minimum Statistics", IEEE
 * Transactions on Speech and Audio Processing 9, 2001).
 */
import { GrowingSeries } from '../media/signal/growing-series.ts';

/** As long as a window of Silero, at 16 kHz: 32 ms. */
const windowLength = 512;
/** On each side of a window. Martin searches back over 1.5 s in each band; over all bands pauses are rarer. */
const nearSec = 5;
const samplesPerSec = 16_000;
const nearWindows = Math.round((nearSec * samplesPerSec) / windowLength);
/** Windows that are averaged before the least one counts as background: Martin smooths too. */
const smoothedWindows = 3;
/** Magnitude of what counts as background where there is none, as in digital silence: -70 dB of full scale. */
const leastBackground = 32_768 * 10 ** (-70 / 20);

/** Score of a window at the upper threshold, and of one at the lower, a fifth of it. */
export const energyEnter = 1 / 2;
export const energyLeave = 1 / 6;

export class EnergySpeech {
  readonly #magnitudes = new GrowingSeries('times');
  #sum = 0;
  #count = 0;

  push(samples: Int16Array): void {
    for (let at = 0; at < samples.length; at += 1) {
      this.#sum += Math.abs(samples[at] ?? 0);
      this.#count += 1;
      if (this.#count === windowLength) this.#endWindow();
    }
  }

  /** One score for each window of 512 samples: its magnitude m over m + ITU. */
  finish(): Float32Array {
    if (this.#count > 0) this.#endWindow();
    const magnitudes = Float64Array.from({ length: this.#magnitudes.length }, (_, at) =>
      this.#magnitudes.at(at),
    );
    const least = nearExtreme(backgrounds(magnitudes), (one, other) => one <= other);
    const most = nearExtreme(magnitudes, (one, other) => one >= other);
    return Float32Array.from(magnitudes, (magnitude, at) => {
      const near = least[at] ?? Infinity;
      const background = Number.isFinite(near) ? Math.max(near, leastBackground) : leastBackground;
      const lower = Math.min(background + 0.03 * ((most[at] ?? 0) - background), 4 * background);
      return magnitude / (magnitude + 5 * Math.max(lower, background));
    });
  }

  #endWindow(): void {
    this.#magnitudes.push(this.#sum / this.#count);
    this.#sum = 0;
    this.#count = 0;
  }
}

/** What each window says of the background: none where it is digital silence, which encoders and editors put in. */
function backgrounds(magnitudes: Float64Array): Float64Array {
  const half = (smoothedWindows - 1) / 2;
  return Float64Array.from(magnitudes, (_, at) => {
    const near = magnitudes.subarray(Math.max(0, at - half), at + half + 1);
    const isSilent = near.some((magnitude) => magnitude < leastBackground);
    return isSilent ? Infinity : near.reduce((sum, magnitude) => sum + magnitude, 0) / near.length;
  });
}

/** The least or greatest value within `nearWindows` of each: a queue of those that can still be it, so each is looked at twice. */
function nearExtreme(values: Float64Array, isBetter: (one: number, other: number) => boolean): Float64Array {
  const result = new Float64Array(values.length);
  const queue: number[] = [];
  let head = 0;
  let next = 0;
  for (let at = 0; at < values.length; at += 1) {
    for (; next < values.length && next <= at + nearWindows; next += 1) {
      const value = values[next] ?? 0;
      while (queue.length > head && isBetter(value, values[queue.at(-1) ?? 0] ?? 0)) queue.pop();
      queue.push(next);
    }
    while ((queue[head] ?? 0) < at - nearWindows) head += 1;
    result[at] = values[queue[head] ?? 0] ?? 0;
  }
  return result;
}
