/**
 * Links what a detector found in single frames into tracks: things of one label over time. Greedy, the most certain pair
 * first, as in E. Bochinski et al., "High-Speed Tracking-by-Detection Without Using Image Information" (AVSS 2017), and with
 * gaps, as in their "Extending IOU Based Multi-Object Tracking by Visual Information" (AVSS 2018). Two rounds a frame:
 *
 * 1. boxes that overlap by at least `overlap` (Jaccard index; 0.3 as in A. Bewley et al., "Simple Online and Realtime
 *    Tracking", ICIP 2016);
 * 2. of what is left, the nearest, because frames a second apart need not overlap at all: its centre moved by no more than `reach` of
 *    its own longer side a second, and its area changed by no more than `growth`. A person who walks at a usual 1.4 m/s
 *    (R. W. Bohannon, Age and Ageing 26, 1997) and is 1.7 m tall moves 0.8 of that a second.
 */
import type { Box } from '../../src-preload/contract/inference-tasks.ts';
import { boxArea, boxOverlap, centreDistance } from './box-geometry.ts';
import { medianSpacing } from './sampled-time.ts';
import type { Steps } from './turns.ts';

export interface Detection {
  readonly label: string;
  readonly confidence: number;
  readonly box: Box;
}

export interface DetectionFrame<Found extends Detection> {
  readonly timeSec: number;
  /** Until when the frame stands for what is seen. */
  readonly endSec: number;
  readonly detections: readonly Found[];
}

export interface LinkOptions<Found extends Detection = Detection> {
  /** Width of the picture over its height. */
  readonly aspect: number;
  /** A track ends when it was not seen for longer than this, but never for one missed frame alone. Seconds. Default 2.5. */
  readonly longestGapSec?: number;
  /** A track needs one detection at least this sure. Default 0: all are kept. */
  readonly sureConfidence?: number;
  /** Default 0.3. */
  readonly overlap?: number;
  /** Longer sides of the box a second. Default 1. */
  readonly reach?: number;
  /** Greatest ratio of areas in the second round. Default 2.5. */
  readonly growth?: number;
  /** Whether they can be the same thing, where more is known than boxes. Asked only of those whose boxes fit. */
  readonly mayLink?: (before: Found, now: Found) => boolean;
}

export interface Sighting<Found extends Detection> {
  readonly timeSec: number;
  readonly endSec: number;
  readonly detection: Found;
}

export interface Track<Found extends Detection> {
  readonly label: string;
  readonly startSec: number;
  readonly endSec: number;
  /** In the order of time. */
  readonly sightings: readonly [Sighting<Found>, ...Sighting<Found>[]];
}

interface OpenTrack<Found extends Detection> {
  readonly sightings: [Sighting<Found>, ...Sighting<Found>[]];
  last: Sighting<Found>;
}

/** How well they fit, the higher the better; null: they cannot be the same. */
type Fit<Found extends Detection> = (track: OpenTrack<Found>, now: Found, timeSec: number) => number | null;

/** Frames in the order of time. Tracks by their beginnings. */
export function* linkDetections<Found extends Detection>(
  frames: readonly DetectionFrame<Found>[],
  options: LinkOptions<Found>,
): Steps<Track<Found>[]> {
  const rounds = [overlapFit(options), reachFit(options)];
  const gapSec = longestGap(frames, options.longestGapSec ?? 2.5);
  const tracks: OpenTrack<Found>[] = [];
  let recent: OpenTrack<Found>[] = [];
  for (const { timeSec, endSec, detections } of frames) {
    recent = recent.filter(({ last }) => timeSec - last.timeSec <= gapSec);
    const open = new Set(recent);
    const loose = new Set(detections);
    for (const fit of rounds) linkGreedily(open, loose, fit, { timeSec, endSec });
    for (const detection of loose) {
      const sighting = { timeSec, endSec, detection };
      const track: OpenTrack<Found> = { sightings: [sighting], last: sighting };
      tracks.push(track);
      recent.push(track);
    }
    yield;
  }
  return tracks.map(closed).filter(({ sightings }) => isSure(sightings, options.sureConfidence ?? 0));
}

/** Takes what it links out of both sets. */
function linkGreedily<Found extends Detection>(
  open: Set<OpenTrack<Found>>,
  loose: Set<Found>,
  fit: Fit<Found>,
  time: { readonly timeSec: number; readonly endSec: number },
): void {
  const pairs: { track: OpenTrack<Found>; detection: Found; score: number }[] = [];
  for (const track of open) {
    for (const detection of loose) {
      const score = fit(track, detection, time.timeSec);
      if (score !== null) pairs.push({ track, detection, score });
    }
  }
  pairs.sort((one, other) => other.score - one.score);
  for (const { track, detection } of pairs) {
    if (!open.has(track) || !loose.has(detection)) continue;
    open.delete(track);
    loose.delete(detection);
    track.last = { ...time, detection };
    track.sightings.push(track.last);
  }
}

function overlapFit<Found extends Detection>({ overlap = 0.3, mayLink }: LinkOptions<Found>): Fit<Found> {
  return ({ last: { detection } }, now) => {
    if (detection.label !== now.label) return null;
    const shared = boxOverlap(detection.box, now.box);
    return shared >= overlap && mayLink?.(detection, now) !== false ? shared : null;
  };
}

function reachFit<Found extends Detection>(options: LinkOptions<Found>): Fit<Found> {
  const { aspect, reach = 1, growth = 2.5, mayLink } = options;
  return ({ last: { detection, timeSec: beforeSec } }, now, timeSec) => {
    if (detection.label !== now.label) return null;
    const [before, after] = [boxArea(detection.box), boxArea(now.box)];
    if (Math.max(before, after) > growth * Math.min(before, after)) return null;
    const longerSide = Math.max(longSide(detection.box, aspect), longSide(now.box, aspect));
    const moved = centreDistance(detection.box, now.box, aspect);
    const isWithinReach = moved <= reach * longerSide * (timeSec - beforeSec);
    return isWithinReach && mayLink?.(detection, now) !== false ? -moved : null;
  };
}

function longSide({ width, height }: Box, aspect: number): number {
  return Math.max(width * aspect, height);
}

/** Of frames that are far apart, one may be missed. */
function longestGap(frames: readonly { readonly timeSec: number }[], longestGapSec: number): number {
  const spacing = medianSpacing(frames.map(({ timeSec }) => timeSec)) ?? 0;
  return Math.max(longestGapSec, spacing * 2.5);
}

function isSure(sightings: readonly Sighting<Detection>[], sureConfidence: number): boolean {
  return sightings.some(({ detection }) => detection.confidence >= sureConfidence);
}

function closed<Found extends Detection>({ sightings, last }: OpenTrack<Found>): Track<Found> {
  const [first] = sightings;
  return { label: first.detection.label, startSec: first.timeSec, endSec: last.endSec, sightings };
}
