/** Moving collections with the keyboard, and where the focus is afterwards. */
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../../src-preload/contract/collections.ts';
import { movedBy } from '../../stores/collection-order.ts';
import { useCollectionActions } from '../../stores/use-collections.ts';
import { useCollections, useStores } from '../../stores/use-stores.ts';

export interface CollectionMoves {
  readonly move: (collection: Collection, by: -1 | 1) => void;
  readonly focus: (id: string) => void;
  /** Before one goes. */
  readonly focusNeighbour: (id: string) => void;
  /** What happened, to be read aloud. */
  readonly said: string;
}

export function useCollectionMoves(list: RefObject<HTMLUListElement | null>): CollectionMoves {
  const { t } = useTranslation('collections');
  const { collections: store } = useStores();
  const { order } = useCollectionActions();
  const collections = useCollections((state) => state.collections);
  const [wanted, setWanted] = useState<{ readonly id: string } | null>(null);
  const [said, setSaid] = useState('');
  // An element that is put elsewhere in the page loses the focus.
  useEffect(() => {
    if (wanted === null) return;
    list.current?.querySelector<HTMLElement>(`[data-collection="${CSS.escape(wanted.id)}"]`)?.focus();
  }, [list, wanted, collections]);
  const idsNow = (): readonly string[] => (store.getState().collections ?? []).map(({ id }) => id);
  return {
    said,
    focus: (id) => {
      setWanted({ id });
    },
    focusNeighbour: (id) => {
      const ids = idsNow();
      const index = ids.indexOf(id);
      const next = ids[index + 1] ?? ids[index - 1];
      setWanted(next === undefined ? null : { id: next });
    },
    move: ({ id, name }, by) => {
      const ids = idsNow();
      const next = movedBy(ids, id, by);
      if (next === ids) return;
      setWanted({ id });
      setSaid(t('moved', { name, place: next.indexOf(id) + 1, count: next.length }));
      order(next);
    },
  };
}
