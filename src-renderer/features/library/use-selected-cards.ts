import { useEffect, useMemo, useState } from 'react';
import type { Card } from '../../../src-preload/contract/cards.ts';
import { useLibrary, useStores } from '../../stores/use-stores.ts';

/** Of a larger selection only so many are looked at, the contract's bound of one question. */
const mostLookedAt = 500;
const askAfterMs = 120;

/** Cards of what is chosen, as far as they are known: the first 500. Those that are not loaded are asked for. */
export function useSelectedCards(): readonly Card[] {
  const { client, live, notices } = useStores();
  const ids = useLibrary((state) => state.selection.ids);
  const pages = useLibrary((state) => state.pages);
  const [asked, setAsked] = useState<ReadonlyMap<string, Card>>(new Map());
  const [changes, setChanges] = useState(0);
  const wanted = useMemo(() => [...ids].slice(0, mostLookedAt), [ids]);
  const loaded = useMemo(() => new Map([...pages.values()].flat().map((card) => [card.id, card])), [pages]);
  const isAllLoaded = wanted.every((id) => loaded.has(id));

  useEffect(
    () =>
      live.subscribe((message) => {
        if (message.kind === 'events' && message.events.some(({ type }) => type === 'clips-annotated'))
          setChanges((count) => count + 1);
      }),
    [live],
  );
  useEffect(() => {
    if (isAllLoaded) return undefined;
    const asking = new AbortController();
    const timer = window.setTimeout(() => {
      client.ask('cards.byId', { clipIds: wanted }, asking.signal).then(({ cards }) => {
        if (!asking.signal.aborted) setAsked(new Map(cards.map((card) => [card.id, card])));
      }, notices.getState().tellError);
    }, askAfterMs);
    return () => {
      window.clearTimeout(timer);
      asking.abort();
    };
  }, [client, notices, wanted, isAllLoaded, changes]);
  return useMemo(
    () => wanted.flatMap((id) => loaded.get(id) ?? asked.get(id) ?? []),
    [wanted, loaded, asked],
  );
}
