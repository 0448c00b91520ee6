/**
 * Words that no clip has are searched for as the known word that is nearest in spelling: one letter may differ in words of four letters and
 * more, two from eight on; of equally near ones the most frequent. That is stricter than what Lucene calls automatic fuzziness: "country" is
 * no misspelt "counter", it is only not there.
 */
import type { UnderstoodQuery } from '../../../src-preload/contract/search.ts';
import type { Connection } from '../../db/connection.ts';
import { hasMatch } from '../../db/repositories/text-search.repository.ts';
import {
  type KnownTerm,
  termsBeginningWith,
  textsWithTerm,
} from '../../db/repositories/vocabulary.repository.ts';
import type { Stemmer } from '../../db/stemming.ts';
import { foldText } from '../../platform/text-folding.ts';
import { editDistance } from '../ranking/edit-distance.ts';
import { textExpression } from './fts-expression.ts';
import { isFunctionWord } from './function-words.ts';
import type { AnyPart, ParsedQuery, QueryPart, TextPart } from './parsed-query.ts';

export interface Corrected {
  readonly query: ParsedQuery;
  readonly corrected: UnderstoodQuery['corrected'];
}

/** Of a long query only so many words are looked at: each costs some milliseconds. */
const mostCorrections = 8;
const textsLookedAt = 4;
const mostLetters = 40;

export function correctSpelling(connection: Connection, query: ParsedQuery, stemmer: Stemmer): Corrected {
  const corrected: UnderstoodQuery['corrected'] = [];
  let looked = 0;
  const correct = (part: TextPart): TextPart => {
    if (!isCorrectable(part) || looked >= mostCorrections) return part;
    const match = textExpression(part);
    if (match === null || hasMatch(connection, match)) return part;
    looked += 1;
    const to = nearestWord(connection, part.words, stemmer);
    if (to === null) return part;
    const changed: TextPart = { ...part, words: to, match: 'word' };
    // In another field than the one that is asked for it is of no use.
    const changedMatch = textExpression(changed);
    if (changedMatch === null || !hasMatch(connection, changedMatch)) return part;
    corrected.push({ from: part.words, to });
    return changed;
  };
  const parts = query.parts.map((part): QueryPart => {
    if (part.kind === 'text') return correct(part);
    return part.kind === 'any' ? correctAny(part, correct) : part;
  });
  return { query: { ...query, parts }, corrected };
}

/** Where one of the options is known nothing has to be guessed. */
function correctAny(part: AnyPart, correct: (text: TextPart) => TextPart): AnyPart {
  const options = part.options.map((option) => (option.kind === 'text' ? correct(option) : option));
  return { ...part, options };
}

function isCorrectable({ match, words }: TextPart): boolean {
  const isWord = words.length <= mostLetters && /^[\p{L}\p{M}'’]+$/u.test(words);
  return match !== 'phrase' && isWord && !isFunctionWord(words);
}

function nearestWord(connection: Connection, word: string, stemmer: Stemmer): string | null {
  const folded = foldText(word);
  const most = mostEdits(Array.from(folded).length);
  const stems = stemmer.terms(folded);
  if (most === 0 || stems.length !== 1) return null;
  const written = new Set([folded, ...stems]);
  const lengths = [...written].map((each) => Array.from(each).length);
  const range = { least: Math.min(...lengths) - most, most: Math.max(...lengths) + most };
  let best: (KnownTerm & { readonly edits: number }) | null = null;
  for (const known of firstLetters(folded).flatMap((first) => termsBeginningWith(connection, first, range))) {
    const edits = Math.min(...[...written].map((each) => editDistance(each, known.term, most)));
    const isBetter =
      best === null || edits < best.edits || (edits === best.edits && known.clips > best.clips);
    if (edits <= most && isBetter) best = { ...known, edits };
  }
  return best === null ? null : asWritten(connection, best.term, stemmer);
}

function mostEdits(length: number): number {
  if (length <= 3) return 0;
  return length <= 7 ? 1 : 2;
}

/** The first letter is rarely the wrong one; it may have changed places with the second, or be one too many. */
function firstLetters(word: string): string[] {
  return [...new Set(Array.from(word).slice(0, 2))];
}

/** The index has stems only: "applaus". How the word is written is found in a text that has it. */
function asWritten(connection: Connection, term: string, stemmer: Stemmer): string | null {
  for (const text of textsWithTerm(connection, term, textsLookedAt)) {
    const words = new Set(foldText(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []);
    // A stem and its word have their first letters in common.
    const begin = term.slice(0, Math.max(1, term.length - 2));
    for (const word of words) {
      if (word.startsWith(begin) && stemmer.terms(word)[0] === term) return word;
    }
  }
  return null;
}
