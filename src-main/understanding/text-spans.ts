/** From texts over time to what is told of them: the words, when, where, and what kind of text it is. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { boxCentre, boxOverlap } from './box-geometry.ts';
import { fourDecimals, roundedBox } from './rounded-findings.ts';
import { best } from './sample-runs.ts';
import { digitsOf } from './text-likeness.ts';
import { lastOf, type TextSighting, type TextTrack } from './text-tracks.ts';

type TextSpan = Artifact<'on-screen-text'>['spans'][number];

/** HH:MM:SS:FF, with ";" or "." before the frames for drop-frame counting (SMPTE ST 12-1). */
const timecode = /(?<!\d)\d{2}:[0-5]\d:[0-5]\d[:;.]\d{2}(?!\d)/u;

/** The same with colons that were overlooked: they are the smallest things in it. */
const looseTimecode = /(?<!\d)(\d{2})[:;. ]?([0-5]\d)[:;. ]?([0-5]\d)([:;.]?) ?(\d{2})(?!\d)/u;

/**
 * Where captions stand: their middle in the lowest third of the picture, where subtitles and lower thirds are put.
 * Their lines are up to an eighth of the picture high (the BBC's Subtitle Guidelines make a line about 8 %), and they stay up to ten
 * seconds (Netflix's Timed Text Style Guide ends a subtitle after seven; frames are two seconds apart): what stays longer
 * is a mark, not a caption.
 */
const caption = { from: 2 / 3, highestLine: 1 / 8, longestSec: 10 } as const;

/** Titles are large (lines from a twelfth of the picture's height on, as twice a subtitle's letters), stand in the middle and go after ten seconds. */
const title = { lowestLine: 1 / 12, offCentre: 0.15, longestSec: 10 } as const;

/**
 * Titles and captions were put on the picture: at least three letters, level, and always in the same place. Text on things in front of the
 * camera seldom is.
 */
const overlay = { fewestLetters: 3, greatestTiltDeg: 5, leastOverlap: 0.5 } as const;

/**
 * A text changes when its readings hardly ever come back: three or more of them, and at least three in four of its changes are to a new one; or
 * two that are all there is to it. What comes back was misread in between.
 */
const changing = { fewestReadings: 3, newShare: 3 / 4, shareOfTwo: 1 / 2 } as const;

export function textSpans(tracks: readonly TextTrack[]): TextSpan[] {
  return tracks.map(spanOf).toSorted((one, other) => one.startSec - other.startSec);
}

function spanOf(track: TextTrack): TextSpan {
  const surest = best(track, ({ confidence }) => confidence);
  const changes = isChanging(track);
  const kind = kindOf(track, surest, changes);
  const readings = !changes ? [] : kind === 'timecode' ? changesOf(mended(track)) : changesOf(track);
  return {
    startSec: track[0].timeSec,
    endSec: lastOf(track).endSec,
    text: readings[0]?.text ?? consensus(track).text,
    kind,
    confidence: fourDecimals(surest.confidence),
    box: roundedBox(surest.box),
    readings,
  };
}

function isChanging(track: TextTrack): boolean {
  const readings = track.map(({ text }) => digitsOf(text));
  const runs = readings.filter((digits, at) => digits !== readings[at - 1]).length;
  const distinct = new Set(readings).size;
  if (distinct >= changing.fewestReadings) return distinct >= runs * changing.newShare;
  return distinct === 2 && runs === 2 && distinct >= track.length * changing.shareOfTwo;
}

/** A timecode that was read without one of its fields says another time: it is left out; one that lacks but a colon gets it back. */
function mended(track: TextTrack): TextSighting[] {
  return track.flatMap((sighting) => {
    if (timecode.test(sighting.text)) return [sighting];
    const [, hours, minutes, seconds, separator, frames] = looseTimecode.exec(sighting.text) ?? [];
    if (hours === undefined || minutes === undefined || seconds === undefined || frames === undefined)
      return [];
    const before = separator === '' || separator === undefined ? ':' : separator;
    return [{ ...sighting, text: `${hours}:${minutes}:${seconds}${before}${frames}` }];
  });
}

function changesOf(track: readonly TextSighting[]): TextSpan['readings'] {
  return track
    .filter(({ text }, at) => text !== track[at - 1]?.text)
    .map(({ timeSec, text }) => ({ timeSec, text }));
}

/** The reading with the most confidence over all sightings: a slip of one frame does not count for much. */
function consensus(track: TextTrack): TextSighting {
  const sums = new Map<string, number>();
  for (const { text, confidence } of track) sums.set(text, (sums.get(text) ?? 0) + confidence);
  return best(track, ({ text }) => sums.get(text) ?? 0);
}

function kindOf(track: TextTrack, surest: TextSighting, isChangingText: boolean): TextSpan['kind'] {
  const timecodes = track.filter(({ text }) => timecode.test(text)).length;
  if (timecodes * 2 >= track.length) return 'timecode';
  if (isChangingText || !isOverlay(track, surest)) return 'other';
  const seconds = lastOf(track).endSec - track[0].timeSec;
  const { x, y } = boxCentre(surest.box);
  const { lineHeight } = surest;
  if (y >= caption.from && lineHeight <= caption.highestLine && seconds <= caption.longestSec)
    return 'caption';
  const isCentred = Math.abs(x - 0.5) <= title.offCentre;
  return lineHeight >= title.lowestLine && isCentred && seconds <= title.longestSec ? 'title' : 'other';
}

function isOverlay(track: TextTrack, { text, tiltDeg, box }: TextSighting): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < overlay.fewestLetters || tiltDeg > overlay.greatestTiltDeg) return false;
  return track.every((sighting) => boxOverlap(sighting.box, box) >= overlay.leastOverlap);
}
