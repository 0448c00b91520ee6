/** What is searched, what was found, and where somebody is in it. It stays when a result is opened, and is there on the way back. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Card } from '../../src-preload/contract/cards.ts';
import type { LiveMessage } from '../../src-preload/contract/live.ts';
import type { FoundClip } from '../../src-preload/contract/search.ts';
import type { RushesClient } from '../api/client.ts';
import { changesResults } from './search-concerns.ts';
import { SearchAsking } from './search-asking.ts';
import { SearchPictures } from './search-pictures.ts';
import { hashOfSearch, isAsked, type SearchRoute, type AskedSearch } from './search-route.ts';
import { SearchRunner } from './search-runner.ts';
import type { SearchPlace, SearchState } from './search-state.ts';
import { gathered, prompt } from './library-timing.ts';
import type { Neighbours } from './library-store.ts';

export type SearchStore = StoreApi<SearchState>;

/** Shorter than the pause between two letters of somebody who writes at ease. */
const typingMs = 120;
const refreshEveryMs = 2_000;

const nowhere: SearchPlace = { scrollTopPx: 0, active: null };

const empty = {
  asked: null,
  phase: 'idle',
  answer: null,
  results: [],
  cards: new Map<string, Card>(),
  facets: null,
  missing: [],
  vectorFailure: null,
  failure: null,
  place: nowhere,
} as const satisfies Partial<SearchState>;

interface Access {
  readonly set: (change: Partial<SearchState>) => void;
  readonly get: () => SearchState;
}

export function createSearchStore(client: RushesClient): SearchStore {
  return createStore<SearchState>()((set, get) => {
    const asking = new SearchAsking(client);
    const pictures = new SearchPictures(asking);
    const runner = new SearchRunner({ client, asking, pictures, get, set });
    return {
      ...empty,
      pictures: new Map(),
      ...asks(runner, { set, get }),
      ...hearing(asking, runner, { set, get }),
      moveTo(place) {
        set({ place: { ...get().place, ...place } });
      },
      neighbours: (clipId) => neighboursIn(get().results, clipId),
      async takePicture(picture) {
        const { key, address } = await pictures.take(picture);
        set({ pictures: new Map([...get().pictures, [key, address]]) });
        return key;
      },
      remember() {
        const { asked } = get();
        if (asked === null || asked.query.trim() === '') return;
        // Only a convenience of later: nobody waits for it.
        client.ask('search.remember', { query: asked.query.trim(), mode: asked.mode }).catch(() => undefined);
      },
    };
  });
}

function asks(runner: SearchRunner, { set, get }: Access) {
  const soon = prompt(() => {
    const { asked } = get();
    if (asked !== null) runner.run(asked);
  }, typingMs);
  return {
    ask(route: SearchRoute, writing: AskedSearch['writing'] = 'finished') {
      const { asked } = get();
      if (asked !== null && hashOfSearch(asked) === hashOfSearch(route)) return;
      const next = { ...route, writing };
      set({ asked: next, place: nowhere });
      if (!isAsked(route)) {
        soon.cancel();
        runner.stop();
        set({ ...empty, asked: next });
        return;
      }
      set({ phase: 'searching' });
      soon.ask();
    },
    retry() {
      soon.ask();
      soon.flush();
    },
    hurry() {
      soon.flush();
    },
    more() {
      runner.more();
    },
  };
}

function hearing(asking: SearchAsking, runner: SearchRunner, { set, get }: Access) {
  let watchers = 0;
  let isStale = false;
  const refresh = gathered(() => {
    isStale = watchers === 0;
    if (!isStale) runner.refresh();
  }, refreshEveryMs);
  return {
    hear(message: LiveMessage) {
      if (message.kind === 'models' && message.pack.state === 'installed') asking.forget();
      const { asked, phase } = get();
      if (asked === null || !isAsked(asked)) return;
      const isBack = message.kind === 'engine' && message.engine.state === 'running';
      if (isBack && phase === 'failed') runner.run(asked);
      else if (isBack || changesResults(message)) refresh.ask();
    },
    watch() {
      watchers += 1;
      if (isStale) {
        isStale = false;
        runner.refresh();
      }
      return () => {
        watchers -= 1;
      };
    },
    startAnew() {
      const { asked } = get();
      runner.stop();
      refresh.cancel();
      asking.forget();
      set({ ...empty });
      if (asked !== null) get().ask(asked);
    },
  };
}

function neighboursIn(results: readonly FoundClip[], clipId: string): Neighbours {
  const at = results.findIndex((result) => result.clipId === clipId);
  if (at < 0) return { previous: null, next: null };
  return { previous: results[at - 1]?.clipId ?? null, next: results[at + 1]?.clipId ?? null };
}
