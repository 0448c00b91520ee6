/**
 * Exposure from luma histograms.
 *
 * The measures and limits are the project's own definition: pixels at 240 and over count as over-exposed, those under
 * 16 as under-exposed (the ends of the legal range of 8-bit video, ITU-R BT.601), 5 % of either is worth a warning, and
 * a middle grey of 128 is taken as the ideal mean. Black bars are not left out: they count as under-exposed pixels, so
 * a letterboxed clip carries a warning.
 */
import { binShares, countBetween, lumaLevels, meanLevel } from './luma-histogram.ts';

const overexposedFrom = 240;
const underexposedBelow = 16;
/** Share of pixels above which a frame gets a warning. */
const warningShare = 0.05;
const idealMean = 128;
const largestStops = 5;
/** Deviations of the mean that are smaller are not reported. */
const smallestMeanStops = 0.2;
const histogramBins = 64;

export type ExposureQuality = 'excellent' | 'good' | 'fair' | 'poor';

export interface ExposureSample {
  readonly timeSec: number;
  readonly overexposedPercent: number;
  readonly underexposedPercent: number;
  readonly meanLuma: number;
  readonly stops: number;
}

export interface ExposureSummary {
  readonly overexposedPercent: number;
  readonly underexposedPercent: number;
  readonly stops: number;
  readonly quality: ExposureQuality;
  readonly warning: boolean;
  readonly meanLuma: number;
  /** Standard deviation (of the population) of the samples' mean luma: how much brightness varies over time. */
  readonly lumaDeviation: number;
}

/**
 * Estimated deviation in stops (powers of two), -5 to 5. Shares are 0 to 1, `meanLuma` 0 to 255.
 * Clipped highlights decide first, then crushed shadows (each: log2 of twenty times the share), then the mean.
 */
export function exposureStops(overexposedShare: number, underexposedShare: number, meanLuma: number): number {
  if (overexposedShare > warningShare)
    return Math.min(Math.log2(Math.max(overexposedShare * 20, 1.1)), largestStops);
  if (underexposedShare > warningShare) {
    return Math.max(-Math.log2(Math.max(underexposedShare * 20, 1.1)), -largestStops);
  }
  const stops = Math.max(Math.log2(meanLuma / idealMean), -largestStops);
  return Math.abs(stops) > smallestMeanStops ? stops : 0;
}

/** Measures one frame by its 256-level histogram. */
export function measureExposure(counts: ArrayLike<number>, timeSec: number): ExposureSample {
  const pixels = countBetween(counts, 0, lumaLevels);
  const overexposed = pixels === 0 ? 0 : countBetween(counts, overexposedFrom, lumaLevels) / pixels;
  const underexposed = pixels === 0 ? 0 : countBetween(counts, 0, underexposedBelow) / pixels;
  const meanLuma = meanLevel(counts);
  return {
    timeSec,
    overexposedPercent: overexposed * 100,
    underexposedPercent: underexposed * 100,
    meanLuma,
    stops: exposureStops(overexposed, underexposed, meanLuma),
  };
}

/** Whether a frame, or a mean over frames, is clipped enough to say so. */
function isClipped(frame: Pick<ExposureSample, 'overexposedPercent' | 'underexposedPercent'>): boolean {
  return Math.max(frame.overexposedPercent, frame.underexposedPercent) > warningShare * 100;
}

/** Rating of a whole clip by its mean shares, in per cent, and its mean deviation in stops of either sign. */
export function rateExposure(
  overexposedPercent: number,
  underexposedPercent: number,
  stops: number,
): ExposureQuality {
  const within = (percent: number, deviation: number): boolean =>
    overexposedPercent < percent && underexposedPercent < percent && Math.abs(stops) < deviation;
  if (within(1, 0.5)) return 'excellent';
  if (within(3, 1)) return 'good';
  if (within(8, 2)) return 'fair';
  return 'poor';
}

/** Means over all samples (at least one); a warning in any of them is one of the clip. */
export function summarizeExposure(samples: readonly ExposureSample[]): ExposureSummary {
  const mean = (value: (sample: ExposureSample) => number): number =>
    samples.reduce((sum, sample) => sum + value(sample), 0) / samples.length;
  const overexposedPercent = mean((sample) => sample.overexposedPercent);
  const underexposedPercent = mean((sample) => sample.underexposedPercent);
  const stops = mean((sample) => sample.stops);
  const meanLuma = mean((sample) => sample.meanLuma);
  return {
    overexposedPercent,
    underexposedPercent,
    stops,
    quality: rateExposure(overexposedPercent, underexposedPercent, stops),
    // A mean over the limit needs a sample over it, so the samples' own warnings say it all.
    warning: samples.some(isClipped),
    meanLuma,
    lumaDeviation: Math.sqrt(mean((sample) => (sample.meanLuma - meanLuma) ** 2)),
  };
}

/** Shares of pixels in 64 bins of 4 levels. */
export function exposureHistogram(counts: ArrayLike<number>): number[] {
  return binShares(counts, histogramBins);
}

export interface WarningSpan {
  readonly startSec: number;
  readonly endSec: number;
  readonly overexposedPercent: number;
  readonly underexposedPercent: number;
}

/**
 * Runs of neighbouring samples with a warning. A sample stands for the time until the next one; the last for
 * `sampleSec`, but not beyond `clipEndSec` (null: not known). Percentages are means over the run.
 */
export function warningSpans(
  samples: readonly ExposureSample[],
  sampleSec: number,
  clipEndSec: number | null,
): WarningSpan[] {
  const spans: WarningSpan[] = [];
  let run: ExposureSample[] = [];
  const close = (endSec: number): void => {
    const first = run[0];
    if (first === undefined) return;
    const { overexposedPercent, underexposedPercent } = summarizeExposure(run);
    spans.push({ startSec: first.timeSec, endSec, overexposedPercent, underexposedPercent });
    run = [];
  };
  for (const sample of samples) {
    if (isClipped(sample)) run.push(sample);
    else close(sample.timeSec);
  }
  const lastSec = samples.at(-1)?.timeSec ?? 0;
  close(Math.max(lastSec, Math.min(lastSec + sampleSec, clipEndSec ?? Infinity)));
  return spans;
}
