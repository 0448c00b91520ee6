/** What is said, read, seen and heard in made clips: ten moments each, of about ten seconds. The same number gives the same clip. */
import type { MomentLane } from '../../src-preload/contract/search.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import type { Vocabulary } from './search-words.ts';

export interface MadeMoment {
  readonly startSec: number;
  readonly endSec: number;
  readonly text: string;
}

export interface MadeTexts {
  readonly moments: Readonly<Record<MomentLane, readonly MadeMoment[]>>;
  readonly summary: string;
  readonly labels: readonly string[];
  /** Words that the clip is about. */
  readonly topic: readonly string[];
}

export const momentSec = 10;
const momentsOfLane = { said: 5, read: 2, sees: 2, hears: 1 } as const satisfies Record<MomentLane, number>;
export const momentsOfClip = Object.values(momentsOfLane).reduce((sum, count) => sum + count, 0);

/** Two or three words a second. */
const wordsSaid = [18, 30] as const;
const wordsRead = [2, 7] as const;
const wordsOfSummary = [12, 20] as const;
const topicWords = 6;
/** Of the words of a clip, so many are of its topic: words come in bursts (Church and Gale 1995, "Poisson mixtures"). */
const topicShare = 0.15;

export function madeTexts(vocabulary: Vocabulary, index: number): MadeTexts {
  const random = seededRandom(0x51ed + index * 2_654_435);
  const topic = Array.from({ length: topicWords }, () => vocabulary.word(random));
  const word = (): string =>
    random() < topicShare ? (topic[Math.floor(random() * topicWords)] ?? '') : vocabulary.word(random);
  const words = ([least, most]: readonly [number, number]): string =>
    Array.from({ length: between(least, most, random) }, word).join(' ');
  const labels = Array.from({ length: between(1, 5, random) }, () => vocabulary.label(random));
  const label = (): string => labels[Math.floor(random() * labels.length)] ?? '';
  const makers: Record<MomentLane, () => string> = {
    ...{ said: () => words(wordsSaid), read: () => words(wordsRead) },
    ...{ sees: () => [...new Set([label(), label()])].join(', '), hears: () => vocabulary.sound(random) },
  };
  const lane = (name: MomentLane): MadeMoment[] =>
    Array.from({ length: momentsOfLane[name] }, (_, at) => {
      const startSec = Math.round((at + random() * 0.5) * 1000 * (100 / momentsOfLane[name])) / 1000;
      return { startSec, endSec: startSec + momentSec, text: makers[name]() };
    });
  return {
    moments: { said: lane('said'), read: lane('read'), sees: lane('sees'), hears: lane('hears') },
    summary: words(wordsOfSummary),
    ...{ labels: [...new Set(labels)], topic },
  };
}

function between(least: number, most: number, random: Random): number {
  return least + Math.floor(random() * (most - least + 1));
}
