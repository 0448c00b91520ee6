/** What grid and list have in common: rows that are only there while they are on the screen, and a place that is kept. */
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { cardAt } from '../../stores/library-pages.ts';
import { useLibrary, useStores } from '../../stores/use-stores.ts';
import { type RowLayout, scrollTopFor, scrollTopToSee, topAt } from './grid-geometry.ts';

export interface ClipView {
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly onScroll: () => void;
  /** Scrolls as little as it takes. */
  readonly reveal: (index: number) => void;
  readonly rowsOnScreen: () => number;
}

/** Further rows are drawn above and below. */
const overscanRows = 2;
const paddingEndPx = 16;

export function useClipView(scrollRef: RefObject<HTMLDivElement | null>, layout: RowLayout): ClipView {
  const { library } = useStores();
  const total = useLibrary((state) => state.total);
  const { columns, rowHeightPx, beforePx } = layout;
  const virtualizer = useVirtualizer({
    count: Math.ceil(total / columns),
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeightPx,
    overscan: overscanRows,
    paddingStart: beforePx,
    paddingEnd: paddingEndPx,
  });
  const scrollTo = useKeptPlace(scrollRef, virtualizer, layout);
  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  useEffect(() => {
    const last = Math.min(total, (endIndex + 1) * columns) - 1;
    library.getState().show({ first: startIndex * columns, last });
  }, [library, startIndex, endIndex, columns, total]);

  const reveal = useCallback(
    (index: number) => {
      const element = scrollRef.current;
      if (element === null) return;
      const screen = { scrollTopPx: element.scrollTop, heightPx: element.clientHeight };
      element.scrollTop = scrollTopToSee(layout, index, screen);
    },
    [scrollRef, layout],
  );
  const rowsOnScreen = useCallback(
    () => Math.max(1, Math.floor(((scrollRef.current?.clientHeight ?? 0) - layout.stickyPx) / rowHeightPx)),
    [scrollRef, layout.stickyPx, rowHeightPx],
  );
  useScrollTarget(reveal, scrollTo.placeAt);
  return { scrollRef, virtualizer, onScroll: scrollTo.onScroll, reveal, rowsOnScreen };
}

/** The clip at the upper edge stays there when rows get another height, or more clips beside each other. */
function useKeptPlace(
  scrollRef: RefObject<HTMLDivElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  layout: RowLayout,
) {
  const { library } = useStores();
  const pages = useLibrary((state) => state.pages);
  const top = useRef<{ readonly index: number; readonly offsetPx: number } | null>(null);
  /** Where we scrolled ourselves: that is no news to anybody. */
  const ownScrollTop = useRef(-1);
  const isUntold = useRef(false);

  const placeAt = useCallback(
    (index: number, offsetPx: number) => {
      const element = scrollRef.current;
      if (element === null) return;
      top.current = { index, offsetPx };
      element.scrollTop = scrollTopFor(layout, index, offsetPx);
      ownScrollTop.current = element.scrollTop;
    },
    [scrollRef, layout],
  );
  const tell = useCallback(() => {
    if (top.current === null) return;
    const card = cardAt(library.getState().pages, top.current.index);
    isUntold.current = card === undefined;
    library.getState().moveTop(card === undefined ? null : { clipId: card.id, ...top.current });
  }, [library]);
  const onScroll = useCallback(() => {
    const scrollTop = scrollRef.current?.scrollTop ?? 0;
    if (Math.abs(scrollTop - ownScrollTop.current) <= 1) return;
    ownScrollTop.current = -1;
    top.current = topAt(layout, scrollTop);
    if (scrollTop < 4) {
      isUntold.current = false;
      library.getState().moveTop(null);
    } else tell();
  }, [library, scrollRef, layout, tell]);

  useEffect(() => {
    if (isUntold.current) tell();
  }, [pages, tell]);
  useLayoutEffect(() => {
    virtualizer.measure();
    const { index, offsetPx } = top.current ?? library.getState().top() ?? { index: 0, offsetPx: 0 };
    placeAt(index, offsetPx);
  }, [virtualizer, library, placeAt]);
  return { placeAt, onScroll };
}

/** Goes where the store leads to: after a start, when clips came in above, back from a clip. */
function useScrollTarget(
  reveal: (index: number) => void,
  placeAt: (index: number, offsetPx: number) => void,
): void {
  const { library } = useStores();
  const target = useLibrary((state) => state.scrollTarget);
  useLayoutEffect(() => {
    if (target === null) return;
    if (target.kind === 'place') placeAt(target.index, target.offsetPx);
    else reveal(target.index);
    library.getState().arrived(target.token);
  }, [library, target, reveal, placeAt]);
}
