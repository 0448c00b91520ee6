/**
 * From a parsed query to what the database is asked. Words that have to be there become terms of one full-text expression; filters,
 * what must not be, and choices between words and filters become a condition on cards.
 */
import type { Condition } from '../search-filter.ts';
import { isFunctionWord } from './function-words.ts';
import { textExpression } from './fts-expression.ts';
import type { AnyPart, FilterPart, NotPart, ParsedQuery, QueryPart, TextPart } from './parsed-query.ts';

/** Words of which one spelling, or one option, has to be found. */
export interface Term {
  /** As they were written. */
  readonly options: readonly TextPart[];
  /** A safe FTS5 expression. */
  readonly match: string;
  /** 'helping': function words, and what the index can't hold; a clip need not have them. */
  readonly role: 'deciding' | 'helping';
}

export interface CompiledQuery {
  readonly terms: readonly Term[];
  /** null: none. */
  readonly condition: Condition | null;
  /** What a model is given to read: the words, in their order, without fields and signs. */
  readonly words: string;
}

export function compileQuery({ parts }: ParsedQuery): CompiledQuery {
  const found = parts.map(optionsOf).filter((options) => options !== null);
  const terms = found.flatMap((options) => termOf(options) ?? []);
  const isDeciding = terms.some(({ role }) => role === 'deciding');
  return {
    // Function words alone are what somebody looks for.
    terms: isDeciding ? terms : terms.map((term) => ({ ...term, role: 'deciding' })),
    condition: allOf(parts.filter((part) => optionsOf(part) === null).map(conditionOf)),
    words: found.map((options) => options.map(({ words }) => words).join(' ')).join(' '),
  };
}

/** All deciding terms together. null: there are none. */
export function matchAll(terms: readonly Term[]): string | null {
  return joined(terms, ' AND ');
}

/** Any of the deciding terms. null: there are none. */
export function matchAny(terms: readonly Term[]): string | null {
  return joined(terms, ' OR ');
}

/** Whatever term it is, those that only help among them: for marking what was found. null: there are none. */
export function matchAnyTerm(terms: readonly Term[]): string | null {
  return terms.length === 0 ? null : terms.map(({ match }) => `(${match})`).join(' OR ');
}

export function decidingTerms(terms: readonly Term[]): readonly Term[] {
  return terms.filter(({ role }) => role === 'deciding');
}

function joined(terms: readonly Term[], operator: ' AND ' | ' OR '): string | null {
  const deciding = decidingTerms(terms);
  return deciding.length === 0 ? null : deciding.map(({ match }) => `(${match})`).join(operator);
}

/** Texts of which one is enough; null: the part is not made of words that have to be there. */
function optionsOf(part: QueryPart): readonly TextPart[] | null {
  if (part.kind === 'text') return [part];
  if (part.kind !== 'any') return null;
  const texts = part.options.filter((option) => option.kind === 'text');
  return texts.length === part.options.length ? texts : null;
}

function termOf(options: readonly TextPart[]): Term | null {
  const matches = options.flatMap((option) => textExpression(option) ?? []);
  if (matches.length === 0) return null;
  const isHelping = options.every(
    ({ match, fields, words }) => match === 'word' && fields === null && isFunctionWord(words),
  );
  return { options, match: matches.join(' OR '), role: isHelping ? 'helping' : 'deciding' };
}

function conditionOf(part: QueryPart): Condition {
  if (part.kind === 'any') return anyOf(part);
  return part.kind === 'not' ? notOf(part) : partCondition(part);
}

function partCondition(part: TextPart | FilterPart): Condition {
  if (part.kind === 'filter') return part.filter.predicate(part.value);
  const match = textExpression(part);
  // Nothing that could be found: no clip has it.
  if (match === null) return { sql: '0', values: [] };
  return { sql: 'sequence IN (SELECT rowid FROM search_clips WHERE search_clips MATCH ?)', values: [match] };
}

/** What is not known does not hold, so that its opposite does. */
function notOf({ part }: NotPart): Condition {
  const { sql, values } = partCondition(part);
  return { sql: `NOT COALESCE((${sql}), 0)`, values };
}

function anyOf({ options }: AnyPart): Condition {
  const each = options.map((option) => (option.kind === 'not' ? notOf(option) : partCondition(option)));
  return {
    sql: `(${each.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    values: each.flatMap(({ values }) => values),
  };
}

function allOf(conditions: readonly Condition[]): Condition | null {
  if (conditions.length === 0) return null;
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}
