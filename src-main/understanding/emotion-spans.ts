/** From what faces express in sampled frames to how long one face expresses it. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { Box, Scored } from '../../src-preload/contract/inference-tasks.ts';
import { linkDetections, type LinkOptions } from './object-tracks.ts';
import { fourDecimals, roundedBox } from './rounded-findings.ts';
import { best, mean, runsOf } from './sample-runs.ts';
import type { Lasting } from './sampled-time.ts';
import type { Steps } from './turns.ts';

export interface ReadFace {
  readonly box: Box;
  /** That it is a face. */
  readonly confidence: number;
  /** Most likely first. */
  readonly scores: readonly Scored[];
}

export interface EmotionOptions extends LinkOptions {
  /** Least confidence of an emotion that counts. */
  readonly leastEmotion: number;
}

type EmotionSpan = Artifact<'emotions'>['spans'][number];

/** One face's run of the same likeliest emotion is a span; its confidence is the mean over the run, its box that of the surest. */
export function* emotionSpans(
  samples: readonly Lasting<{ readonly timeSec: number; readonly answer: readonly ReadFace[] }>[],
  options: EmotionOptions,
): Steps<EmotionSpan[]> {
  const frames = samples.map(({ timeSec, endSec, answer }) => ({
    timeSec,
    endSec,
    detections: answer.map((face) => ({ ...face, label: 'face' })),
  }));
  const { aspect, sureConfidence = 0, leastEmotion } = options;
  const faces = yield* linkDetections(frames, { aspect, sureConfidence });
  return faces
    .flatMap(({ sightings }) => {
      const read = sightings.flatMap(({ timeSec, endSec, detection: { box, scores } }) => {
        const likeliest = scores[0];
        return likeliest === undefined ? [] : [{ timeSec, endSec, box, likeliest }];
      });
      return runsOf(read, ({ likeliest }) => (likeliest.confidence >= leastEmotion ? likeliest.label : null));
    })
    .map(({ startSec, endSec, samples: run }) => {
      const surest = best(run, ({ likeliest }) => likeliest.confidence);
      const confidence = fourDecimals(mean(run.map(({ likeliest }) => likeliest.confidence)));
      return { startSec, endSec, emotion: surest.likeliest.label, confidence, box: roundedBox(surest.box) };
    })
    .toSorted((one, other) => one.startSec - other.startSec);
}
