import type { Virtualizer } from '@tanstack/react-virtual';
import { type FocusEvent, type KeyboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import type { FoundClip } from '../../../../src-preload/contract/search.ts';
import { useStores } from '../../../stores/use-stores.ts';
import { useSearchChange } from '../use-search-change.ts';
import { type ResultGeometry, steppedItem } from './result-geometry.ts';
import { itemId, itemOf } from './result-items.ts';

interface ResultKeys {
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly geometry: ResultGeometry;
  readonly rows: readonly (readonly FoundClip[])[];
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
}

/** The keyboard over the results. Enter is the button's own. */
export function useResultKeys({ scrollRef, geometry, rows, virtualizer }: ResultKeys) {
  const { search } = useStores();
  const { leave } = useSearchChange();
  const { columns } = geometry;
  /** The element may only come with the next rows. */
  const awaited = useRef<string | null>(null);
  useEffect(() => {
    if (awaited.current === null) return;
    const element = document.getElementById(awaited.current);
    if (element === null) return;
    awaited.current = null;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'nearest' });
  });
  useReturn(rows.length > 0);
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || itemOf(event.target) === null) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        leave();
        return;
      }
      const { results, place, moveTo } = search.getState();
      const heightPx = scrollRef.current?.clientHeight ?? 0;
      const rowPx = virtualizer.getTotalSize() / Math.max(1, rows.length);
      const rowsOnScreen = Math.max(1, Math.floor(heightPx / rowPx));
      const to = steppedItem(results, place.active ?? itemOf(event.target), event.key, {
        columns,
        rowsOnScreen,
      });
      if (to === null) {
        if (event.key.startsWith('Arrow')) event.preventDefault();
        return;
      }
      event.preventDefault();
      moveTo({ active: to });
      awaited.current = itemId(to);
      const row = Math.floor(results.findIndex(({ clipId }) => clipId === to.clipId) / columns);
      if (document.getElementById(itemId(to)) === null) virtualizer.scrollToIndex(row, { align: 'auto' });
    },
    [search, leave, scrollRef, virtualizer, rows, columns],
  );
  const onFocus = useCallback(
    ({ target }: FocusEvent) => {
      const item = itemOf(target);
      const { active } = search.getState().place;
      if (item !== null && (item.clipId !== active?.clipId || item.moment !== active.moment))
        search.getState().moveTo({ active: item });
    },
    [search],
  );
  return { onKeyDown, onFocus };
}

/** Back from a clip, the result that it was opened from has the focus again. */
function useReturn(isReady: boolean): void {
  const { search } = useStores();
  const hasReturned = useRef(false);
  useEffect(() => {
    if (!isReady || hasReturned.current) return;
    hasReturned.current = true;
    const { active } = search.getState().place;
    // The frame around the screens has it where a screen went with what had it.
    const isFree = document.activeElement?.matches('body, main') ?? true;
    if (active === null || !isFree) return;
    document.getElementById(itemId(active))?.focus({ preventScroll: true });
  }, [search, isReady]);
}
