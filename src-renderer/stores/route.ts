/** Screens of the window, and how the address bar spells them. */
export type Route =
  | { readonly screen: 'library' }
  | { readonly screen: 'clip'; readonly clipId: string }
  | { readonly screen: 'activity' };

export function hashOfRoute(route: Route): string {
  if (route.screen === 'clip') return `#/clip/${encodeURIComponent(route.clipId)}`;
  return route.screen === 'activity' ? '#/activity' : '#/';
}

/** Anything that is no screen is the library. */
export function routeOfHash(hash: string): Route {
  if (hash === '#/activity') return { screen: 'activity' };
  const clip = /^#\/clip\/([A-Za-z0-9_-]{1,64})$/.exec(hash)?.[1];
  return clip === undefined ? { screen: 'library' } : { screen: 'clip', clipId: clip };
}
