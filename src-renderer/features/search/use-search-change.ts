import { useMemo } from 'react';
import { searchRoute, type SearchRoute } from '../../stores/search-route.ts';
import type { SessionState } from '../../stores/session-store.ts';
import { useSession, useStores } from '../../stores/use-stores.ts';

/** The search that the window is at: on its screen, or in a clip that was opened from there. null: it is elsewhere. */
function searchIn({ route, origin }: Pick<SessionState, 'route' | 'origin'>): SearchRoute | null {
  if (route.screen === 'search') return route;
  return route.screen === 'clip' && origin.screen === 'search' ? origin : null;
}

export function useSearchRoute(): SearchRoute | null {
  return useSession(searchIn);
}

export interface SearchChange {
  /** 'typed': Back does not lead through each letter. Leads to the screen of search. */
  readonly change: (change: Partial<SearchRoute>, how?: 'typed' | 'chosen') => void;
  /** Back to the library. */
  readonly leave: () => void;
}

export function useSearchChange(): SearchChange {
  const { session, search } = useStores();
  return useMemo(
    () => ({
      change: (change, how = 'chosen') => {
        const { route, origin, navigate } = session.getState();
        const next = { ...(searchIn({ route, origin }) ?? searchRoute('')), ...change };
        const { asked, ask } = search.getState();
        // Half a word that somebody has written stays one while filters are put before it, or taken away.
        const isHalf = asked?.writing === 'typing' && lastWord(asked.query) === lastWord(next.query);
        ask(next, how === 'typed' || isHalf ? 'typing' : 'finished');
        navigate(next, how === 'typed' && route.screen === 'search' ? 'replace' : 'push');
      },
      leave: () => {
        session.getState().navigate({ screen: 'library' });
      },
    }),
    [session, search],
  );
}

function lastWord(query: string): string {
  return query.trim().split(/\s+/).at(-1) ?? '';
}
