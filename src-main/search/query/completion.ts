/**
 * The beginning of a word may be longer than its stem, which is all that the index has: "celebrat" is no beginning of "celebr". So that
 * results do not vanish as somebody writes on, such a beginning also stands for the known words that begin so.
 */
import type { Connection } from '../../db/connection.ts';
import { knownTerms, textsWithTerm } from '../../db/repositories/vocabulary.repository.ts';
import type { Stemmer } from '../../db/stemming.ts';
import { foldText } from '../../platform/text-folding.ts';
import type { AnyPart, ParsedQuery, QueryPart, TextPart } from './parsed-query.ts';

/** Stems are shortened by endings ("-izations") of so many letters at most, and never to less than so many. */
const longestEnding = 8;
const shortestStem = 3;
const textsLookedAt = 8;
const longestWord = 40;

export function completeBeginnings(
  connection: Connection,
  query: ParsedQuery,
  stemmer: Stemmer,
): ParsedQuery {
  const withWords = (part: TextPart): readonly TextPart[] => [
    part,
    ...wordsBehindStem(connection, part, stemmer).map((words): TextPart => ({
      ...part,
      words,
      match: 'word',
    })),
  ];
  const parts = query.parts.map((part): QueryPart => {
    if (part.kind === 'any') return completeAny(part, withWords);
    if (part.kind !== 'text') return part;
    const options = withWords(part);
    return options.length === 1 ? part : { kind: 'any', options, start: part.start, end: part.end };
  });
  return { ...query, parts };
}

function completeAny(part: AnyPart, withWords: (text: TextPart) => readonly TextPart[]): AnyPart {
  const options = part.options.flatMap((option): readonly AnyPart['options'][number][] =>
    option.kind === 'text' ? withWords(option) : [option],
  );
  return { ...part, options };
}

function wordsBehindStem(connection: Connection, { match, words }: TextPart, stemmer: Stemmer): string[] {
  const begun = foldText(words);
  if (match !== 'prefix' || begun.length > longestWord || !/^[a-z]+$/.test(begun)) return [];
  const lengths = Array.from({ length: longestEnding }, (_, at) => begun.length - 1 - at);
  // Porter's rules also change the last letter of a stem: "universities" has "univers", "happiness" "happi".
  const stems = lengths.filter((length) => length >= shortestStem).map((length) => begun.slice(0, length));
  const found = knownTerms(connection, stems).flatMap((stem) =>
    textsWithTerm(connection, stem, textsLookedAt).flatMap((text) =>
      (foldText(text).match(/[a-z]+/g) ?? []).filter(
        (word) => word.startsWith(begun) && stemmer.terms(word)[0] === stem,
      ),
    ),
  );
  return [...new Set(found)].slice(0, textsLookedAt);
}
