/**
 * Links lines of text that were read in single frames into texts over time. Two lines are the same text
 *
 * 1. at the same place (overlap of at least 0.3, Jaccard index) when they differ by at most a quarter of their letters, whatever their
 *    digits are: so a counter or a timecode is one text that changes;
 * 2. else, nearby (centres no farther apart than a quarter of the picture's height a second), when they have at least four letters and
 *    differ by at most a sixth of them: so a text on something that moves is one too.
 *
 * Those that stayed come first, and among them, as among those that moved, the most alike pair. One missed frame does not end a text.
 */
import type { Box, ReadLine } from '../../src-preload/contract/inference-tasks.ts';
import { boxArea, boxAround, boxOverlap, centreDistance } from './box-geometry.ts';
import { medianSpacing } from './sampled-time.ts';
import { type Letters, lettersDifference, lettersOf, withoutDigits } from './text-likeness.ts';
import type { Steps } from './turns.ts';

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
function seenLines(
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

interface ReadSample {
  readonly timeSec: number;
  readonly endSec: number;
  readonly answer: readonly ReadLine[];
}

/** Samples that share an answer share its lines too, so that these need not be linked again. */
export function textFrames(
  samples: readonly ReadSample[],
  options: { readonly leastConfidence: number; readonly aspect: number },
): TextFrame[] {
  const seen = new Map<readonly ReadLine[], readonly SeenLine[]>();
  return samples.map(({ timeSec, endSec, answer }) => {
    const lines = seen.get(answer) ?? seenLines(answer, options);
    seen.set(answer, lines);
    return { timeSec, endSec, lines };
  });
}

/** A text that goes on, with what its last line is compared by. */
interface OpenText {
  readonly sightings: [TextSighting, ...TextSighting[]];
  last: Comparable;
}

interface Comparable {
  readonly sighting: TextSighting;
  readonly letters: Letters;
  /** With every digit the same. */
  readonly masked: Letters;
}

/** How alike they are, the higher the better; null: not the same text. */
type Likeness = (before: Comparable, now: Comparable) => number | null;

/**
 * Frames in the order of time; one with the very same list of lines as the frame before goes on with its texts. Texts by their
 * beginnings.
 */
export function* linkTexts(frames: readonly TextFrame[], aspect: number): Steps<TextTrack[]> {
  const gapSec = (medianSpacing(frames.map(({ timeSec }) => timeSec)) ?? 0) * 2.5;
  const rounds = [stayed, movedOf(aspect)];
  const texts: OpenText[] = [];
  let recent: OpenText[] = [];
  let before: { readonly frame: TextFrame; readonly texts: readonly OpenText[] } | null = null;
  for (const frame of frames) {
    const { timeSec, lines } = frame;
    recent = recent.filter(({ last }) => timeSec - last.sighting.timeSec <= gapSec);
    const isSame = before?.frame.lines === lines && timeSec - before.frame.timeSec <= gapSec;
    const shown: OpenText[] = isSame && before !== null ? carriedOn(before.texts, frame) : [];
    if (!isSame) {
      const linked = yield* linkFrame(recent, frame, rounds);
      texts.push(...linked.begun);
      recent.push(...linked.begun);
      shown.push(...linked.shown);
    }
    before = { frame, texts: shown };
    yield;
  }
  return texts.map(({ sightings }) => sightings);
}

function carriedOn(texts: readonly OpenText[], { timeSec, endSec }: TextFrame): OpenText[] {
  for (const text of texts) {
    const sighting = { ...text.last.sighting, timeSec, endSec };
    text.last = { ...text.last, sighting };
    text.sightings.push(sighting);
  }
  return [...texts];
}

function* linkFrame(
  recent: readonly OpenText[],
  { timeSec, endSec, lines }: TextFrame,
  rounds: readonly Likeness[],
): Steps<{ readonly begun: OpenText[]; readonly shown: OpenText[] }> {
  const open = new Set(recent);
  const loose = new Set(lines.map((line) => comparable({ ...line, timeSec, endSec })));
  const shown: OpenText[] = [];
  for (const likeness of rounds) shown.push(...(yield* linkGreedily(open, loose, likeness)));
  const begun = [...loose].map((last): OpenText => ({ sightings: [last.sighting], last }));
  return { begun, shown: [...shown, ...begun] };
}

/** Takes what it links out of both sets. */
function* linkGreedily(open: Set<OpenText>, loose: Set<Comparable>, likeness: Likeness): Steps<OpenText[]> {
  const pairs: { text: OpenText; now: Comparable; alike: number }[] = [];
  for (const text of open) {
    for (const now of loose) {
      const alike = likeness(text.last, now);
      if (alike !== null) pairs.push({ text, now, alike });
    }
    yield;
  }
  return pairs
    .toSorted((one, other) => other.alike - one.alike)
    .flatMap(({ text, now }) => {
      if (!open.has(text) || !loose.has(now)) return [];
      open.delete(text);
      loose.delete(now);
      text.last = now;
      text.sightings.push(now.sighting);
      return [text];
    });
}

export function lastOf(track: TextTrack): TextSighting {
  return track.at(-1) ?? track[0];
}

function comparable(sighting: TextSighting): Comparable {
  const { text } = sighting;
  return { sighting, letters: lettersOf(text), masked: lettersOf(withoutDigits(text)) };
}

/** Places are compared before letters, which takes a thousand times as long. */
function stayed(before: Comparable, now: Comparable): number | null {
  const overlap = boxOverlap(before.sighting.box, now.sighting.box);
  if (overlap < samePlace) return null;
  const difference = lettersDifference(before.masked, now.masked, sameLetters);
  return difference === null ? null : overlap - difference;
}

function movedOf(aspect: number): Likeness {
  return ({ sighting: before, letters }, { sighting: now, letters: lettersNow }) => {
    if (now.text.length < fewestLetters) return null;
    const moved = centreDistance(before.box, now.box, aspect);
    if (moved > reach * (now.timeSec - before.timeSec)) return null;
    return lettersDifference(letters, lettersNow, sureLetters) === null ? null : -moved;
  };
}
