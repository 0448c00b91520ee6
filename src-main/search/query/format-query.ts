/** A parsed query in its usual spelling: parsed again, it has the same parts. */
import type { FilterPart, NotPart, ParsedQuery, QueryPart, TextPart } from './parsed-query.ts';

export function formatQuery({ parts }: Pick<ParsedQuery, 'parts'>): string {
  return parts.map(formatPart).join(' ');
}

function formatPart(part: QueryPart): string {
  return part.kind === 'any' ? part.options.map(formatOption).join(' OR ') : formatOption(part);
}

/** `field:value`, with quotes where the value needs them. */
export function formatFieldValue(field: string, value: string): string {
  return `${field}:${isPlainValue(value) ? value : quoted(value)}`;
}

function formatOption(option: TextPart | FilterPart | NotPart): string {
  if (option.kind === 'not') return `-${formatOption(option.part)}`;
  if (option.kind === 'text') return formatText(option);
  return formatFieldValue(option.filter.id, option.filter.format(option.value));
}

function formatText({ words, match, field }: TextPart): string {
  const isPlain = match !== 'phrase' && (field === null ? isPlainWord(words, match) : isPlainValue(words));
  const written = isPlain ? words : quoted(words);
  const starred = match === 'prefix' ? `${written}*` : written;
  return field === null ? starred : `${field}:${starred}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '')}"`;
}

/** What would end a word, or be taken for quotes. */
const breaking = /[\s|\p{Cc}\p{Z}\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]|^["“”„‟«»＂]/u;

function isPlainValue(value: string): boolean {
  return value !== '' && !breaking.test(value) && !value.endsWith('*');
}

/** Words with a colon were no field where they stand plainly; behind quotes they may be anything. */
function isPlainWord(word: string, match: TextPart['match']): boolean {
  if (match === 'prefix' && word.includes(':') && !word.includes('"')) return false;
  return isPlainValue(word) && !/^[-−–()]|^(?:OR|AND|NOT)$/.test(word);
}
