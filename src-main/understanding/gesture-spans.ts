/** From hands in sampled frames to how long a hand makes a gesture. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { DetectedHand } from '../../src-preload/contract/inference-tasks.ts';
import { linkDetections, type LinkOptions } from './object-tracks.ts';
import { fourDecimals } from './rounded-findings.ts';
import { best, runsOf } from './sample-runs.ts';
import type { Lasting } from './sampled-time.ts';
import type { Steps } from './turns.ts';

export interface GesturingHand extends DetectedHand {
  /** null: none is named, or no model names them. */
  readonly gesture: string | null;
  /** Of the gesture; null where the model does not tell. */
  readonly gestureConfidence: number | null;
}

type GestureSpan = Artifact<'hands'>['spans'][number];

/**
 * One hand's run of the same gesture is a span, one without a name too. Its confidence is that of the surest sample: the gesture's where
 * the model tells it, else that it is a hand. Handedness is what most of the run's samples say.
 */
export function* gestureSpans(
  samples: readonly Lasting<{ readonly timeSec: number; readonly answer: readonly GesturingHand[] }>[],
  options: Pick<LinkOptions, 'aspect' | 'sureConfidence'>,
): Steps<GestureSpan[]> {
  const frames = samples.map(({ timeSec, endSec, answer }) => ({
    timeSec,
    endSec,
    detections: answer.map((hand) => ({ ...hand, label: 'hand' })),
  }));
  const hands = yield* linkDetections(frames, options);
  return hands
    .flatMap(({ sightings }) => {
      const shown = sightings.map(({ timeSec, endSec, detection }) => ({ timeSec, endSec, hand: detection }));
      return runsOf(shown, ({ hand }) => hand.gesture ?? '');
    })
    .map(({ startSec, endSec, samples: run }) => {
      const { hand } = best(run, (sample) => sureness(sample.hand));
      const confidence = fourDecimals(sureness(hand));
      const handedness = commonest(run.flatMap((sample) => sample.hand.handedness ?? []));
      return { startSec, endSec, gesture: hand.gesture, handedness, confidence };
    })
    .toSorted((one, other) => one.startSec - other.startSec);
}

function sureness({ gestureConfidence, confidence }: GesturingHand): number {
  return gestureConfidence ?? confidence;
}

function commonest<Value>(values: readonly Value[]): Value | null {
  const counts = [...Map.groupBy(values, (value) => value)].toSorted(
    ([, one], [, other]) => other.length - one.length,
  );
  return counts[0]?.[0] ?? null;
}
