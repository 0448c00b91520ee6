/** What is told of tracks: their boxes over time, how long a label was there, and how many at once. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { clippedBox } from './box-geometry.ts';
import type { Detection, Track } from './object-tracks.ts';
import { fourDecimals, roundedBox } from './rounded-findings.ts';
import { best } from './sample-runs.ts';

type ObjectFacts = Artifact<'objects'>;
type Sightings = Omit<ObjectFacts['tracks'][number], 'label' | 'id'>;

export function sightingsOf(track: Track<Detection>): Sightings {
  const { startSec, endSec, sightings } = track;
  return {
    startSec,
    endSec,
    confidence: fourDecimals(clearest(track).detection.confidence),
    boxes: sightings.map(({ timeSec, detection: { box, confidence } }) => ({
      timeSec,
      box: roundedBox(clippedBox(box)),
      confidence: fourDecimals(confidence),
    })),
  };
}

/** The sighting of which the detector was surest. */
export function clearest<Found extends Detection>(track: Track<Found>): Track<Found>['sightings'][number] {
  return best(track.sightings, ({ detection }) => detection.confidence);
}

/** Most tracks of which there is a sighting in one and the same frame. */
export function mostAtOnce(tracks: readonly Track<Detection>[]): number {
  const counts = new Map<number, number>();
  for (const { sightings } of tracks) {
    for (const { timeSec } of sightings) counts.set(timeSec, (counts.get(timeSec) ?? 0) + 1);
  }
  return [...counts.values()].reduce((most, count) => Math.max(most, count), 0);
}

/** Seconds that at least one of the spans covers. */
export function coveredSec(spans: readonly { readonly startSec: number; readonly endSec: number }[]): number {
  let seconds = 0;
  let untilSec = -Infinity;
  for (const { startSec, endSec } of spans.toSorted((one, other) => one.startSec - other.startSec)) {
    seconds += Math.max(0, endSec - Math.max(startSec, untilSec));
    untilSec = Math.max(untilSec, endSec);
  }
  return seconds;
}

/** By label, most time first. */
export function labelFacts(tracks: readonly Track<Detection>[]): ObjectFacts['labels'] {
  const byLabel = Map.groupBy(tracks, ({ label }) => label);
  return [...byLabel]
    .map(([label, members]) => ({
      label,
      confidence: fourDecimals(Math.max(...members.map((track) => clearest(track).detection.confidence))),
      seconds: coveredSec(members),
      mostAtOnce: mostAtOnce(members),
    }))
    .toSorted((one, other) => other.seconds - one.seconds || (one.label < other.label ? -1 : 1));
}
