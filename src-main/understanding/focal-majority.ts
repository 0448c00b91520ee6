/** From what a model says of single frames to one focal-length category for the clip. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { focalLengthCategories } from '../../src-preload/contract/artifacts/technical.ts';
import type { Scored } from '../../src-preload/contract/inference-tasks.ts';
import { mean } from './sample-runs.ts';

type Category = Artifact<'focal-length'>['category'];

/**
 * The category that is the likeliest in most frames; of equals the one with the higher confidence, which is the mean over all
 * frames. null where no frame names a category that there is.
 */
export function focalMajority(
  frames: readonly (readonly Scored[])[],
): Pick<Artifact<'focal-length'>, 'category' | 'confidence'> | null {
  const known = frames.map(knownScores).filter((scores) => scores.size > 0);
  const ranked = focalLengthCategories
    .map((category) => ({
      category,
      votes: known.filter((scores) => likeliest(scores) === category).length,
      confidence: Math.min(1, mean(known.map((scores) => scores.get(category) ?? 0))),
    }))
    .toSorted((one, other) => other.votes - one.votes || other.confidence - one.confidence);
  const [first] = ranked;
  return first === undefined || first.votes === 0
    ? null
    : { category: first.category, confidence: first.confidence };
}

/** Models write the categories in their own way: "Ultra wide", "long_lens". */
function knownScores(scores: readonly Scored[]): Map<Category, number> {
  return new Map(
    scores.flatMap(({ label, confidence }) => {
      const written = label
        .trim()
        .toUpperCase()
        .replaceAll(/[\s_-]+/gu, '-');
      const category = focalLengthCategories.find((each) => each === written);
      return category === undefined ? [] : [[category, confidence] as const];
    }),
  );
}

function likeliest(scores: ReadonlyMap<Category, number>): Category | null {
  const [first] = [...scores].toSorted(([, one], [, other]) => other - one);
  return first?.[0] ?? null;
}
