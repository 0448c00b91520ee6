/** A query, taken apart: what stands for itself, and the signs between. Any string can be; each character is looked at a few times at most. */
import type { Place } from './parsed-query.ts';

/** Something to look for, or a filter: `word`, `"some words"`, `-field:value`. */
export interface Operand extends Place {
  readonly kind: 'operand';
  readonly use: 'include' | 'exclude';
  /** Where it begins behind its dash. */
  readonly from: number;
  /** Before the colon, as it was written. */
  readonly field: string | null;
  /** Without quotes, and without a star behind them; not longer than `longestText`. */
  readonly text: string;
  /** Where `text` stands, with its quotes. */
  readonly textStart: number;
  /** 'unclosed': its second quote is missing. 'starred': quoted, with a star behind. */
  readonly form: 'plain' | 'quoted' | 'unclosed' | 'starred';
  /** Where what was too long goes on; null: it was not. */
  readonly cutAt: number | null;
}

export interface Sign extends Place {
  /** 'dash': one that nothing follows. */
  readonly kind: 'or' | 'and' | 'not' | 'dash' | 'open' | 'open-not' | 'close';
}

export type QueryToken = Operand | Sign;

/** In UTF-16 units. No word is as long. */
const longestText = 256;

/** Space, control characters, and marks of writing direction that come along when text is copied. */
const blank = '[\\s\\p{Cc}\\p{Z}\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u2069\\uFEFF]';
const quote = '["“”„‟«»＂]';
const blanks = new RegExp(`${blank}+`, 'uy');
const isBlank = new RegExp(`^${blank}$`, 'u');
const isQuote = new RegExp(`^${quote}$`, 'u');
const nextQuote = new RegExp(quote, 'gu');
const dashes = /[-−–]+/y;
const bars = /\|+/y;
const fieldName = /(\p{L}[\p{L}\p{N}_-]{0,31}):/uy;
const quoteAhead = new RegExp(`${blank}{1,8}(?=${quote})`, 'uy');
const operators: Readonly<Record<string, Sign['kind']>> = { OR: 'or', AND: 'and', NOT: 'not' };

/** @param isField Whether spaces may stand between this field's colon and a quote */
export function* queryTokens(text: string, isField: (name: string) => boolean): Generator<QueryToken> {
  let at = 0;
  let depth = 0;
  while ((at = skip(blanks, text, at)) < text.length) {
    const start = at;
    if (text[at] === ')') {
      depth = Math.max(0, depth - 1);
      yield { kind: 'close', start, end: ++at };
      continue;
    }
    at = skip(bars, text, at);
    if (at > start) {
      yield { kind: 'or', start, end: at };
      continue;
    }
    at = skip(dashes, text, at);
    const use = at > start ? 'exclude' : 'include';
    if (at > start && (at === text.length || isBlank.test(characterAt(text, at)))) {
      yield { kind: 'dash', start, end: at };
      continue;
    }
    if (text[at] === '(') {
      depth += 1;
      yield { kind: use === 'exclude' ? 'open-not' : 'open', start, end: ++at };
      continue;
    }
    const operand = readOperand(text, { start, at, use }, depth, isField);
    at = operand.end;
    const operator = operatorOf(operand);
    yield operator === undefined ? operand : { kind: operator, start, end: at };
  }
}

function operatorOf({ field, form, use, text }: Operand): Sign['kind'] | undefined {
  if (field !== null || form !== 'plain' || use === 'exclude') return undefined;
  return Object.hasOwn(operators, text) ? operators[text] : undefined;
}

interface Begun {
  readonly start: number;
  /** Behind its dash. */
  readonly at: number;
  readonly use: Operand['use'];
}

function readOperand(
  text: string,
  { start, at, use }: Begun,
  depth: number,
  isField: (name: string) => boolean,
): Operand {
  const field = readField(text, at, isField);
  const textStart = field?.end ?? at;
  const head = { kind: 'operand', start, from: at, use, field: field?.name ?? null, textStart } as const;
  if (isQuote.test(characterAt(text, textStart))) return { ...head, ...readQuoted(text, textStart) };
  const end = plainEnd(text, textStart, depth);
  return { ...head, end, form: 'plain', ...cut(text.slice(textStart, end), textStart) };
}

function readField(
  text: string,
  at: number,
  isField: (name: string) => boolean,
): { readonly name: string; readonly end: number } | null {
  fieldName.lastIndex = at;
  const name = fieldName.exec(text)?.[1];
  if (name === undefined) return null;
  const end = at + name.length + 1;
  return { name, end: isField(name) ? skip(quoteAhead, text, end) : end };
}

function readQuoted(text: string, at: number): Pick<Operand, 'end' | 'text' | 'form' | 'cutAt'> {
  const inside = at + 1;
  const close = closingQuote(text, at);
  const content = text.slice(inside, close ?? text.length);
  const leading = skip(blanks, content, 0);
  const { text: kept, cutAt } = cut(withoutEnd(content.slice(leading)), inside + leading);
  const found = { text: withoutEnd(kept), cutAt };
  if (close === null) return { ...found, end: text.length, form: 'unclosed' };
  const isStarred = text[close + 1] === '*';
  return { ...found, end: close + (isStarred ? 2 : 1), form: isStarred ? 'starred' : 'quoted' };
}

/** A straight quote is closed by its like; those of typography, which each language uses in its own way, by any. */
function closingQuote(text: string, at: number): number | null {
  if (text[at] === '"') {
    const close = text.indexOf('"', at + 1);
    return close === -1 ? null : close;
  }
  nextQuote.lastIndex = at + 1;
  return nextQuote.exec(text)?.index ?? null;
}

/** A bracket that opens within a word belongs to it, and so does the one that closes it: IMG(1).mp4. */
function plainEnd(text: string, from: number, depth: number): number {
  let own = 0;
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '|' || isBlank.test(character)) break;
    if (character === '(') own += 1;
    else if (character === ')' && own > 0) own -= 1;
    else if (character === ')' && depth > 0) break;
  }
  return at;
}

/** Cut to what a word may have, without blanks at its ends. */
export function fitText(text: string): string {
  return withoutEnd(cut(text.slice(skip(blanks, text, 0)), 0).text);
}

/** Without the blanks at its end: step by step, since a pattern would begin anew at each blank of a long run. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank.test(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}

function cut(text: string, start: number): Pick<Operand, 'text' | 'cutAt'> {
  if (text.length <= longestText) return { text, cutAt: null };
  const isInPair = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(longestText - 1, longestText + 1));
  const length = isInPair ? longestText - 1 : longestText;
  return { text: text.slice(0, length), cutAt: start + length };
}

function characterAt(text: string, at: number): string {
  return text[at] ?? '';
}

/** Where it goes on behind what fits there. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
