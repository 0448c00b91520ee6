/**
 * Triangular bands, evenly spaced on the mel scale in its HTK form (1127 ln(1 + f / 700); Young et al., The HTK Book, 5.4), as
 * models trained with TensorFlow's `linear_to_mel_weight_matrix` expect them: slopes are straight on the mel scale, the peak
 * of each is 1, and the bin at 0 Hz belongs to none.
 */

export interface MelBandsSpec {
  readonly sampleRateHz: number;
  readonly transformLength: number;
  readonly bandCount: number;
  readonly lowestHz: number;
  readonly highestHz: number;
}

/** Band `i` is the sum of `weights[starts[i]] … weights[starts[i + 1] - 1]` times the bins from `firstBins[i]` on. */
export interface MelBands {
  readonly bandCount: number;
  readonly firstBins: Uint16Array;
  readonly starts: Uint32Array;
  readonly weights: Float64Array;
}

export const melOfHz = (hz: number): number => 1127 * Math.log(1 + hz / 700);

export function melBands(spec: MelBandsSpec): MelBands {
  const { sampleRateHz, transformLength, bandCount } = spec;
  const lowest = melOfHz(spec.lowestHz);
  const step = (melOfHz(spec.highestHz) - lowest) / (bandCount + 1);
  const firstBins = new Uint16Array(bandCount);
  const starts = new Uint32Array(bandCount + 1);
  const weights: number[] = [];
  for (let band = 0; band < bandCount; band += 1) {
    const from = lowest + band * step;
    for (let bin = 1; bin <= transformLength / 2; bin += 1) {
      const place = (melOfHz((bin * sampleRateHz) / transformLength) - from) / step;
      const weight = Math.min(place, 2 - place);
      if (weight <= 0) continue;
      if (weights.length === starts[band]) firstBins[band] = bin;
      weights.push(weight);
    }
    starts[band + 1] = weights.length;
  }
  return { bandCount, firstBins, starts, weights: Float64Array.from(weights) };
}
