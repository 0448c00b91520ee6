/** What the store of search knows, and what it can be told. */
import type { Card } from '../../src-preload/contract/cards.ts';
import type { SerializedError } from '../../src-preload/contract/errors.ts';
import type { LiveMessage } from '../../src-preload/contract/live.ts';
import type { Facet, FoundClip, SourceState, UnderstoodQuery } from '../../src-preload/contract/search.ts';
import type { Neighbours } from './library-store.ts';
import type { Missing } from './search-asking.ts';
import type { AskedSearch, SearchRoute } from './search-route.ts';

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
  /** Clips of which something is to be indexed yet. */
  readonly unindexed: number;
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
