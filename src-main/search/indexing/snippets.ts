/** From highlighted text to what a person is shown of it. PURE. */
import type { Snippet } from '../../../src-preload/contract/search.ts';
import { matchEnd, matchStart } from '../../db/repositories/search-index.repository.ts';
import { unspread } from '../query/script-spreading.ts';

/** A longer text is shortened around its first match; so much of it stands before. */
const mostLetters = 160;
const lettersBefore = 48;
/** A cut is moved to a blank that is so near. */
const nearLetters = 16;

interface Marked {
  readonly text: string;
  /** Where found words are in it. */
  readonly matches: readonly { readonly start: number; readonly end: number }[];
}

/** The line in which something was found, the one that people are shown before other spellings; in about 160 letters. */
export function parseHighlight(text: string): Snippet {
  const lines = text.split('\n');
  const marked = marksOf(lines.find((line) => line.includes(matchStart)) ?? lines[0] ?? '');
  return partsOf(marked, windowOf(marked));
}

/** Where the first found word begins, in UTF-16 units of the text as a person reads it. null: none is marked. */
export function firstMatchAt(text: string): number | null {
  return marksOf(text).matches[0]?.start ?? null;
}

function marksOf(line: string): Marked {
  const matches: { start: number; end: number }[] = [];
  let text = '';
  for (const [at, piece] of line.split(matchStart).entries()) {
    const [match = '', rest] = at === 0 ? ['', piece] : piece.split(matchEnd);
    const start = text.length;
    text += unspread(match);
    if (at > 0) matches.push({ start, end: text.length });
    text += unspread(rest ?? '');
  }
  return { text, matches };
}

function windowOf({ text, matches }: Marked): { readonly start: number; readonly end: number } {
  if (text.length <= mostLetters) return { start: 0, end: text.length };
  const first = matches[0]?.start ?? 0;
  const earliest = Math.max(0, Math.min(first - lettersBefore, text.length - mostLetters));
  const start = earliest === 0 ? 0 : afterBlank(text, earliest);
  const latest = start + mostLetters;
  return { start, end: latest >= text.length ? text.length : beforeBlank(text, latest) };
}

function afterBlank(text: string, at: number): number {
  const blank = text.indexOf(' ', at);
  return blank >= 0 && blank - at <= nearLetters ? blank + 1 : wholeCharacter(text, at);
}

function beforeBlank(text: string, at: number): number {
  const blank = text.lastIndexOf(' ', at);
  return at - blank <= nearLetters ? blank : wholeCharacter(text, at);
}

/** Not between the halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at + 1 : at;
}

function partsOf(
  { text, matches }: Marked,
  { start, end }: { readonly start: number; readonly end: number },
): Snippet {
  const parts: Snippet = [];
  const add = (kind: Snippet[number]['kind'], from: number, to: number): void => {
    const shown = text.slice(Math.max(from, start), Math.min(to, end));
    if (to > start && from < end && shown !== '') parts.push({ kind, text: shown });
  };
  let at = 0;
  for (const match of matches) {
    add('plain', at, match.start);
    add('match', match.start, match.end);
    at = match.end;
  }
  add('plain', at, text.length);
  if (start > 0) prepend(parts, '…');
  if (end < text.length) append(parts, '…');
  return parts;
}

function prepend(parts: Snippet, text: string): void {
  if (parts[0]?.kind === 'plain') parts[0] = { kind: 'plain', text: text + parts[0].text };
  else parts.unshift({ kind: 'plain', text });
}

function append(parts: Snippet, text: string): void {
  const last = parts.at(-1);
  if (last?.kind === 'plain') parts[parts.length - 1] = { kind: 'plain', text: last.text + text };
  else parts.push({ kind: 'plain', text });
}
