/** Clips that are there more than once: looking for them, what is to become of them, and merging. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import type { DuplicateGroup } from '../../src-preload/contract/commands/duplicates.ts';
import { type SerializedError, toAppError } from '../../src-preload/contract/errors.ts';
import type { RushesClient } from '../api/client.ts';
import { groupKey, isWorthMerging, type MergeChoice, usualChoice } from './duplicates-store-choices.ts';
import { type MergeState, merging, type MergingDeeds } from './duplicates-store-merging.ts';
import type { HistoryStore } from './history-store.ts';

export type DuplicateKind = DuplicateGroup['kind'];
type Found = Omit<CommandResponse<'duplicates.find'>, 'library' | 'tookMs'>;

export interface Lookup {
  readonly state: 'idle' | 'looking' | 'failed';
  readonly error: SerializedError | null;
  /** What was found last; null: nobody has looked yet. It stays while it is looked for anew. */
  readonly found: Found | null;
}

export interface DuplicatesState extends MergingDeeds {
  readonly kind: DuplicateKind;
  readonly lookups: Readonly<Record<DuplicateKind, Lookup>>;
  /** By the group's key; those that nobody changed are not in it. */
  readonly choices: ReadonlyMap<string, MergeChoice>;
  readonly merge: MergeState;

  readonly setKind: (kind: DuplicateKind) => void;
  /** Looks for those of the kind that is shown. What goes wrong is told by its state. */
  readonly look: () => Promise<void>;
  readonly cancel: () => void;
  readonly choiceOf: (group: DuplicateGroup) => MergeChoice;
  readonly keep: (group: DuplicateGroup, clipId: string) => void;
  readonly take: (group: DuplicateGroup, clipId: string, whether: 'in' | 'out') => void;
  readonly startAnew: () => void;
}

export type DuplicatesStore = StoreApi<DuplicatesState>;

const notLooked: Lookup = { state: 'idle', error: null, found: null };
const nothing = {
  lookups: { exact: notLooked, near: notLooked },
  choices: new Map<string, MergeChoice>(),
  merge: { state: 'none' },
} as const satisfies Partial<DuplicatesState>;

export function createDuplicatesStore(client: RushesClient, history: HistoryStore): DuplicatesStore {
  return createStore<DuplicatesState>()((set, get) => {
    const put = (kind: DuplicateKind, lookup: Lookup): void => {
      set({ lookups: { ...get().lookups, [kind]: lookup } });
    };
    const lookups = looking(client, get, put);
    const choose = (group: DuplicateGroup, choice: MergeChoice): void => {
      set({ choices: new Map(get().choices).set(groupKey(group), choice) });
    };
    return {
      kind: 'exact',
      ...nothing,
      ...merging({
        client,
        history,
        put: (merge) => {
          set({ merge });
        },
        get: () => get().merge,
        changed: () => void lookups.look(get().kind),
      }),

      setKind(kind) {
        set({ kind });
      },
      look: () => lookups.look(get().kind),
      cancel() {
        lookups.cancel(get().kind);
      },
      choiceOf: (group) => choiceIn(get().choices, group),
      keep(group, clipId) {
        choose(group, usualChoice(group, clipId));
      },
      take(group, clipId, whether) {
        const { keepId, otherIds } = get().choiceOf(group);
        const others = new Set(otherIds);
        if (whether === 'in' && clipId !== keepId) others.add(clipId);
        else others.delete(clipId);
        choose(group, { keepId, otherIds: others });
      },
      startAnew() {
        lookups.cancel('exact');
        lookups.cancel('near');
        set(nothing);
      },
    };
  });
}

/** What was chosen for a group; else what is usual. One that clips have joined or left is another group. */
export function choiceIn(choices: DuplicatesState['choices'], group: DuplicateGroup): MergeChoice {
  return choices.get(groupKey(group)) ?? usualChoice(group);
}

function looking(
  client: RushesClient,
  get: () => DuplicatesState,
  put: (kind: DuplicateKind, lookup: Lookup) => void,
) {
  const aborts = new Map<DuplicateKind, AbortController>();
  /** Looking anew takes the place of looking. */
  const look = async (kind: DuplicateKind): Promise<void> => {
    aborts.get(kind)?.abort();
    const abort = new AbortController();
    aborts.set(kind, abort);
    put(kind, { ...get().lookups[kind], state: 'looking', error: null });
    try {
      const { groups, compared, notCompared } = await client.ask(
        'duplicates.find',
        { kinds: [kind] },
        abort.signal,
      );
      if (abort.signal.aborted) return;
      const found = { groups: groups.filter(isWorthMerging), compared, notCompared };
      put(kind, { state: 'idle', error: null, found });
    } catch (thrown) {
      if (abort.signal.aborted) return;
      const error = toAppError(thrown).serialize();
      put(kind, { ...get().lookups[kind], state: 'failed', error });
    }
  };
  const cancel = (kind: DuplicateKind): void => {
    aborts.get(kind)?.abort();
    const lookup = get().lookups[kind];
    if (lookup.state === 'looking') put(kind, { ...lookup, state: 'idle' });
  };
  return { look, cancel };
}
