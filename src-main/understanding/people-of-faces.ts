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
import { best } from './sample-runs.ts';
import { cosine, meanDirection } from './unit-vectors.ts';
import { clusterVectors } from './vector-clusters.ts';

type Person = Artifact<'people'>['people'][number];

/** A face with what an identity model made of it; a unit vector. */
export type KnownFace = DetectedFace & Detection & { readonly vector: Float32Array };

export interface PeopleOptions extends Omit<LinkOptions<KnownFace>, 'mayLink'> {
  /** Least cosine of two faces of the same person. */
  readonly sameCosine: number;
}

/**
 * Faces are linked over time first, where neither place nor identity speaks against it; then tracks of alike faces are one person,
 * unless they are seen in one and the same frame. People by when they are first seen.
 */
export function peopleOf(frames: readonly DetectionFrame<KnownFace>[], options: PeopleOptions): Person[] {
  const { sameCosine } = options;
  const tracks = linkDetections(frames, {
    ...options,
    mayLink: (before, now) => cosine(before.vector, now.vector) >= sameCosine,
  });
  const known = tracks.flatMap((track) => {
    const vector = meanDirection(track.sightings.map(({ detection }) => detection.vector));
    return vector === null ? [] : [{ track, vector, times: timesOf(track) }];
  });
  const clusters = clusterVectors(
    known.map(({ vector }) => vector),
    {
      threshold: sameCosine,
      mayJoin: (one, other) => !haveCommon(known[one]?.times, known[other]?.times),
    },
  );
  return clusters.flatMap((members, id) => {
    const own = members.flatMap((at) => known[at]?.track ?? []);
    const [first, ...others] = own.flatMap(({ sightings }) => sightings);
    return first === undefined ? [] : [personOf(id, own, [first, ...others])];
  });
}

function timesOf({ sightings }: Track<KnownFace>): Set<number> {
  return new Set(sightings.map(({ timeSec }) => timeSec));
}

function haveCommon(one: ReadonlySet<number> = new Set(), other: ReadonlySet<number> = new Set()): boolean {
  return [...one].some((timeSec) => other.has(timeSec));
}

function personOf(
  id: number,
  tracks: readonly Track<KnownFace>[],
  sightings: readonly [Track<KnownFace>['sightings'][number], ...Track<KnownFace>['sightings'][number][]],
): Person {
  const { timeSec, detection } = best(
    sightings,
    ({ detection: { confidence, box } }) => confidence * Math.sqrt(boxArea(box)),
  );
  return {
    id,
    spans: tracks
      .map(({ startSec, endSec }) => ({ startSec, endSec }))
      .toSorted((one, other) => one.startSec - other.startSec),
    best: { timeSec, box: detection.box, confidence: detection.confidence },
  };
}
