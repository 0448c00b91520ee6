/** Who is who among the faces of one clip. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { DetectedFace } from '../../src-preload/contract/inference-tasks.ts';
import { boxArea } from './box-geometry.ts';
import {
  type Detection,
  type DetectionFrame,
  linkDetections,
  type LinkOptions,
  type Track,
} from './object-tracks.ts';
import { clusterByNearest } from './nearest-clusters.ts';
import { fourDecimals, roundedBox } from './rounded-findings.ts';
import { best } from './sample-runs.ts';
import type { Steps } from './turns.ts';
import { cosine, meanDirection } from './unit-vectors.ts';

type Person = Artifact<'people'>['people'][number];

/** A face with what an identity model made of it; a unit vector. */
export type KnownFace = DetectedFace & Detection & { readonly vector: Float32Array };

export interface PeopleOptions extends Omit<LinkOptions<KnownFace>, 'mayLink'> {
  /** Least cosine of two faces of the same person. */
  readonly sameCosine: number;
  /** Tracks that are all compared with each other, the longest of them. Default 2,000. */
  readonly mostCompared?: number;
}

export interface FoundPeople {
  readonly people: Person[];
  /** Faces over time that were only compared with the people whom others make up: there were too many. */
  readonly tooMany: number;
}

/** Some 30 MB of similarities. */
const mostCompared = 2000;

interface KnownTrack {
  /** By its beginning. */
  readonly order: number;
  readonly track: Track<KnownFace>;
  /** The mean direction of its faces. */
  readonly vector: Float32Array;
  readonly times: ReadonlySet<number>;
}

/**
 * Faces are linked over time first, where neither place nor identity speaks against it; then tracks of alike faces are one person,
 * unless they are seen in one and the same frame. People by when they are first seen.
 */
export function* peopleOf(
  frames: readonly DetectionFrame<KnownFace>[],
  options: PeopleOptions,
): Steps<FoundPeople> {
  const { sameCosine } = options;
  const tracks = yield* linkDetections(frames, {
    ...options,
    mayLink: (before, now) => cosine(before.vector, now.vector) >= sameCosine,
  });
  const known = tracks
    .flatMap((track, order) => knownTrack(track, order))
    .toSorted((one, other) => secondsOf(other) - secondsOf(one));
  const clusters = yield* clusterByNearest(
    known.map(({ vector }) => vector),
    {
      threshold: sameCosine,
      mayJoin: (one, other) => !areSeenTogether(known[one], known[other]),
      mostCompared: options.mostCompared ?? mostCompared,
    },
  );
  const people = clusters
    .map((members) => members.flatMap((at) => known[at] ?? []).toSorted(byOrder))
    .toSorted(([one], [other]) => (one?.order ?? 0) - (other?.order ?? 0))
    .flatMap((own, id) => {
      const [first, ...others] = own.flatMap(({ track }) => track.sightings);
      const spans = own.map(({ track: { startSec, endSec } }) => ({ startSec, endSec }));
      return first === undefined ? [] : [personOf(id, spans, [first, ...others])];
    });
  return { people, tooMany: Math.max(0, known.length - (options.mostCompared ?? mostCompared)) };
}

function knownTrack(track: Track<KnownFace>, order: number): KnownTrack[] {
  const vector = meanDirection(track.sightings.map(({ detection }) => detection.vector));
  const times = new Set(track.sightings.map(({ timeSec }) => timeSec));
  return vector === null ? [] : [{ order, track, vector, times }];
}

function secondsOf({ track: { startSec, endSec } }: KnownTrack): number {
  return endSec - startSec;
}

function areSeenTogether(one: KnownTrack | undefined, other: KnownTrack | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (one.track.endSec < other.track.startSec || other.track.endSec < one.track.startSec) return false;
  const [few, many] =
    one.times.size <= other.times.size ? [one.times, other.times] : [other.times, one.times];
  for (const timeSec of few) if (many.has(timeSec)) return true;
  return false;
}

function byOrder(one: KnownTrack, other: KnownTrack): number {
  return one.order - other.order;
}

function personOf(
  id: number,
  spans: Person['spans'],
  sightings: readonly [Track<KnownFace>['sightings'][number], ...Track<KnownFace>['sightings'][number][]],
): Person {
  const { timeSec, detection } = best(
    sightings,
    ({ detection: { confidence, box } }) => confidence * Math.sqrt(boxArea(box)),
  );
  return {
    id,
    spans,
    best: {
      timeSec,
      box: roundedBox(detection.box),
      confidence: fourDecimals(detection.confidence),
    },
  };
}
