/**
 * Links lines of text that were read in single frames into texts over time. Two lines are the same text
 *
 * 1. at the same place (overlap of at least 0.3, Jaccard index) when they differ by at most a quarter of their letters, whatever their
 *    digits are: so a counter or a timecode is one text that changes;
 * 2. else, nearby (centres no farther apart than a quarter of the picture's height a second), when they have at least four letters and
 *    differ by at most a sixth of them: so a text on something that moves is one too.
 *
 * The most alike pair first. One missed frame does not end a text.
 */
import type { Box, ReadLine } from '../../src-preload/contract/inference-tasks.ts';
import { boxArea, boxAround, boxOverlap, centreDistance } from './box-geometry.ts';
import { medianSpacing } from './sampled-time.ts';
import { textDifference, withoutDigits } from './text-likeness.ts';

export interface SeenLine {
  readonly text: string;
  readonly confidence: number;
  /** Upright, around its corners, within the picture. */
  readonly box: Box;
  /** From its own top to its own bottom, in heights of the picture. */
  readonly lineHeight: number;
  /** How far its line is from level, 0 to 180 degrees. */
  readonly tiltDeg: number;
}

export interface TextFrame {
  readonly timeSec: number;
  readonly endSec: number;
  readonly lines: readonly SeenLine[];
}

export interface TextSighting extends SeenLine {
  readonly timeSec: number;
  readonly endSec: number;
}

/** At least one, in the order of time. */
export type TextTrack = readonly [TextSighting, ...TextSighting[]];

const samePlace = 0.3;
const sameLetters = 0.25;
const sureLetters = 1 / 6;
const fewestLetters = 4;
/** Heights of the picture a second. */
const reach = 0.25;

/** Lines surer than `leastConfidence` that have a letter or a digit. `aspect`: width of the picture over its height. */
export function seenLines(
  lines: readonly ReadLine[],
  { leastConfidence, aspect }: { readonly leastConfidence: number; readonly aspect: number },
): SeenLine[] {
  return lines.flatMap(({ text: read, confidence, corners }) => {
    const text = read.replaceAll(/\s+/gu, ' ').trim();
    const box = boxAround(corners);
    if (confidence < leastConfidence || !/[\p{L}\p{N}]/u.test(text) || boxArea(box) === 0) return [];
    const [topLeft, topRight, , bottomLeft] = corners;
    if (topLeft === undefined || topRight === undefined || bottomLeft === undefined) return [];
    const lineHeight = Math.hypot((topLeft.x - bottomLeft.x) * aspect, topLeft.y - bottomLeft.y);
    const tilt = Math.atan2(topRight.y - topLeft.y, (topRight.x - topLeft.x) * aspect);
    return [{ text, confidence, box, lineHeight, tiltDeg: (Math.abs(tilt) * 180) / Math.PI }];
  });
}

/** Frames in the order of time. Texts by their beginnings. */
export function linkTexts(frames: readonly TextFrame[], aspect: number): TextTrack[] {
  const gapSec = (medianSpacing(frames.map(({ timeSec }) => timeSec)) ?? 0) * 2.5;
  const tracks: [TextSighting, ...TextSighting[]][] = [];
  let recent: [TextSighting, ...TextSighting[]][] = [];
  for (const { timeSec, endSec, lines } of frames) {
    recent = recent.filter((track) => timeSec - lastOf(track).timeSec <= gapSec);
    const sightings = lines.map((line) => ({ ...line, timeSec, endSec }));
    const pairs = recent.flatMap((track) =>
      sightings.flatMap((sighting) => {
        const likeness = likenessOf(lastOf(track), sighting, aspect);
        return likeness === null ? [] : [{ track, sighting, likeness }];
      }),
    );
    const taken = new Set<unknown>();
    for (const { track, sighting } of pairs.toSorted((one, other) => other.likeness - one.likeness)) {
      if (taken.has(track) || taken.has(sighting)) continue;
      taken.add(track).add(sighting);
      track.push(sighting);
    }
    for (const sighting of sightings) {
      if (taken.has(sighting)) continue;
      const track: [TextSighting, ...TextSighting[]] = [sighting];
      tracks.push(track);
      recent.push(track);
    }
  }
  return tracks;
}

export function lastOf(track: TextTrack): TextSighting {
  return track.at(-1) ?? track[0];
}

/** null: not the same text. Those at the same place come before those that moved. */
function likenessOf(before: TextSighting, now: TextSighting, aspect: number): number | null {
  const overlap = boxOverlap(before.box, now.box);
  const masked = textDifference(withoutDigits(before.text), withoutDigits(now.text));
  if (overlap >= samePlace && masked <= sameLetters) return 2 + overlap - masked;
  if (now.text.length < fewestLetters || textDifference(before.text, now.text) > sureLetters) return null;
  const moved = centreDistance(before.box, now.box, aspect);
  return moved <= reach * (now.timeSec - before.timeSec) ? 1 - moved : null;
}
