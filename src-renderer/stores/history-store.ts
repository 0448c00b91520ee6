/** What people did to clips, so that it can be undone and done again. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AnnotationChange } from '../../src-preload/contract/commands/annotations.ts';
import type { RushesClient } from '../api/client.ts';

/** One deed: what was set, and what stood there before. */
interface Deed {
  /** What to call it: a key of the texts, with the number of clips. */
  readonly kind: 'rating' | 'tags' | 'note';
  readonly clips: number;
  readonly done: readonly AnnotationChange[];
  readonly before: readonly AnnotationChange[];
}

export interface HistoryState {
  /** Newest last. */
  readonly undoable: readonly Deed[];
  readonly redoable: readonly Deed[];
  /** @throws AppError */
  readonly annotate: (kind: Deed['kind'], changes: readonly AnnotationChange[]) => Promise<void>;
  /** What was undone; null: there was nothing. @throws AppError */
  readonly undo: () => Promise<Deed | null>;
  readonly redo: () => Promise<Deed | null>;
  readonly startAnew: () => void;
}

export type HistoryStore = StoreApi<HistoryState>;

const mostDeeds = 100;

export function createHistoryStore(client: RushesClient): HistoryStore {
  const inTurn = createTurns();
  return createStore<HistoryState>()((set, get) => ({
    undoable: [],
    redoable: [],

    annotate: (kind, changes) =>
      inTurn(async () => {
        if (changes.length === 0) return;
        const { previous, changed } = await client.ask('annotations.set', { changes: [...changes] });
        const deed = { kind, clips: changed, done: changes, before: previous };
        set({ undoable: [...get().undoable, deed].slice(-mostDeeds), redoable: [] });
      }),
    undo: () =>
      inTurn(async () => {
        const deed = get().undoable.at(-1);
        if (deed === undefined) return null;
        await client.ask('annotations.set', { changes: [...deed.before] });
        set({ undoable: get().undoable.slice(0, -1), redoable: [...get().redoable, deed] });
        return deed;
      }),
    redo: () =>
      inTurn(async () => {
        const deed = get().redoable.at(-1);
        if (deed === undefined) return null;
        await client.ask('annotations.set', { changes: [...deed.done] });
        set({ redoable: get().redoable.slice(0, -1), undoable: [...get().undoable, deed] });
        return deed;
      }),
    startAnew() {
      set({ undoable: [], redoable: [] });
    },
  }));
}

/** One after the other: of two quick presses, the second must not take back the same deed again. */
function createTurns(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    last = next.catch(() => undefined);
    return next;
  };
}
