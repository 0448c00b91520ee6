/** What all stages have in common that look at sampled frames with models. */
import type { Artifact, ArtifactName } from '../../src-preload/contract/artifacts.ts';
import type { Picture } from '../../src-preload/contract/inference-tasks.ts';
import type { FrameAnalysis, Inference, OutcomeOf } from '../pipeline/stage.ts';
import { FrameGate, type FrameGateOptions } from './frame-gate.ts';
import { FrameSeries, type Sample, type SeriesResult } from './frame-series.ts';
import { type LookSettings, lookWish } from './look-wish.ts';
import { type Lasting, pictureEndSec, withEnds } from './sampled-time.ts';

/** The sampled frames of a clip with what a model said of each. */
export interface Look<Answer> {
  /** At least one, in the order of time. */
  readonly samples: readonly Lasting<Sample<Answer>>[];
  readonly frames: SeriesResult<Answer>['frames'];
  /** Width of the frames over their height. */
  readonly aspect: number;
  /** Size of the frames that were looked at, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

export interface LookOptions<Answer, Provided extends ArtifactName> {
  readonly probe: Artifact<'probe'>;
  readonly infer: Inference;
  readonly settings: LookSettings;
  readonly gate: FrameGateOptions;
  readonly analyse: (picture: Picture) => Promise<Answer>;
  /** Not called for a clip of which no frame came. */
  readonly conclude: (look: Look<Answer>) => OutcomeOf<Provided> | Promise<OutcomeOf<Provided>>;
}

export function beginLook<Answer, Provided extends ArtifactName>(
  options: LookOptions<Answer, Provided>,
): FrameAnalysis<Provided> {
  const { probe, infer, settings, gate, analyse, conclude } = options;
  const { width, height } = lookWish(probe, settings);
  const size = { width, height };
  const series = new FrameSeries<Answer>({
    size,
    gate: new FrameGate(gate),
    keep: (frame, wanted) => infer.keep(frame, wanted),
    analyse,
  });
  return {
    onFrame: (frame) => series.push(frame),
    async finish() {
      const { samples, frames } = await series.finish();
      if (samples.length === 0) return { state: 'skipped', reason: 'no picture could be decoded' };
      const lasting = withEnds(samples, pictureEndSec(probe));
      return conclude({ samples: lasting, frames, aspect: width / height, size });
    },
  };
}
