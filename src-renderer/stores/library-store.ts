/** The clips on the screen: which are shown, in which order, and which are chosen. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ClipFilter, ClipSort } from '../../src-preload/contract/cards.ts';
import { type SerializedError, toAppError } from '../../src-preload/contract/errors.ts';
import type { LiveMessage } from '../../src-preload/contract/live.ts';
import type { RushesClient } from '../api/client.ts';
import { askedForPriority } from './library-attention.ts';
import { concernsOf } from './library-concerns.ts';
import { OrderReader, type OrderState, type Top } from './library-order.ts';
import { loadedCards, type Range } from './library-pages.ts';
import { cardWidthRange, firstPlace, type LibraryPlace, noFilter, placeToKeep } from './library-place.ts';
import { Attention, type ClipProgress, ProgressReader } from './library-progress.ts';
import { noSelection, type Spot } from './library-selection.ts';
import { SelectionKeeper, type Step } from './library-selection-keeper.ts';
import { SideReader, type SideState, type Watched } from './library-side.ts';
import { gathered, settled } from './library-timing.ts';

export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
}

export interface LibraryState extends OrderState, SideState {
  /** 'starting': where somebody left off, and the first clips, are being read. */
  readonly phase: 'starting' | 'ready' | 'failed';
  /** What could not be read last; null when it went well. */
  readonly failure: SerializedError | null;
  /** Of the clips on the screen that are worked on. */
  readonly progress: ReadonlyMap<string, ClipProgress>;
  /** The details beside the clips, and which of their fields somebody asked to write in; null: none. */
  readonly inspector: 'as there is room' | 'open' | 'closed';
  readonly askedField: 'tags' | 'note' | null;

  readonly hear: (message: LiveMessage) => void;
  /** Reads everything, at the place where somebody left off. Gives that place's open clip. */
  readonly startAnew: () => Promise<string | null>;

  readonly changeFilter: (change: Partial<ClipFilter>) => void;
  readonly clearFilter: () => void;
  readonly changeSort: (sort: ClipSort) => void;
  /** How it is shown; what is shown stays. */
  readonly changeView: (change: Partial<Pick<LibraryPlace, 'view' | 'cardWidthPx' | 'sidebar'>>) => void;
  readonly setInspector: (inspector: LibraryState['inspector']) => void;
  readonly askField: (field: LibraryState['askedField']) => void;
  /** null: the library itself is looked at. */
  readonly setOpenClip: (clipId: string | null) => void;

  /** Positions that are on the screen now. */
  readonly show: (visible: Range) => void;
  /** Where somebody scrolled to; null: to the very beginning. */
  readonly moveTop: (top: Top | null) => void;
  readonly top: () => Top | null;
  /** The view has scrolled to where it was told. */
  readonly arrived: (token: number) => void;
  /** Where somebody is, stored now if it has not been yet: the window is about to go. */
  keepPlace(): void;
  /** The screen is left, for `open` or something else. */
  readonly leave: (open: string | null) => void;

  readonly choose: (spot: Spot, step: Step) => void;
  /** As `choose`, for a position that may not be loaded. */
  readonly moveTo: (index: number, step: Step) => void;
  readonly selectAll: () => void;
  readonly selectNone: () => void;
  /** Chooses a clip and leads the view to it. */
  readonly returnTo: (clipId: string) => void;
  /** The clips before and behind one in the present order. @throws AppError */
  readonly neighbours: (clipId: string) => Promise<Neighbours>;

  /** Puts clips in front of all others until they are done. @throws AppError */
  readonly workFirst: (clipIds: readonly string[]) => Promise<void>;
  /** Keeps facets, or the library's places, up to date until the function it gives is called. */
  readonly watch: (what: Watched) => () => void;
}

export type LibraryStore = StoreApi<LibraryState>;

const refreshEveryMs = 250;
const reorderEveryMs = 1_000;
const savePlaceAfterMs = 500;
/** Between two key strokes of somebody who writes at ease. */
const readWordsAfterMs = 150;

export function createLibraryStore(client: RushesClient): LibraryStore {
  return createStore<LibraryState>()((set, get) => {
    const parts = createParts(client, { set, get });
    return {
      phase: 'starting',
      failure: null,
      place: firstPlace,
      pages: new Map(),
      total: 0,
      selection: noSelection,
      scrollTarget: null,
      facets: null,
      overview: null,
      places: null,
      progress: new Map(),
      inspector: 'as there is room',
      askedField: null,
      ...readingActions(client, parts, { set, get }),
      ...viewActions(parts, { set, get }),
      ...scrollActions(parts, { set, get }),
      ...selectionActions(client, parts, { set, get }),
    };
  });
}

interface Access {
  readonly set: (change: Partial<LibraryState>) => void;
  readonly get: () => LibraryState;
}

type Parts = ReturnType<typeof createParts>;

function createParts(client: RushesClient, { set, get }: Access) {
  const fail = (thrown: unknown): void => {
    const error = toAppError(thrown);
    if (error.code !== 'cancelled') set({ failure: error.serialize() });
  };
  const tried = (task: () => Promise<void>): void => {
    task().then(() => undefined, fail);
  };
  const order = new OrderReader(client, { get, set, fail });
  const visible = () => loadedCards(get().pages, order.visible);
  const concerned = new Set<string>();
  return {
    fail,
    tried,
    order,
    concerned,
    selection: new SelectionKeeper(client, { get, set, fail, reveal: (index) => order.reveal(index) }),
    side: new SideReader(client, { filter: () => get().place.filter, set, fail }),
    progress: new ProgressReader(client, { visible, set: (progress) => set({ progress }), fail }),
    attention: new Attention(client, { visible, fail }),
    refresh: gathered(() => {
      const clipIds = new Set(concerned);
      concerned.clear();
      tried(() => order.refresh(clipIds));
    }, refreshEveryMs),
    reorder: gathered(() => {
      tried(() => order.reread());
    }, reorderEveryMs),
    readWords: settled(() => {
      tried(() => order.readFromTop());
    }, readWordsAfterMs),
    save: settled(() => {
      const { place, selection, phase } = get();
      if (phase !== 'ready') return;
      const { top } = order;
      const topClip = top === null ? null : { clipId: top.clipId, offsetPx: top.offsetPx };
      // Only a convenience: where it can't be stored there are greater troubles, and they are told elsewhere.
      client
        .ask('settings.savePlace', { place: placeToKeep(place, selection, topClip) })
        .catch(() => undefined);
    }, savePlaceAfterMs),
  };
}

function readingActions(client: RushesClient, parts: Parts, { set, get }: Access) {
  const { order, side, progress, attention, selection } = parts;
  const startAnew = async (): Promise<string | null> => {
    order.stop();
    parts.concerned.clear();
    attention.forget();
    set({ phase: 'starting', failure: null, pages: new Map(), total: 0, progress: new Map() });
    set({ selection: noSelection, facets: null, overview: null, places: null, scrollTarget: null });
    try {
      const { place: kept } = await client.ask('settings.readPlace', {});
      const {
        topClip,
        selection: chosen,
        ...place
      } = kept ?? { ...firstPlace, topClip: null, selection: [] };
      set({ place: { ...place, openClipId: null } });
      await order.readFrom(topClip);
      set({ phase: 'ready' });
      selection.restore(chosen);
      side.readNow();
      return place.openClipId;
    } catch (thrown) {
      parts.fail(thrown);
      set({ phase: 'failed' });
      return null;
    }
  };
  return {
    startAnew,
    hear(message: LiveMessage) {
      if (message.kind === 'engine' && message.engine.state === 'running') {
        if (get().phase === 'failed') void startAnew();
        else parts.reorder.ask();
      }
      if (message.kind === 'progress') progress.changed();
      if (message.kind !== 'events') return;
      const { clipIds, order: change } = concernsOf(message.events, get().place);
      for (const id of clipIds) parts.concerned.add(id);
      if (clipIds.size > 0) parts.refresh.ask();
      if (change === 'changed') parts.reorder.ask();
      for (const event of message.events) {
        if (event.type !== 'engine-changed') continue;
        if (event.data.state === 'paused') attention.setWork('paused');
        if (event.data.state === 'resumed' || event.data.state === 'started') attention.setWork('going-on');
      }
      side.changed();
      progress.changed();
      attention.changed();
    },
    watch: (what: Watched) => side.watch(what),
  };
}

function viewActions(parts: Parts, { set, get }: Access) {
  const { order, side, save } = parts;
  const change = (place: Partial<LibraryPlace>): void => {
    set({ place: { ...get().place, ...place } });
    save.ask();
  };
  const reselect = (place: Partial<LibraryPlace>): void => {
    change(place);
    set({ selection: noSelection });
    parts.readWords.cancel();
    parts.tried(() => order.readFromTop());
    side.readNow();
  };
  return {
    changeFilter(changes: Partial<ClipFilter>) {
      const filter = { ...get().place.filter, ...changes };
      if (Object.keys(changes).some((key) => key !== 'text')) {
        reselect({ filter });
        return;
      }
      change({ filter });
      set({ selection: noSelection });
      parts.readWords.ask();
    },
    clearFilter() {
      reselect({ filter: noFilter });
    },
    changeSort(sort: ClipSort) {
      change({ sort });
      parts.tried(() => order.readFromTop());
    },
    changeView(changes: Partial<Pick<LibraryPlace, 'view' | 'cardWidthPx' | 'sidebar'>>) {
      const { leastPx, mostPx } = cardWidthRange;
      const cardWidthPx = changes.cardWidthPx ?? get().place.cardWidthPx;
      change({ ...changes, cardWidthPx: Math.min(mostPx, Math.max(leastPx, cardWidthPx)) });
    },
    setInspector(inspector: LibraryState['inspector']) {
      set({ inspector });
    },
    askField(askedField: LibraryState['askedField']) {
      set(askedField === null ? { askedField } : { askedField, inspector: 'open' });
    },
    setOpenClip(openClipId: string | null) {
      change({ openClipId });
    },
  };
}

function scrollActions({ order, progress, attention, save }: Parts, { set, get }: Access) {
  return {
    show(visible: Range) {
      order.show(visible);
      progress.changed();
      attention.moved();
    },
    moveTop(top: Top | null) {
      order.moveTop(top);
      save.ask();
    },
    top: () => order.top,
    arrived(token: number) {
      if (get().scrollTarget?.token === token) set({ scrollTarget: null });
    },
    keepPlace() {
      save.flush();
    },
    leave(open: string | null) {
      attention.leave(open);
    },
  };
}

function selectionActions(client: RushesClient, parts: Parts, { get }: Access) {
  const { selection, save, attention } = parts;
  return {
    choose(spot: Spot, step: Step) {
      selection.choose(spot, step);
      save.ask();
    },
    moveTo(index: number, step: Step) {
      selection.moveTo(index, step);
      save.ask();
    },
    selectAll() {
      selection.all();
      save.ask();
    },
    selectNone() {
      selection.none();
      save.ask();
    },
    returnTo(clipId: string) {
      selection.returnTo(clipId);
    },
    async neighbours(clipId: string): Promise<Neighbours> {
      const { filter, sort } = get().place;
      const { position } = await client.ask('cards.position', { filter, sort, clipId });
      if (position === null) return { previous: null, next: null };
      const offset = Math.max(0, position - 1);
      const { ids } = await client.ask('cards.ids', { filter, sort, offset, limit: 3 });
      const at = ids.indexOf(clipId);
      if (at < 0) return { previous: null, next: null };
      return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null };
    },
    async workFirst(clipIds: readonly string[]) {
      attention.keep(clipIds);
      await client.ask('scheduler.raise', { clipIds: [...clipIds], priority: askedForPriority });
    },
  };
}
