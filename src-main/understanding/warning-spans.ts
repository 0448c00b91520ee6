/** Where frames look as if somebody might want to be warned of them. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { Scored } from '../../src-preload/contract/inference-tasks.ts';
import { fourDecimals } from './rounded-findings.ts';
import { mean, runsOf } from './sample-runs.ts';
import type { Lasting } from './sampled-time.ts';

/** Classes of usual models that mean that nothing is wrong. Any other class is a warning. */
const harmless: ReadonlySet<string> = new Set(['neutral', 'drawing', 'drawings', 'normal', 'safe', 'sfw']);

type ScoredSample = Lasting<{ readonly timeSec: number; readonly answer: readonly Scored[] }>;

/** Lowest confidence of a class that is a warning, by its label in lower case; `other` for those not named. */
export interface WarningThresholds {
  readonly porn: number;
  readonly hentai: number;
  readonly sexy: number;
  readonly other: number;
}

/** Runs of samples in which one class reaches its threshold, by class. Confidence is the mean over the run. */
export function warningSpans(
  samples: readonly ScoredSample[],
  thresholds: WarningThresholds,
): Artifact<'content-warning'>['spans'] {
  const labels = new Set(samples.flatMap(({ answer }) => answer.map(({ label }) => label)));
  return [...labels]
    .filter((label) => !harmless.has(label.toLowerCase()))
    .flatMap((label) => {
      const threshold = thresholdOf(label.toLowerCase(), thresholds);
      const runs = runsOf(samples, ({ answer }) => (confidenceOf(label, answer) >= threshold ? label : null));
      return runs.map(({ startSec, endSec, samples: run }) => ({
        startSec,
        endSec,
        label,
        confidence: fourDecimals(mean(run.map(({ answer }) => confidenceOf(label, answer)))),
      }));
    })
    .toSorted((one, other) => one.startSec - other.startSec);
}

function thresholdOf(label: string, { other, ...named }: WarningThresholds): number {
  return new Map(Object.entries(named)).get(label) ?? other;
}

function confidenceOf(label: string, scores: readonly Scored[]): number {
  return scores.find((scored) => scored.label === label)?.confidence ?? 0;
}
