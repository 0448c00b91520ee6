/** Collections as searches, and searches as collections. */
import { type Collection, longestCollectionName } from '../../src-preload/contract/collections.ts';
import type { Route } from './route.ts';
import { hashOfSearch, type SearchRoute } from './search-route.ts';

type Sought = Pick<Collection, 'query' | 'mode' | 'sort'>;

export function collectionRoute({ query, mode, sort }: Sought): SearchRoute {
  return { screen: 'search', query, mode, sort, like: null };
}

/** Whether the screen shows just what the collection finds. */
export function isShown(route: Route, sought: Sought): boolean {
  if (route.screen !== 'search' || route.like !== null) return false;
  return hashOfSearch({ ...route, query: route.query.trim() }) === hashOfSearch(collectionRoute(sought));
}

/** A name to begin with: what is searched for, without the signs of the query language. */
export function proposedName(query: string): string {
  const words = query.replace(/["()]/g, ' ').replace(/\s+/g, ' ').trim();
  if (words.length <= longestCollectionName) return words;
  return words.slice(0, longestCollectionName).replace(/\s+\S*$/, '');
}
