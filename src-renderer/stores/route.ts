/** Screens of the window, and how the address bar spells them. */
export type Route =
  | { readonly screen: 'library' }
  | { readonly screen: 'clip'; readonly clipId: string }
  | { readonly screen: 'activity' }
  /** `pack`: the one to be shown first. */
  | { readonly screen: 'models'; readonly pack: string | null };

/** Screens that are reached from everywhere. */
export function screenRoute(screen: 'library' | 'activity' | 'models'): Route {
  return screen === 'models' ? { screen, pack: null } : { screen };
}

export function hashOfRoute(route: Route): string {
  if (route.screen === 'clip') return `#/clip/${encodeURIComponent(route.clipId)}`;
  if (route.screen === 'models')
    return route.pack === null ? '#/models' : `#/models/${encodeURIComponent(route.pack)}`;
  return route.screen === 'activity' ? '#/activity' : '#/';
}

/** Anything that is no screen is the library. */
export function routeOfHash(hash: string): Route {
  if (hash === '#/activity') return { screen: 'activity' };
  if (hash === '#/models') return { screen: 'models', pack: null };
  const pack = /^#\/models\/([a-z0-9._-]{1,80})$/.exec(hash)?.[1];
  if (pack !== undefined) return { screen: 'models', pack };
  const clip = /^#\/clip\/([A-Za-z0-9_-]{1,64})$/.exec(hash)?.[1];
  return clip === undefined ? { screen: 'library' } : { screen: 'clip', clipId: clip };
}
