/** Doing something to collections from the window: told, and to be undone. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../src-preload/contract/collections.ts';
import type { CommandInput } from '../../src-preload/contract/commands.ts';
import {
  type Done,
  importCollections,
  orderCollections,
  removeCollections,
  saveCollection,
} from './collection-deeds.ts';
import type { NoticeAction } from './notices-store.ts';
import { useStores } from './use-stores.ts';

export interface CollectionActions {
  /** @throws AppError bad-arguments where the name is taken */
  readonly save: (request: CommandInput<'collections.save'>) => Promise<Collection>;
  /** @throws AppError bad-arguments where the name is taken */
  readonly rename: (id: string, name: string) => Promise<void>;
  readonly remove: (collection: Collection) => void;
  readonly order: (ids: readonly string[]) => void;
  readonly takeIn: (file: File, ifTaken: 'keep-both' | 'replace') => void;
}

export function useCollectionActions(): CollectionActions {
  const { t } = useTranslation(['collections', 'shell']);
  const { client, history, notices, collections } = useStores();
  return useMemo(() => {
    const { tell, tellError } = notices.getState();
    const doing = <T>(change: () => Promise<Done<T>>): Promise<T> => history.getState().change(change);
    /** Of what was just done, while nothing else was. */
    const undoOfLast = (): NoticeAction | undefined => {
      const deed = history.getState().undoable.at(-1);
      if (deed === undefined) return undefined;
      const run = async (): Promise<void> => {
        const { undoable, undo } = history.getState();
        if (undoable.at(-1) === deed) await undo();
        else tell(t('undoMoved'));
      };
      return { label: t('shell:undo'), run: () => void run().catch(tellError) };
    };
    const bring = async (file: File, ifTaken: 'keep-both' | 'replace'): Promise<void> => {
      const text = await file.text();
      const request = { fileName: file.name, text, ifTaken };
      const { added, replaced, leftOut } = await doing(() => importCollections(client, request));
      const count = added.length + replaced.length;
      tell(t('imported', { count }), count > 0 ? undoOfLast() : undefined);
      for (const reason of ['same', 'not-a-collection', 'too-many'] as const) {
        const entries = leftOut.filter((entry) => entry.reason === reason);
        const names = entries.slice(0, 5).map(({ name, entry }) => name ?? t('entry', { entry }));
        if (entries.length > 0)
          tell(t(`leftOut.${reason}`, { count: entries.length, names: names.join(', ') }));
      }
    };
    return {
      save: async (request) => {
        const { collection, previous } = await doing(() => saveCollection(client, request));
        tell(t(previous === null ? 'saved' : 'changed', { name: collection.name }), undoOfLast());
        return collection;
      },
      rename: async (id, name) => {
        await doing(() => saveCollection(client, { id, name }));
      },
      remove: ({ id, name }) => {
        doing(() => removeCollections(client, [id])).then(({ removed }) => {
          if (removed.length > 0) tell(t('removed', { name }), undoOfLast());
        }, tellError);
      },
      order: (ids) => {
        const { showOrder, read } = collections.getState();
        showOrder(ids);
        doing(() => orderCollections(client, ids)).catch((thrown: unknown) => {
          tellError(thrown);
          void read().catch(() => undefined);
        });
      },
      takeIn: (file, ifTaken) => void bring(file, ifTaken).catch(tellError),
    };
  }, [t, client, history, notices, collections]);
}
