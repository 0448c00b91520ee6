/** What single frames look like, gathered by shots. */
import type { Scored } from '../../src-preload/contract/inference-tasks.ts';
import { highestLabels, meanLabels } from './label-confidence.ts';
import type { Lasting } from './sampled-time.ts';
import { roundedScores } from './rounded-findings.ts';
import { meanDirection } from './unit-vectors.ts';

export interface FrameFeatures {
  /** A unit vector. */
  readonly vector: Float32Array;
  readonly labels: readonly Scored[];
}

interface Span {
  readonly startSec: number;
  readonly endSec: number;
}

export interface ShotFeatures extends Span {
  /** Mean direction of its frames; null where they cancel out. */
  readonly vector: Float32Array | null;
  readonly labels: readonly Scored[];
}

export interface LabelLimits {
  /** 0 to 1. */
  readonly leastConfidence: number;
  readonly mostLabels: number;
}

type FeatureSample = Lasting<{ readonly timeSec: number; readonly answer: FrameFeatures }>;

/**
 * Shots of which no frame was sampled are left out: a frame of another shot would say nothing of them. Without shots, the whole of what
 * was sampled is one.
 */
export function shotFeatures(
  samples: readonly FeatureSample[],
  shots: readonly Span[] | null,
  limits: LabelLimits,
): ShotFeatures[] {
  const last = samples.at(-1);
  const spans = shots ?? [{ startSec: samples[0]?.timeSec ?? 0, endSec: last?.endSec ?? 0 }];
  const lastShot = spans.at(-1);
  return spans.flatMap((shot) => {
    const { startSec, endSec } = shot;
    const within = samples.filter(
      ({ timeSec }) => timeSec >= startSec && (timeSec < endSec || shot === lastShot),
    );
    if (within.length === 0) return [];
    const vector = meanDirection(within.map(({ answer }) => answer.vector));
    const labels = meanLabels(within.map(({ answer }) => answer.labels));
    return [{ startSec, endSec, vector, labels: limited(labels, limits) }];
  });
}

/** As sure as the shot that shows it best. */
export function clipLabels(shots: readonly ShotFeatures[], limits: LabelLimits): Scored[] {
  return limited(highestLabels(shots.map(({ labels }) => labels)), limits);
}

function limited(labels: readonly Scored[], { leastConfidence, mostLabels }: LabelLimits): Scored[] {
  return roundedScores(labels.filter(({ confidence }) => confidence >= leastConfidence).slice(0, mostLabels));
}
