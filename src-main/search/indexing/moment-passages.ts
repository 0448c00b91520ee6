/** What has a place in time, as moments of a length that one can look for and look at. PURE. */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import type { MomentText } from '../../db/repositories/search-index.repository.ts';
import { joinWords } from '../../media/parse/word-times.ts';
import {
  type Heard,
  labelText,
  type ReadTexts,
  type Seen,
  shotSizeText,
  soundText,
} from './finding-words.ts';
import { unspread } from '../query/script-spreading.ts';
import { listed, plainText } from './indexed-text.ts';

interface Span {
  readonly startSec: number;
  readonly endSec: number;
}
interface Said extends Span {
  readonly text: string;
  /** Those that it is made of; none where there are no times of words. */
  readonly words?: readonly Said[];
}
type Segment = Pick<Artifact<'transcript'>['segments'][number], 'startSec' | 'endSec' | 'text'> & {
  readonly words: readonly Said[];
};

/** A passage is long enough to be understood, and short enough that what was looked for is near its start. */
const leastSec = 5;
const mostSec = 15;
/** What is said after such a pause is something new. */
const partingPauseSec = 3;
const sentenceEnd = /[.!?…。！？][\s"'”’»)\]]*$/u;
/** Something that is out of sight for a shorter time was there all along. */
const sameSightSec = 2;

/** Passages of what is said: they end with a sentence where they can, with a segment else, and start and end with a word. */
export function saidMoments(segments: readonly Segment[]): MomentText[] {
  const passages: Said[][] = [];
  for (const part of segments.flatMap(sentencesOf)) {
    const passage = passages.at(-1);
    if (passage !== undefined && goesOn(passage, part)) passage.push(part);
    else passages.push([part]);
  }
  return moments(
    passages.map((parts) => ({
      ...{ ...hull(parts), text: joinWords(parts) },
      words: parts.flatMap(({ words = [] }) => words),
    })),
  );
}

function goesOn(passage: readonly Said[], next: Said): boolean {
  const { startSec, endSec } = hull(passage);
  if (next.startSec - endSec >= partingPauseSec || next.endSec - startSec > mostSec) return false;
  return endSec - startSec < leastSec || !sentenceEnd.test(passage.at(-1)?.text ?? '');
}

/** Segments that are short, or without times of words, stay whole. */
function sentencesOf({ startSec, endSec, text, words }: Segment): readonly Said[] {
  // Of what has no times within, the whole is as good as one long word.
  if (words.length === 0) return [{ startSec, endSec, text, words: [{ startSec, endSec, text }] }];
  const whole = { ...hull(words), text, words };
  if (whole.endSec - whole.startSec <= leastSec) return [whole];
  const sentences: Said[][] = [[]];
  for (const word of words) {
    const sentence = sentences.at(-1) ?? [];
    const last = sentence.at(-1);
    const isFull = word.endSec - (sentence[0]?.startSec ?? word.startSec) > mostSec;
    if (last !== undefined && (isFull || sentenceEnd.test(last.text))) sentences.push([word]);
    else sentence.push(word);
  }
  if (sentences.length === 1) return [whole];
  return sentences.map((each) => ({ ...hull(each), text: joinWords(each), words: each }));
}

function hull(parts: readonly Span[]): Span {
  const startSec = parts[0]?.startSec ?? 0;
  return { startSec, endSec: parts.reduce((latest, part) => Math.max(latest, part.endSec), startSec) };
}

export function readMoments({ spans }: ReadTexts): MomentText[] {
  return moments(spans);
}

export function heardMoments({ spans }: Heard): MomentText[] {
  return moments(spans.map((each) => ({ ...each, text: soundText(each) })));
}

/** Of one label, sightings that touch or almost do are one moment; a shot has its labels together. */
export function seenMoments(seen: Seen): MomentText[] {
  const labelled = [
    ...(seen.objects?.tracks.map((track) => ({ ...track, text: labelText(track.label) })) ?? []),
    ...(seen.faces?.tracks.map((track) => ({ ...track, text: 'face' })) ?? []),
    ...(seen.emotions?.spans.map((each) => ({ ...each, text: labelText(each.emotion) })) ?? []),
    ...(seen.hands?.spans.map((each) => ({ ...each, text: labelText(each.gesture ?? '') })) ?? []),
    ...(seen.pose?.framing.map((each) => ({ ...each, text: shotSizeText(each.shotSize) })) ?? []),
  ];
  const shots = seen['picture-features']?.shots ?? [];
  return moments([
    ...merged(labelled),
    ...shots.map((shot) => ({ ...shot, text: listed(shot.labels.map(({ label }) => labelText(label))) })),
  ]);
}

function merged(labelled: readonly Said[]): Said[] {
  const byText = Map.groupBy(labelled, ({ text }) => text);
  return [...byText].flatMap(([text, spans]) => {
    const joined: Said[] = [];
    for (const { startSec, endSec } of spans.toSorted((one, other) => one.startSec - other.startSec)) {
      const last = joined.at(-1);
      if (last === undefined || startSec - last.endSec > sameSightSec)
        joined.push({ startSec, endSec, text });
      else joined[joined.length - 1] = { ...last, endSec: Math.max(last.endSec, endSec) };
    }
    return joined;
  });
}

/** In the order of time, without those that say nothing. */
function moments(spans: readonly Said[]): MomentText[] {
  return spans
    .map(({ startSec, endSec, text, words = [] }) => ({
      startSec,
      endSec: endSec > startSec ? endSec : null,
      text: plainText(text),
      ...(words.length === 0 ? {} : { wordTimes: wordTimes(unspread(plainText(text)), words) }),
    }))
    .filter(({ text }) => text !== '')
    .toSorted((one, other) => one.startSec - other.startSec);
}

/** Where in the text each word begins, and when; words that are written otherwise there are left out. */
function wordTimes(text: string, words: readonly Said[]): number[] {
  let from = 0;
  return words.flatMap(({ text: word, startSec }) => {
    const written = unspread(plainText(word));
    const at = written === '' ? -1 : text.indexOf(written, from);
    if (at < 0) return [];
    from = at + written.length;
    return [at, Math.round(startSec * 100) / 100];
  });
}
