/** Where in a clip to look for a picture that can stand for it. */

/** Shares of the length to look at first, and where to look if none of those is good. */
const firstShares = [0.12, 0.35, 0.65] as const;
const furtherShares = [0.04, 0.22, 0.5, 0.8, 0.92] as const;

/** For clips that do not say how long they are: near the start; a seek beyond the end does no harm. */
const firstGuessesSec = [0, 3, 10] as const;

/** In clips shorter than this one place is as good as several: they rarely have more than one keyframe. */
const singlePlaceSec = 1;

export interface PosterTimes {
  readonly first: readonly number[];
  readonly further: readonly number[];
}

/** Times in seconds on the clip's clock. */
export function posterTimes(durationSec: number | null): PosterTimes {
  if (durationSec === null || durationSec <= 0) return { first: firstGuessesSec, further: [] };
  if (durationSec < singlePlaceSec) return { first: [durationSec * firstShares[1]], further: [] };
  return {
    first: firstShares.map((share) => share * durationSec),
    further: furtherShares.map((share) => share * durationSec),
  };
}
