/** The clips that were found, beside each other, with their moments below them. Only rows on the screen exist. */
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { hashOfSearch } from '../../../stores/search-route.ts';
import type { ActiveItem } from '../../../stores/search-state.ts';
import { useSearch, useStores } from '../../../stores/use-stores.ts';
import { ContextMenu } from '../../../ui/menu.tsx';
import { useElementWidth } from '../../../ui/use-element-width.ts';
import { ResultCard } from './result-card.tsx';
import { paddingPx, resultGeometry, rowHeightPx, rowsOf } from './result-geometry.ts';
import { itemOf, resultsId } from './result-items.ts';
import styles from './results.module.css';
import { useResultDeeds } from './use-result-deeds.ts';
import { useResultKeys } from './use-result-keys.ts';

/** So many rows before the end the next page is asked for. */
const rowsAhead = 3;

export function ResultGrid() {
  const { t } = useTranslation('search');
  const scrollRef = useRef<HTMLDivElement>(null);
  const layout = useLayout(scrollRef);
  const { geometry, rows, virtualizer } = layout;
  const results = useSearch((state) => state.results);
  const cards = useSearch((state) => state.cards);
  const total = useSearch((state) => state.answer?.total ?? 0);
  const active = useSearch((state) => state.place.active);
  const deeds = useResultDeeds();
  const pointedAt = useRef<ActiveItem | null>(null);
  useKeptScroll(scrollRef, geometry.columns > 0);
  usePaging(virtualizer.range?.endIndex ?? 0, rows.length);
  const { onKeyDown, onFocus } = useResultKeys({ scrollRef, ...layout });
  const stop = active ?? { clipId: results[0]?.clipId ?? '', moment: null };
  return (
    <ContextMenu entries={() => deeds.menu(pointedAt.current)}>
      <div
        ref={scrollRef}
        id={resultsId}
        role="feed"
        aria-label={t('results')}
        className={styles['scroll']}
        onScroll={layout.onScroll}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onContextMenuCapture={({ target }) => {
          pointedAt.current = itemOf(target);
        }}
      >
        <div role="presentation" className={styles['rows']} style={{ height: virtualizer.getTotalSize() }}>
          {geometry.columns > 0 &&
            virtualizer.getVirtualItems().map(({ index, start }) => (
              <div
                key={index}
                role="presentation"
                className={styles['row']}
                style={{
                  transform: `translateY(${String(start)}px)`,
                  gridTemplateColumns: `repeat(${String(geometry.columns)}, ${String(geometry.cellWidthPx)}px)`,
                }}
              >
                {rows[index]?.map((found, column) => (
                  <ResultCard
                    key={found.clipId}
                    found={found}
                    card={cards.get(found.clipId)}
                    position={index * geometry.columns + column + 1}
                    total={total}
                    pictureHeightPx={geometry.pictureHeightPx}
                    stop={found.clipId === stop.clipId ? stop.moment : 'elsewhere'}
                    onOpen={deeds.open}
                  />
                ))}
              </div>
            ))}
        </div>
      </div>
    </ContextMenu>
  );
}

function useLayout(scrollRef: React.RefObject<HTMLDivElement | null>) {
  const { search } = useStores();
  const widthPx = useElementWidth(scrollRef);
  const results = useSearch((state) => state.results);
  const activeClip = useSearch((state) => state.place.active?.clipId ?? null);
  const geometry = useMemo(
    () => (widthPx === 0 ? { columns: 0, cellWidthPx: 0, pictureHeightPx: 0 } : resultGeometry(widthPx)),
    [widthPx],
  );
  const { columns } = geometry;
  const rows = useMemo(() => (columns === 0 ? [] : rowsOf(results, columns)), [results, columns]);
  const heights = useMemo(() => rows.map((row) => rowHeightPx(row, geometry)), [rows, geometry]);
  const activeAt = results.findIndex(({ clipId }) => clipId === activeClip);
  const activeRow = activeAt < 0 || columns === 0 ? null : Math.floor(activeAt / columns);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => heights[index] ?? 0,
    paddingStart: paddingPx,
    paddingEnd: paddingPx,
    scrollPaddingStart: paddingPx,
    overscan: 1,
    // The element that has the focus must not go when it is scrolled away, or keys would lead nowhere.
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = defaultRangeExtractor(range);
        if (activeRow === null || activeRow >= range.count || shown.includes(activeRow)) return shown;
        return [...shown, activeRow].toSorted((a, b) => a - b);
      },
      [activeRow],
    ),
  });
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, heights]);
  const onScroll = useCallback(() => {
    search.getState().moveTo({ scrollTopPx: scrollRef.current?.scrollTop ?? 0 });
  }, [search, scrollRef]);
  return { geometry, rows, virtualizer, onScroll };
}

/** Where somebody was, when they come back; the top, when it is another search. */
function useKeptScroll(scrollRef: React.RefObject<HTMLDivElement | null>, isReady: boolean): void {
  const { search } = useStores();
  const asked = useSearch((state) => (state.asked === null ? '' : hashOfSearch(state.asked)));
  useLayoutEffect(() => {
    if (isReady && scrollRef.current !== null)
      scrollRef.current.scrollTop = search.getState().place.scrollTopPx;
  }, [search, scrollRef, asked, isReady]);
}

function usePaging(lastRow: number, rows: number): void {
  const more = useSearch((state) => state.more);
  const phase = useSearch((state) => state.phase);
  useEffect(() => {
    if (phase === 'shown' && rows > 0 && lastRow >= rows - rowsAhead) more();
  }, [more, phase, lastRow, rows]);
}
