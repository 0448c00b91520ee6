import type { Connection } from '../../db/connection.ts';
import { termsBeginningWith, textsWithTerm } from '../../db/repositories/vocabulary.repository.ts';
import { foldText } from '../../platform/text-folding.ts';
import { unspread } from './script-spreading.ts';

export interface KnownWord {
  /** As a clip has it, folded. */
  readonly word: string;
  readonly clips: number;
}

/** Fewer letters begin too many words. */
const leastLetters = 3;
const mostLetters = 40;
const nextWord = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * Words of the index that begin so, most frequent first. The index knows stems: how one is written is looked up in a clip that has it,
 * and stems of which no word begins so ("happi" for "happy") are left out.
 *
 * @param written Folded
 */
export function wordsBeginningWith(connection: Connection, written: string, limit: number): KnownWord[] {
  if (!/^[\p{L}\p{N}]+$/u.test(written) || written.length < leastLetters) return [];
  const terms = termsBeginningWith(connection, written, { least: leastLetters, most: mostLetters });
  const frequent = terms.sort((a, b) => b.clips - a.clips || (a.term < b.term ? -1 : 1)).slice(0, limit);
  return frequent.flatMap(({ term, clips }) => {
    const [text] = textsWithTerm(connection, term, 1);
    const word = text === undefined ? null : wordOf(unspread(text), term);
    return word === null ? [] : [{ word, clips }];
  });
}

function wordOf(text: string, term: string): string | null {
  for (const [word] of text.matchAll(nextWord)) {
    const folded = foldText(word);
    if (folded.startsWith(term)) return folded;
  }
  return null;
}
