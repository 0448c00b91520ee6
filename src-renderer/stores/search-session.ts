/** Ties the search to the window: what the address says is what is searched. */
import type { SearchStore } from './search-store.ts';
import type { SessionStore } from './session-store.ts';

/** From the window's start on. Gives what ends it. */
export function followSearch(search: SearchStore, session: SessionStore): () => void {
  const { route: first } = session.getState();
  if (first.screen === 'search') search.getState().ask(first);
  return session.subscribe((now, before) => {
    if (now.epoch !== before.epoch) search.getState().startAnew();
    if (now.route !== before.route && now.route.screen === 'search') search.getState().ask(now.route);
  });
}
