/**
 * Takes out what a speech recognizer made up rather than heard, and says why. Pure. Whisper's habits are described by A.
 * Koenecke et al., "Careless Whisper: Speech-to-Text Hallucination Harms" (FAccT 2024), and in the sources of filler-phrases.ts.
 *
 * In this order: text where the speech detector heard no speech; known phrases that Whisper fills silence with; more words than
 * anybody can say in that time; loops, of which the first round stays.
 */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { joinWords } from '../media/parse/word-times.ts';
import { fillerKindOf, plainText } from './filler-phrases.ts';
import type { Stretch } from './transcript-pieces.ts';
import { segmentOf, type Segment, type Word } from './transcript-segments.ts';

type Removed = Artifact<'transcript'>['removed'][number];

export interface CheckedTranscript {
  readonly segments: readonly Segment[];
  readonly removed: readonly Removed[];
}

/** Times of recognizers and detectors differ by about this much. */
const timeToleranceSec = 0.3;
/** Share of a segment's time in which there has to be speech. */
const leastCovered = 0.1;
/** Farewells need more. */
const coveredFarewell = 0.5;
/** The fastest talker measured said 655 words in a minute (S. Shannon, Guinness World Records, 1995). */
const mostWordsPerSec = 655 / 60;
/** A few short words may have bad times; that is no proof. */
const leastWordsForRate = 4;
/**
 * Rounds that make a loop, by the number of its words: people do say "no, no, no". Whisper itself rejects text that compresses by
 * more than 2.4 (its `compression_ratio_threshold`), which phrases reach when they are said three times.
 */
const roundsOfLoop = (words: number): number => (words <= 2 ? 6 : 4);
const longestLoopWords = 16;
/** A window of Whisper: what comes back after longer is not one loop. */
const loopGapSec = 30;

/** @param speech spans of a detector, in the order of time; null where there are none to go by */
export function removeHallucinations(
  segments: readonly Segment[],
  speech: readonly Stretch[] | null,
): CheckedTranscript {
  const kept: Segment[] = [];
  const removed: Removed[] = [];
  for (const segment of segments) {
    const reason = reasonAgainst(segment, speech);
    if (reason === null) kept.push(segment);
    else removed.push(asRemoved(segment, reason));
  }
  const unlooped = withoutLoops(kept);
  return {
    segments: unlooped.segments,
    removed: [...removed, ...unlooped.removed].toSorted((one, other) => one.startSec - other.startSec),
  };
}

function reasonAgainst(segment: Segment, speech: readonly Stretch[] | null): Removed['reason'] | null {
  const covered = speech === null ? 1 : coveredShare(segment, speech);
  if (covered < leastCovered) return 'over-silence';
  const filler = fillerKindOf(segment.text);
  if (filler === 'credit' || (filler === 'farewell' && covered < coveredFarewell)) return 'filler-phrase';
  return isImpossiblyFast(segment) ? 'impossible-rate' : null;
}

function coveredShare({ startSec, endSec }: Stretch, speech: readonly Stretch[]): number {
  const lengthSec = endSec - startSec;
  let coveredSec = 0;
  for (const span of speech) {
    const from = Math.max(startSec, span.startSec - timeToleranceSec);
    const to = Math.min(endSec, span.endSec + timeToleranceSec);
    if (to < from) continue;
    if (lengthSec <= 0) return 1;
    coveredSec += to - from;
  }
  return lengthSec <= 0 ? 0 : Math.min(1, coveredSec / lengthSec);
}

/** Scripts without blanks have about two signs to a word. */
const unspacedSigns = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

function isImpossiblyFast({ startSec, endSec, text }: Segment): boolean {
  const signs = text.match(unspacedSigns)?.length ?? 0;
  const spaced = plainText(text.replaceAll(unspacedSigns, ' '));
  const words = signs / 2 + (spaced === '' ? 0 : spaced.split(' ').length);
  return words >= leastWordsForRate && words > mostWordsPerSec * (endSec - startSec);
}

interface PlacedWord {
  readonly word: Word;
  readonly segment: number;
  readonly plain: string;
}

function withoutLoops(segments: readonly Segment[]): CheckedTranscript {
  const words = segments.flatMap((segment, at) =>
    segment.words.map((word): PlacedWord => ({ word, segment: at, plain: plainText(word.text) })),
  );
  let kept: readonly PlacedWord[] = words;
  const removed: Removed[] = [];
  for (let loop = findLoop(kept, 0); loop !== null; loop = findLoop(kept, loop.from)) {
    const { from, to } = loop;
    const out = kept.slice(from, to).map(({ word }) => word);
    const [first] = out;
    if (first !== undefined) removed.push(asRemoved(segmentOf([first, ...out.slice(1)]), 'repeated'));
    kept = kept.filter((_, at) => at < from || at >= to);
  }
  if (removed.length === 0) return { segments, removed };
  const bySegment = Map.groupBy(kept, ({ segment }) => segment);
  const rebuilt = segments.flatMap((segment, at) => {
    const [first, ...others] = (bySegment.get(at) ?? []).map(({ word }) => word);
    if (segment.words.length === 0 || others.length + 1 === segment.words.length) return [segment];
    return first === undefined ? [] : [segmentOf([first, ...others])];
  });
  return { segments: rebuilt, removed };
}

/**
 * The words behind the first round of the first loop that begins at `start` or a loop's length before it: what was cut out may
 * have brought two rounds together.
 */
function findLoop(words: readonly PlacedWord[], start: number): { from: number; to: number } | null {
  for (let from = Math.max(0, start - longestLoopWords * 4); from < words.length; from += 1) {
    for (let length = 1; length <= longestLoopWords; length += 1) {
      const rounds = countRounds(words, from, length);
      if (rounds >= roundsOfLoop(length)) return { from: from + length, to: from + length * rounds };
    }
  }
  return null;
}

function countRounds(words: readonly PlacedWord[], from: number, length: number): number {
  let rounds = 1;
  while (
    from + (rounds + 1) * length <= words.length &&
    isSame(words, from, from + rounds * length, length)
  ) {
    rounds += 1;
  }
  return rounds;
}

function isSame(words: readonly PlacedWord[], one: number, other: number, length: number): boolean {
  for (let at = 0; at < length; at += 1) {
    const plain = words[one + at]?.plain;
    const again = words[other + at];
    if (plain === undefined || plain === '' || plain !== again?.plain) return false;
    const beforeSec = words[other + at - 1]?.word.endSec ?? 0;
    if (again.word.startSec - beforeSec > loopGapSec) return false;
  }
  return true;
}

function asRemoved({ startSec, endSec, text, words }: Segment, reason: Removed['reason']): Removed {
  return { startSec, endSec, text: text === '' ? joinWords(words) : text, reason };
}
