/** What people did to clips and collections, so that it can be undone and done again. */
import type { CommandInput } from '../../src-preload/contract/commands.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AnnotationChange } from '../../src-preload/contract/commands/annotations.ts';
import type { RushesClient } from '../api/client.ts';
import { type CollectionDeed, performCollectionSteps } from './collection-deeds.ts';

export type WordEdit = CommandInput<'clip.editWord'>;

/** One deed: what was set, and what stood there before. */
export type Deed = Annotation | WordCorrection | CollectionDeed;

interface Annotation {
  /** What to call it: a key of the texts, with the number of clips. */
  readonly kind: 'rating' | 'tags' | 'note' | 'merge';
  readonly clips: number;
  readonly done: readonly AnnotationChange[];
  readonly before: readonly AnnotationChange[];
}

/** A word of a transcript that was corrected. */
interface WordCorrection {
  readonly kind: 'word';
  readonly clips: 1;
  readonly done: WordEdit;
  readonly before: WordEdit;
}

export interface HistoryState {
  /** Newest last. */
  readonly undoable: readonly Deed[];
  readonly redoable: readonly Deed[];
  /** @throws AppError */
  readonly annotate: (kind: Annotation['kind'], changes: readonly AnnotationChange[]) => Promise<void>;
  /** `before`: what the word was corrected to until now; null: nothing. @throws AppError */
  readonly editWord: (edit: WordEdit, before: string | null) => Promise<void>;
  /** Changes collections, or merges clips. A deed that is null has changed nothing. @throws AppError */
  readonly change: <T>(deed: () => Promise<{ readonly deed: Deed | null; readonly answer: T }>) => Promise<T>;
  /** What was undone; null: there was nothing. @throws AppError */
  readonly undo: () => Promise<Deed | null>;
  readonly redo: () => Promise<Deed | null>;
  readonly startAnew: () => void;
}

export type HistoryStore = StoreApi<HistoryState>;

const mostDeeds = 100;

export function createHistoryStore(client: RushesClient): HistoryStore {
  const inTurn = createTurns();
  return createStore<HistoryState>()((set, get) => {
    const remember = (deed: Deed): void => {
      set({ undoable: [...get().undoable, deed].slice(-mostDeeds), redoable: [] });
    };
    return {
      undoable: [],
      redoable: [],

      annotate: (kind, changes) =>
        inTurn(async () => {
          if (changes.length === 0) return;
          const { previous, changed } = await client.ask('annotations.set', { changes: [...changes] });
          remember({ kind, clips: changed, done: changes, before: previous });
        }),
      editWord: (edit, before) =>
        inTurn(async () => {
          await client.ask('clip.editWord', edit);
          remember({ kind: 'word', clips: 1, done: edit, before: { ...edit, text: before } });
        }),
      change: (change) =>
        inTurn(async () => {
          const { deed, answer } = await change();
          if (deed !== null) remember(deed);
          return answer;
        }),
      undo: () =>
        inTurn(async () => {
          const deed = get().undoable.at(-1);
          if (deed === undefined) return null;
          await perform(client, deed, 'before');
          set({ undoable: get().undoable.slice(0, -1), redoable: [...get().redoable, deed] });
          return deed;
        }),
      redo: () =>
        inTurn(async () => {
          const deed = get().redoable.at(-1);
          if (deed === undefined) return null;
          await perform(client, deed, 'done');
          set({ redoable: get().redoable.slice(0, -1), undoable: [...get().undoable, deed] });
          return deed;
        }),
      startAnew() {
        set({ undoable: [], redoable: [] });
      },
    };
  });
}

async function perform(client: RushesClient, deed: Deed, side: 'done' | 'before'): Promise<void> {
  if ('count' in deed) await performCollectionSteps(client, deed[side]);
  else if (deed.kind === 'word') await client.ask('clip.editWord', deed[side]);
  else await client.ask('annotations.set', { changes: [...deed[side]] });
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
