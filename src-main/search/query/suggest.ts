/** What could be meant by what stands before the cursor: fields, values that clips have, words of the index, and what was asked before. */
import type { CommandRequest, CommandResponse } from '../../../src-preload/contract/commands.ts';
import { recentQueries, mostRecentQueries } from '../../db/repositories/recent-queries.repository.ts';
import { foldText } from '../../platform/text-folding.ts';
import type { FilterRegistry } from '../filter-registry.ts';
import type { SearchDeps } from '../search-clips.ts';
import type { SearchFilter } from '../search-filter.ts';
import { formatFieldValue } from './format-query.ts';
import { isSearchable } from './fts-expression.ts';
import type { Place } from './parsed-query.ts';
import { type Operand, queryTokens } from './query-tokens.ts';
import { listValues, type ListedValue } from './suggested-values.ts';
import { wordsBeginningWith } from './suggested-words.ts';

export type Suggestion = CommandResponse<'search.suggest'>['suggestions'][number];
type Deps = Pick<Awaited<ReturnType<SearchDeps['search']>>, 'connection' | 'filters'>;

/** Filters whose values are looked through for plain words as well: names that people gave, or know. */
const namedIn = ['tag', 'camera', 'folder'];
/** Before that, nearly everything would do. */
const leastLetters = 2;
/** Of a kind, so that others have their place. */
const mostFields = 3;
const mostRecent = 2;
const mostWords = 3;

export async function suggestions(
  { text, cursor, limit }: CommandRequest<'search.suggest'>,
  { search }: SearchDeps,
): Promise<CommandResponse<'search.suggest'>> {
  const deps = await search();
  const at = Math.min(cursor ?? text.length, text.length);
  const found = isBlank(text) ? forNothing(text, deps) : forOperand(text, at, deps);
  return { suggestions: withoutRepeats(found).slice(0, limit) };
}

export async function queryFields({ search }: SearchDeps): Promise<CommandResponse<'search.fields'>> {
  const { filters } = await search();
  const fields = filters.filters.map(({ id, aliases, control, example }) => ({
    ...{ id, control, example },
    aliases: [...aliases],
  }));
  return { fields };
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function forNothing(text: string, { connection, filters }: Deps): Suggestion[] {
  const place = { start: 0, end: text.length };
  const recent = recentQueries(connection, mostRecentQueries).map(({ query }) => recentOf(query, place));
  return [...recent, ...filters.filters.map(({ id }) => fieldOf(id, place))];
}

function forOperand(text: string, at: number, deps: Deps): Suggestion[] {
  const operand = operandAt(text, at, deps.filters);
  if (operand === null) return [];
  const place = { start: operand.from, end: operand.end };
  const written = foldText(text.slice(operand.textStart, at).replace(/^["“”„‟«»＂]/, ''));
  const filter = operand.field === null ? null : deps.filters.find(operand.field);
  if (filter !== null)
    return valuesOf(filter, written, deps).map((value) => valueOf(filter.id, value, place));
  if (operand.field !== null) return [];
  return forWord({ text, written, place, form: operand.form }, deps);
}

/** What the cursor stands in, or right behind. */
function operandAt(text: string, at: number, filters: FilterRegistry): Operand | null {
  for (const token of queryTokens(text, (name) => filters.find(name) !== null)) {
    if (token.end < at) continue;
    if (token.kind !== 'operand' || token.textStart > at) return null;
    const isClosed = token.form === 'quoted' || token.form === 'starred';
    return isClosed && at === token.end ? null : token;
  }
  return null;
}

interface Written {
  readonly text: string;
  /** Folded. */
  readonly written: string;
  readonly place: Place;
  readonly form: Operand['form'];
}

function forWord({ text, written, place, form }: Written, deps: Deps): Suggestion[] {
  const fields = form === 'plain' ? fieldsBeginningWith(written, deps.filters) : [];
  const whole = foldText(text.trim());
  const recent = recentQueries(deps.connection, mostRecentQueries)
    .map(({ query }) => query)
    .filter((query) => foldText(query).startsWith(whole) && foldText(query) !== whole)
    .slice(0, mostRecent)
    .map((query) => recentOf(query, { start: 0, end: text.length }));
  const named =
    Array.from(written).length < leastLetters || !isSearchable(written) ? [] : namedAs(written, place, deps);
  const words = form === 'plain' ? wordsBeginningWith(deps.connection, written, mostWords) : [];
  return [
    ...fields.slice(0, mostFields).map(({ id }) => fieldOf(id, place)),
    ...recent,
    ...named,
    ...words.map(({ word, clips }): Suggestion => ({
      kind: 'word',
      insert: word,
      ...place,
      field: null,
      clips,
    })),
  ];
}

function fieldsBeginningWith(written: string, { filters }: FilterRegistry): SearchFilter[] {
  const byId = filters.filter(({ id }) => id.startsWith(written));
  const byAlias = filters.filter(({ aliases }) => aliases.some((alias) => alias.startsWith(written)));
  return [...new Set([...byId, ...byAlias])];
}

function namedAs(written: string, place: Place, deps: Deps): Suggestion[] {
  return namedIn
    .flatMap((id) => {
      const filter = deps.filters.find(id);
      return filter === null
        ? []
        : valuesOf(filter, written, deps, 'at-word').map((value) => ({ id, value }));
    })
    .sort((a, b) => (b.value.clips ?? 0) - (a.value.clips ?? 0))
    .map(({ id, value }) => valueOf(id, value, place));
}

/** Those that begin so, then those with a word in them that does, then those that have it anywhere. */
function valuesOf(
  filter: SearchFilter,
  written: string,
  { connection }: Deps,
  where: 'anywhere' | 'at-word' = 'anywhere',
): ListedValue[] {
  const mostRank = where === 'anywhere' ? 2 : 1;
  const ranked = listValues(connection, filter, where === 'anywhere' ? 'thorough' : 'glance').map(
    (listed) => ({
      listed,
      rank: rankOf(foldText(listed.value), written),
    }),
  );
  return ranked
    .filter(({ rank }) => rank <= mostRank)
    .sort((a, b) => a.rank - b.rank)
    .map(({ listed }) => listed);
}

function rankOf(value: string, written: string): 0 | 1 | 2 | 3 {
  if (value.startsWith(written)) return 0;
  const at = value.indexOf(written);
  if (at === -1) return 3;
  return value.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(written)) ? 1 : 2;
}

function fieldOf(id: string, { start, end }: Place): Suggestion {
  return { kind: 'field', insert: `${id}:`, start, end, field: id, clips: null };
}

function valueOf(id: string, { value, clips }: ListedValue, { start, end }: Place): Suggestion {
  return { kind: 'value', insert: formatFieldValue(id, value), start, end, field: id, clips };
}

function recentOf(query: string, { start, end }: Place): Suggestion {
  return { kind: 'recent', insert: query, start, end, field: null, clips: null };
}

function withoutRepeats(found: readonly Suggestion[]): Suggestion[] {
  return [...new Map(found.map((each) => [each.insert, each] as const).reverse()).values()].reverse();
}
