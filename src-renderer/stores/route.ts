/** Screens of the window, and how the address bar spells them. */
import { hashOfSearch, searchOfHash, type SearchRoute, timeOf } from './search-route.ts';

export type Route =
  | { readonly screen: 'library' }
  /** `timeSec`: where it begins; left out: at the start. */
  | { readonly screen: 'clip'; readonly clipId: string; readonly timeSec?: number }
  | SearchRoute
  | { readonly screen: 'activity' }
  | { readonly screen: 'duplicates' }
  /** `pack`: the one to be shown first. */
  | { readonly screen: 'models'; readonly pack: string | null };

/** Screens that are reached from everywhere. */
export function screenRoute(screen: 'library' | 'duplicates' | 'activity' | 'models'): Route {
  return screen === 'models' ? { screen, pack: null } : { screen };
}

export function hashOfRoute(route: Route): string {
  if (route.screen === 'clip') return hashOfClip(route.clipId, route.timeSec ?? 0);
  if (route.screen === 'search') return hashOfSearch(route);
  if (route.screen === 'models')
    return route.pack === null ? '#/models' : `#/models/${encodeURIComponent(route.pack)}`;
  return route.screen === 'library' ? '#/' : `#/${route.screen}`;
}

/** Anything that is no screen is the library. */
export function routeOfHash(hash: string): Route {
  if (hash === '#/activity') return { screen: 'activity' };
  if (hash === '#/duplicates') return { screen: 'duplicates' };
  if (hash === '#/models') return { screen: 'models', pack: null };
  const search = searchOfHash(hash);
  if (search !== null) return search;
  const pack = /^#\/models\/([a-z0-9._-]{1,80})$/.exec(hash)?.[1];
  if (pack !== undefined) return { screen: 'models', pack };
  return clipOfHash(hash) ?? { screen: 'library' };
}

function hashOfClip(clipId: string, timeSec: number): string {
  const time = timeSec > 0 ? `?t=${String(Math.round(timeSec * 1000) / 1000)}` : '';
  return `#/clip/${encodeURIComponent(clipId)}${time}`;
}

/** A time that is none is the start. */
function clipOfHash(hash: string): Route | null {
  const found = /^#\/clip\/([A-Za-z0-9_-]{1,64})(?:\?t=([^&]*))?$/.exec(hash);
  const clipId = found?.[1];
  if (clipId === undefined) return null;
  const timeSec = timeOf(found?.[2] ?? null);
  return timeSec === null || timeSec === 0 ? { screen: 'clip', clipId } : { screen: 'clip', clipId, timeSec };
}
