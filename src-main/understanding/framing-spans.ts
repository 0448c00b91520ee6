/** From the framing of sampled frames to how long a clip is framed so. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { Framing } from './framing.ts';
import { runsOf } from './sample-runs.ts';
import { median } from './sampled-time.ts';

interface FramedSample {
  readonly timeSec: number;
  readonly endSec: number;
  /** null: nobody, or no face. */
  readonly framing: Framing | null;
}

/** Runs of the same shot size and position; head room is the median of those samples that show the whole head. */
export function framingSpans(samples: readonly FramedSample[]): Artifact<'pose'>['framing'] {
  const framed = samples.flatMap(({ framing, ...time }) => (framing === null ? [] : [{ ...time, framing }]));
  return runsOf(framed, ({ framing }) => `${framing.shotSize} ${framing.position}`).map(
    ({ startSec, endSec, samples: run }) => ({
      startSec,
      endSec,
      shotSize: run[0].framing.shotSize,
      position: run[0].framing.position,
      headRoom: median(run.flatMap(({ framing }) => framing.headRoom ?? [])),
    }),
  );
}
