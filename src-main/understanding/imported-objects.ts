/** Objects that another program found, frame by frame, as tracks. */
import type { SidecarData } from '../../src-preload/contract/sidecars.ts';
import type { ImportFacts } from '../pipeline/stage.ts';
import { type Detection, type DetectionFrame, linkDetections, type Track } from './object-tracks.ts';
import { medianSpacing } from './sampled-time.ts';
import { seenWithin } from './seen-boxes.ts';
import { atOnce } from './turns.ts';

type Imported = Extract<SidecarData, { subject: 'objects' }>['detections'][number];

export interface ImportedTracks {
  readonly tracks: readonly Track<Detection>[];
  /** Frames in which there was something. */
  readonly frameCount: number;
}

/**
 * Tracks that the program gave are taken as they are; other detections are linked here. What lies beyond the clip or outside its
 * picture is left out.
 */
export function importedTracks(detections: readonly Imported[], facts: ImportFacts): ImportedTracks {
  const endSec = facts.durationSec ?? Infinity;
  const within = seenWithin(detections, 0).filter(({ timeSec }) => timeSec >= 0 && timeSec <= endSec);
  const frames = framesOf(within, facts.framesPerSecond, endSec);
  const given = givenTracks(frames);
  const loose = frames.map((frame) => ({
    ...frame,
    detections: frame.detections.filter(({ track }) => track === null),
  }));
  const aspect = facts.height === 0 ? 1 : facts.width / facts.height;
  const tracks = [...given, ...atOnce(linkDetections<Detection>(loose, { aspect }))];
  return {
    tracks: tracks.toSorted((one, other) => one.startSec - other.startSec),
    frameCount: frames.length,
  };
}

/** A frame lasts until the next, but no longer than frames usually do: files leave out those in which nothing is. */
function framesOf(
  detections: readonly Imported[],
  framesPerSecond: number | null,
  endSec: number,
): DetectionFrame<Imported>[] {
  const byTime = Map.groupBy(detections, ({ timeSec }) => timeSec);
  const times = [...byTime.keys()].toSorted((one, other) => one - other);
  const usualSec = medianSpacing(times) ?? (framesPerSecond === null ? 0 : 1 / framesPerSecond);
  return times.map((timeSec, at) => ({
    timeSec,
    endSec: Math.min(times[at + 1] ?? Infinity, timeSec + usualSec, endSec),
    detections: byTime.get(timeSec) ?? [],
  }));
}

function givenTracks(frames: readonly DetectionFrame<Imported>[]): Track<Detection>[] {
  const sightings = frames.flatMap(({ timeSec, endSec, detections }) =>
    detections.filter(({ track }) => track !== null).map((detection) => ({ timeSec, endSec, detection })),
  );
  const byTrack = Map.groupBy(sightings, ({ detection: { label, track } }) => `${String(track)} ${label}`);
  return [...byTrack.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const endSec = (others.at(-1) ?? first).endSec;
    return [
      {
        label: first.detection.label,
        startSec: first.timeSec,
        endSec,
        sightings: [first, ...others] as const,
      },
    ];
  });
}
