/** What is searched, what was found, and where somebody is in it. It stays when a result is opened, and is there on the way back. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Card } from '../../src-preload/contract/cards.ts';
import type { SerializedError } from '../../src-preload/contract/errors.ts';
import type { LiveMessage } from '../../src-preload/contract/live.ts';
import type { Facet, FoundClip, SourceState, UnderstoodQuery } from '../../src-preload/contract/search.ts';
import type { RushesClient } from '../api/client.ts';
import { changesResults } from './search-concerns.ts';
import { SearchAsking } from './search-asking.ts';
import { SearchPictures } from './search-pictures.ts';
import { hashOfSearch, isAsked, type SearchRoute, type AskedSearch } from './search-route.ts';
import { type Missing, SearchRunner } from './search-runner.ts';
import { gathered, prompt } from './library-timing.ts';
import type { Neighbours } from './library-store.ts';

/** The clip's own picture, or one of its moments. */
export interface ActiveItem {
  readonly clipId: string;
  /** Position among the moments; null: the clip itself. */
  readonly moment: number | null;
}

export interface SearchPlace {
  readonly scrollTopPx: number;
  /** null: nothing was chosen yet. */
  readonly active: ActiveItem | null;
}

export interface SearchAnswer {
  readonly total: number;
  readonly tookMs: number;
  /** null: likeness was searched for, and its query is not parsed for the window. */
  readonly query: UnderstoodQuery | null;
  readonly sources: readonly SourceState[];
  /** 'no-vectors': nothing that could be compared is known. */
  readonly likeness: 'not-asked' | 'searched' | 'no-vectors' | 'no-picture';
}

export interface SearchState {
  /** What is asked now; null: nothing was yet. */
  readonly asked: AskedSearch | null;
  /** 'partly': words have answered, and meaning is still awaited. */
  readonly phase: 'idle' | 'searching' | 'partly' | 'shown' | 'failed';
  /** Of `results`: it may still be that of the query before. */
  readonly answer: SearchAnswer | null;
  readonly results: readonly FoundClip[];
  readonly cards: ReadonlyMap<string, Card>;
  /** null: not read yet, or none for this kind of search. */
  readonly facets: readonly Facet[] | null;
  /** Models that would be needed to search by meaning as well. */
  readonly missing: Missing;
  /** Why meaning could not be searched although there is a model; null: it could. */
  readonly vectorFailure: SerializedError | null;
  /** 'failed' only. */
  readonly failure: SerializedError | null;
  readonly place: SearchPlace;
  /** The picture that results have to be like, for as long as the window is open: key -> its address. */
  readonly pictures: ReadonlyMap<string, string>;

  /** At once, or when no further letter comes. Asking for the same again keeps what is there. */
  readonly ask: (route: SearchRoute, writing?: AskedSearch['writing']) => void;
  /** Asks again for what could not be answered. */
  readonly retry: () => void;
  /** Nothing more is written: what was asked is searched now. */
  readonly hurry: () => void;
  /** The next page. */
  readonly more: () => void;
  readonly moveTo: (place: Partial<SearchPlace>) => void;
  readonly neighbours: (clipId: string) => Neighbours;
  /** Takes a picture to search with. Gives its key. @throws AppError where it is no picture */
  readonly takePicture: (picture: Blob) => Promise<string>;
  /** Somebody meant this query: it is offered again later. */
  readonly remember: () => void;
  readonly hear: (message: LiveMessage) => void;
  /** Keeps the results up to date until the function it gives is called. */
  readonly watch: () => () => void;
  readonly startAnew: () => void;
}

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
