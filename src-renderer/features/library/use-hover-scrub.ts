import { type RefObject, useEffect, useMemo } from 'react';
import { cardAt, loadedCards } from '../../stores/library-pages.ts';
import { useLibrary, useStores } from '../../stores/use-stores.ts';
import { HoverScrub } from './hover-scrub.ts';

/** How long the screen stands still before filmstrips are fetched ahead. */
const idleAfterMs = 400;

/** Scrubs over the pictures below `ref`, and fetches the filmstrips of what is on the screen when there is nothing else to do. */
export function useHoverScrub(
  ref: RefObject<HTMLElement | null>,
  visible: { readonly first: number; readonly last: number },
): void {
  const { library, client } = useStores();
  const pages = useLibrary((state) => state.pages);
  const scrub = useMemo(
    () =>
      new HoverScrub({
        cardAt: (index) => cardAt(library.getState().pages, index),
        filmstripUrl: ({ id, filmstrip }) =>
          filmstrip === null ? null : client.mediaUrl(id, 'filmstrip', filmstrip.version),
      }),
    [library, client],
  );
  useEffect(() => (ref.current === null ? undefined : scrub.attach(ref.current)), [ref, scrub]);
  const { first, last } = visible;
  useEffect(() => {
    const fetching = new AbortController();
    const timer = window.setTimeout(() => {
      void scrub.prefetch(loadedCards(pages, { first, last }), fetching.signal);
    }, idleAfterMs);
    return () => {
      window.clearTimeout(timer);
      fetching.abort();
    };
  }, [scrub, pages, first, last]);
}
