/** Frames of sound as logarithms of the magnitudes in mel bands: what models of sounds see. */
import { type MelBands, melBands, type MelBandsSpec } from './mel-bands.ts';
import { RealFft } from './real-fft.ts';

export interface LogMelSpec extends MelBandsSpec {
  readonly frameLength: number;
  readonly hopLength: number;
  /** Added before the logarithm, so that silence has one. */
  readonly logOffset: number;
}

/** The periodic Hann window, which spectral analysis wants (Harris 1978, "On the use of windows"). */
export function hannWindow(length: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / length));
}

export class LogMel {
  readonly spec: LogMelSpec;
  readonly #bands: MelBands;
  readonly #window: Float32Array;
  readonly #transform: RealFft;
  readonly #magnitudes: Float64Array;

  constructor(spec: LogMelSpec) {
    this.spec = spec;
    this.#bands = melBands(spec);
    this.#window = hannWindow(spec.frameLength);
    this.#transform = new RealFft(spec.transformLength);
    this.#magnitudes = new Float64Array(spec.transformLength / 2 + 1);
  }

  /**
   * Writes `count` frames, one after another, `bandCount` numbers each, to the beginning of `frames`.
   *
   * @param first the first of them, counted from the beginning of the samples; beyond their end there is silence
   */
  write(samples: Float32Array, first: number, count: number, frames: Float32Array): void {
    const { hopLength, logOffset } = this.spec;
    const { bandCount, firstBins, starts, weights } = this.#bands;
    const magnitudes = this.#magnitudes;
    for (let frame = 0; frame < count; frame += 1) {
      this.#transform.magnitudes(samples, (first + frame) * hopLength, this.#window, magnitudes);
      for (let band = 0; band < bandCount; band += 1) {
        const start = starts[band] ?? 0;
        const end = starts[band + 1] ?? 0;
        const shift = (firstBins[band] ?? 0) - start;
        let sum = logOffset;
        for (let at = start; at < end; at += 1) sum += (weights[at] ?? 0) * (magnitudes[at + shift] ?? 0);
        frames[frame * bandCount + band] = Math.log(sum);
      }
    }
  }
}
