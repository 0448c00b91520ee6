/**
 * Words and labels as a library of clips has them: made up, but of syllables, so that their beginnings are shared as those of real words
 * are; a few of them in nearly every clip, most in hardly any.
 */
import { cocoNames } from '../../src-main/inference/picture/coco-names.ts';
import { isFunctionWord } from '../../src-main/search/query/function-words.ts';
import type { Random } from './seeded-random.ts';

const wordCount = 30_000;
/** Zipf's law as Mandelbrot corrected it: frequency is in proportion to 1 / (rank + 2.7) (Mandelbrot 1953; Piantadosi 2014 for the fit). */
const mandelbrotShift = 2.7;
/** The first of them are what articles and auxiliaries are in a language: nobody searches for them. */
const functionWords = 20;
const frequentUpTo = 150;
const rareFrom = 5_000;
const rareUpTo = 20_000;
/** Of labels, the first one (a person) is in a third of what is seen. */
const labelExponent = 1.2;

const soundNames = [
  ...['Speech', 'Music', 'Vehicle', 'Wind', 'Laughter', 'Engine', 'Water', 'Bird', 'Dog', 'Applause'],
  ...['Singing', 'Crowd', 'Rain', 'Guitar', 'Footsteps', 'Siren', 'Piano', 'Thunder', 'Bell', 'Whistling'],
];

const onsets = ['b', 'br', 'd', 'dr', 'f', 'g', 'gr', 'h', 'k', 'kl', 'l', 'm', 'n', 'p', 'pl', 'r', 's'];
const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ou'];
const codas = ['', '', '', 'n', 'r', 'l', 'm', 'k', 't'];

export class Vocabulary {
  readonly #words: readonly string[];
  readonly #wordOdds = odds(wordCount, (rank) => 1 / (rank + mandelbrotShift));
  readonly #labelOdds = odds(cocoNames.length, (rank) => rank ** -labelExponent);
  readonly #soundOdds = odds(soundNames.length, (rank) => rank ** -labelExponent);

  constructor(random: Random) {
    const words = new Set<string>();
    while (words.size < wordCount) {
      const word = syllables(random, words.size < 300 ? 2 : 2 + Math.floor(random() * 3));
      if (word.length > 2 && !isFunctionWord(word)) words.add(word);
    }
    this.#words = [...words];
  }

  /** As often as it is said. */
  word(random: Random): string {
    return this.#words[drawn(this.#wordOdds, random)] ?? '';
  }

  /** One that is in one of three to one of fifty clips. */
  frequent(random: Random): string {
    return this.#between(functionWords, frequentUpTo, random);
  }

  /** One that is in some of ten thousand clips. */
  rare(random: Random): string {
    return this.#between(rareFrom, rareUpTo, random);
  }

  label(random: Random): string {
    return cocoNames[drawn(this.#labelOdds, random)] ?? '';
  }

  sound(random: Random): string {
    return soundNames[drawn(this.#soundOdds, random)] ?? '';
  }

  #between(from: number, upTo: number, random: Random): string {
    return this.#words[from + Math.floor(random() * (upTo - from))] ?? '';
  }
}

function syllables(random: Random, count: number): string {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  let word = '';
  for (let at = 0; at < count; at += 1) word += pick(onsets) + pick(vowels);
  return word + pick(codas);
}

/** Sums of shares, up to 1. */
function odds(count: number, weight: (rank: number) => number): Float64Array {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let at = 0; at < count; at += 1) sums[at] = sum += weight(at + 1);
  return sums.map((value) => value / sum);
}

function drawn(sums: Float64Array, random: Random): number {
  const chance = random();
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 1) > chance) high = middle;
    else low = middle + 1;
  }
  return low;
}
