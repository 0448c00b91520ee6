/** Words of a text, and times for them where only the whole has any. */
import type { TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';

type Word = TaskOutput<'transcript'>['words'][number];

/** Scripts that are written without blanks between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const letterOrDigit = /[\p{L}\p{N}]/u;

/** Splits at blanks, and within scripts that have none where Unicode's word boundaries (UAX 29 with dictionaries) are. */
export function splitWords(text: string): string[] {
  return text
    .split(/\s+/u)
    .filter((part) => part !== '')
    .flatMap((part) => (unspaced.test(part) ? splitUnspaced(part) : [part]));
}

function splitUnspaced(text: string): string[] {
  const words: string[] = [];
  let before = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    if (letterOrDigit.test(segment)) {
      words.push(before + segment);
      before = '';
    } else if (words.length > 0) words.push((words.pop() ?? '') + segment);
    else before += segment;
  }
  return before === '' ? words : [...words, before];
}

/** One text of many words: a blank between two, but none between two signs of scripts that have none. */
export function joinWords(words: readonly { readonly text: string }[]): string {
  let joined = '';
  for (const { text } of words) {
    const word = text.trim();
    const touches = unspaced.test(joined.slice(-1)) && unspaced.test(word.slice(0, 1));
    joined += joined === '' || word === '' || touches ? word : ` ${word}`;
  }
  return joined;
}

/** The words of a text that is known to be spoken between two times: each gets as much of it as it has letters. */
export function spreadWords(text: string, startSec: number, endSec: number): Word[] {
  const words = splitWords(text);
  const lengths = words.map((word) => Array.from(word).length + 1);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let before = 0;
  return words.map((word, at) => {
    const share = (letters: number): number =>
      Math.min(endSec, startSec + (endSec - startSec) * (letters / total));
    const wordStartSec = share(before);
    before += lengths[at] ?? 0;
    return { text: word, startSec: wordStartSec, endSec: share(before), confidence: null };
  });
}
