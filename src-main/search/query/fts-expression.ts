/**
 * Words as FTS5 is asked for them. Whatever was written stands between double quotes, where FTS5 knows no operators
 * (sqlite.org/fts5.html, 3.1): it can only be looked for.
 */
import type { MomentLane } from '../../../src-preload/contract/search.ts';
import type { QueryPart, TextPart } from './parsed-query.ts';
import { spreadScripts } from './script-spreading.ts';

/** What unicode61 makes terms of. */
const indexed = /[\p{L}\p{N}\p{Co}]/u;

/** Whether there is anything in it that the index could have. */
export function isSearchable(words: string): boolean {
  return indexed.test(words);
}

/** Of the index of clips: `{said read} : "word" *`. null: nothing in it that the index could have. */
export function textExpression({ words, match, fields }: TextPart): string | null {
  const quoted = quotedWords(words, match);
  if (quoted === null || fields === null) return quoted;
  return `{${fields.join(' ')}} : ${quoted}`;
}

/** Of the index of moments: any of the words that have to be there and may be in this lane. null: there are none. */
export function momentExpression(parts: readonly QueryPart[], lane: MomentLane): string | null {
  const wanted = parts
    .flatMap((part): readonly QueryPart[] => (part.kind === 'any' ? part.options : [part]))
    .filter((part) => part.kind === 'text')
    .filter(({ fields }) => fields === null || fields.includes(lane))
    .flatMap(({ words, match }) => quotedWords(words, match) ?? []);
  return wanted.length === 0 ? null : [...new Set(wanted)].join(' OR ');
}

function quotedWords(words: string, match: TextPart['match']): string | null {
  // Half of a surrogate pair can't be stored, and so not be found.
  const text = spreadScripts(words.toWellFormed());
  if (!isSearchable(text)) return null;
  const quoted = `"${text.replaceAll('"', '""')}"`;
  return match === 'prefix' ? `${quoted} *` : quoted;
}
