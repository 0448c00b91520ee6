/** Smart collections, and how many clips each finds: kept true while somebody looks at them. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Collection } from '../../src-preload/contract/collections.ts';
import type { EngineEvent, EventType } from '../../src-preload/contract/events.ts';
import type { LiveMessage } from '../../src-preload/contract/live.ts';
import type { RushesClient } from '../api/client.ts';
import { paced } from './paced.ts';

export interface CollectionsState {
  /** In their order. null: not read yet. */
  readonly collections: readonly Collection[] | null;
  /** Id -> clips; null: it could not be counted; missing: not counted yet. */
  readonly counts: ReadonlyMap<string, number | null>;
  /** Reads them, and goes on doing so whenever they change. Gives what ends it. */
  readonly watch: () => () => void;
  readonly hear: (message: LiveMessage) => void;
  /** Shows an order before the library has it. */
  readonly showOrder: (ids: readonly string[]) => void;
  /** @throws AppError */
  readonly read: () => Promise<void>;
  readonly startAnew: () => void;
}

export type CollectionsStore = StoreApi<CollectionsState>;

/** Events behind which other clips may be found. */
const findingEvents: ReadonlySet<EventType> = new Set<EventType>([
  ...(['clip-added', 'file-changed', 'artifact-stored', 'clips-annotated'] as const),
  ...(['clip-quarantined', 'job-changed', 'scan-finished'] as const),
]);
const listEveryMs = 100;
const countEveryMs = 3_000;

export function createCollectionsStore(client: RushesClient): CollectionsStore {
  return createStore<CollectionsState>()((set, get) => {
    let watchers = 0;
    let asked = 0;
    const read = async (): Promise<void> => {
      asked += 1;
      const number = asked;
      const { collections } = await client.ask('collections.list', {});
      // One that was asked for later has the last word.
      if (number === asked) set({ collections });
    };
    const count = async (): Promise<void> => {
      const { counts } = await client.ask('collections.count', {});
      set({ counts: new Map(counts.map(({ id, clips }) => [id, clips])) });
    };
    const list = paced(read, listEveryMs);
    const counts = paced(count, countEveryMs);
    return {
      collections: null,
      counts: new Map(),
      read,

      watch() {
        watchers += 1;
        list.ask();
        counts.ask();
        return () => {
          watchers -= 1;
        };
      },
      hear(message) {
        if (watchers === 0) return;
        const came = message.kind === 'engine' && message.engine.state === 'running';
        const events: readonly EngineEvent[] = message.kind === 'events' ? message.events : [];
        const isListed = came || events.some(({ type }) => type === 'collections-changed');
        if (isListed) {
          // Somebody did something, and waits to see it.
          list.askNow();
          counts.askNow();
        } else if (events.some(({ type }) => findingEvents.has(type))) counts.ask();
      },
      showOrder(ids) {
        const known = get().collections;
        if (known === null) return;
        const place = new Map(ids.map((id, position) => [id, position]));
        const placeOf = ({ id, position }: Collection): number => place.get(id) ?? ids.length + position;
        set({ collections: [...known].sort((a, b) => placeOf(a) - placeOf(b)) });
      },
      startAnew() {
        asked += 1;
        set({ collections: null, counts: new Map() });
      },
    };
  });
}
