/** What is searched, as the address bar spells it: `#/search?q=<query>&mode=<mode>&sort=<key>.<direction>&like=<…>&t=<seconds>`. */
import {
  type SearchMode,
  searchModes,
  type SearchSort,
  searchSortKeys,
} from '../../src-preload/contract/search.ts';

/** What results have to be like; `timeSec` null: the whole clip. `picture`: a key of a picture that this window was given. */
export type Likeness =
  | { readonly kind: 'clip'; readonly clipId: string; readonly timeSec: number | null }
  | { readonly kind: 'picture'; readonly picture: string };

export interface SearchRoute {
  readonly screen: 'search';
  readonly query: string;
  readonly mode: SearchMode;
  readonly sort: SearchSort;
  /** null: the query alone counts. */
  readonly like: Likeness | null;
}

/** 'typing': the last word may be the beginning of one. */
export interface AskedSearch extends SearchRoute {
  readonly writing: 'typing' | 'finished';
}

const usualSort: SearchSort = { by: 'relevance', direction: 'descending' };
const longestQuery = 10_000;

export function searchRoute(query: string): SearchRoute {
  return { screen: 'search', query, mode: 'hybrid', sort: usualSort, like: null };
}

export function similarRoute(clipId: string, timeSec: number | null): SearchRoute {
  return { ...searchRoute(''), like: { kind: 'clip', clipId, timeSec } };
}

export function hashOfSearch({ query, mode, sort, like }: SearchRoute): string {
  const parts = new URLSearchParams();
  // Half of a pair of surrogates can't be spelled; somebody is in the middle of writing it.
  if (query !== '') parts.set('q', query.toWellFormed());
  if (mode !== 'hybrid') parts.set('mode', mode);
  if (sort.by !== 'relevance') parts.set('sort', `${sort.by}.${sort.direction}`);
  if (like !== null) parts.set('like', like.kind === 'clip' ? like.clipId : `picture.${like.picture}`);
  if (like?.kind === 'clip' && like.timeSec !== null) parts.set('t', String(like.timeSec));
  return parts.size === 0 ? '#/search' : `#/search?${parts.toString()}`;
}

/** null: another screen. A part that is odd is as if it was not there. */
export function searchOfHash(hash: string): SearchRoute | null {
  const found = /^#\/search(?:\?(.*))?$/s.exec(hash);
  if (found === null) return null;
  const parts = new URLSearchParams(found[1] ?? '');
  return {
    screen: 'search',
    query: (parts.get('q') ?? '').slice(0, longestQuery),
    mode: searchModes.find((mode) => mode === parts.get('mode')) ?? 'hybrid',
    sort: sortOf(parts.get('sort') ?? ''),
    like: likenessOf(parts.get('like') ?? '', parts.get('t')),
  };
}

function sortOf(text: string): SearchSort {
  const [key, direction] = text.split('.');
  const by = searchSortKeys.find((known) => known === key);
  if (by === undefined || by === 'relevance') return usualSort;
  return { by, direction: direction === 'ascending' ? 'ascending' : 'descending' };
}

function likenessOf(text: string, time: string | null): Likeness | null {
  const picture = /^picture\.([a-z0-9]{1,20})$/.exec(text)?.[1];
  if (picture !== undefined) return { kind: 'picture', picture };
  return /^[A-Za-z0-9_-]{1,64}$/.test(text) ? { kind: 'clip', clipId: text, timeSec: timeOf(time) } : null;
}

/** null: not a time in seconds. */
export function timeOf(text: string | null): number | null {
  return text !== null && /^\d{1,9}(\.\d{1,12})?$/.test(text) ? Number(text) : null;
}

/** Whether there is anything to search for. */
export function isAsked({ query, like }: Pick<SearchRoute, 'query' | 'like'>): boolean {
  return like !== null || query.trim() !== '';
}
