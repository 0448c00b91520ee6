/**
 * How long a sampled frame stands for: until the next one, and the last for as long as frames usually lie apart, but not
 * beyond the clip's end. So spans that are made of samples meet where one ends and another begins.
 */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';

/** A sample with the end of the time that it stands for. */
export type Lasting<Sample> = Sample & { readonly endSec: number };

type Durations = Pick<Artifact<'probe'>, 'durationSec'> & {
  readonly video: Pick<Artifact<'probe'>['video'], 'durationSec'>;
};

/** Where the clip's picture ends by its headers; null where they do not say. */
export function pictureEndSec({ durationSec, video }: Durations): number | null {
  if (durationSec === null) return video.durationSec;
  return video.durationSec === null ? durationSec : Math.min(durationSec, video.durationSec);
}

/**
 * In the order of time. A frame that comes later than `clipEndSec` is believed rather than the header that says it cannot be. A frame with an
 * earlier time than the one before it gets that one's.
 */
export function withEnds<Sample extends { readonly timeSec: number }>(
  samples: readonly Sample[],
  clipEndSec: number | null,
): Lasting<Sample>[] {
  const times = risingTimes(samples);
  const usualSec = medianSpacing(times);
  return samples.map((sample, at) => {
    const timeSec = times[at] ?? 0;
    const endSec = times[at + 1] ?? lastEnd(timeSec, usualSec, clipEndSec);
    return { ...sample, timeSec, endSec };
  });
}

function risingTimes(samples: readonly { readonly timeSec: number }[]): number[] {
  let lastSec = 0;
  return samples.map(({ timeSec }) => (lastSec = Math.max(lastSec, timeSec)));
}

function lastEnd(timeSec: number, usualSec: number | null, clipEndSec: number | null): number {
  if (usualSec === null) return Math.max(timeSec, clipEndSec ?? timeSec);
  return Math.max(timeSec, Math.min(timeSec + usualSec, clipEndSec ?? Infinity));
}

/** Between neighbours, in seconds; null where there are fewer than two. */
export function medianSpacing(times: readonly number[]): number | null {
  const spacings = times.slice(1).map((timeSec, at) => timeSec - (times[at] ?? 0));
  return median(spacings);
}

/** The lower of the middle two where there is an even number; null of none. */
export function median(values: readonly number[]): number | null {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? null;
}
