import { memo, useMemo, useRef } from 'react';
import { cardAt, type Pages } from '../../stores/library-pages.ts';
import { useLibrary, useSession } from '../../stores/use-stores.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import { type CardWords, useCardWords } from './card-words.ts';
import { cellId, ClipCard, clipsId } from './clip-card.tsx';
import styles from './clip-grid.module.css';
import { useClipMenu } from './clip-menu.tsx';
import { type GridGeometry, gridGeometry, gridPaddingPx, type RowLayout } from './grid-geometry.ts';
import { useAnnotate } from './use-annotate.ts';
import { useClipDeeds } from './use-clip-deeds.ts';
import { useClipKeys } from './use-clip-keys.ts';
import { useClipPointer } from './use-clip-pointer.ts';
import { useClipView } from './use-clip-view.ts';
import { useElementWidth } from '../../ui/use-element-width.ts';
import { useHoverScrub } from './use-hover-scrub.ts';

/** The clips as pictures beside each other. Only rows on the screen exist. */
export function ClipGrid() {
  const scrollRef = useRef<HTMLDivElement>(null);
  const widthPx = useElementWidth(scrollRef);
  const cardWidthPx = useLibrary((state) => state.place.cardWidthPx);
  const geometry = useMemo(() => gridGeometry(widthPx, cardWidthPx), [widthPx, cardWidthPx]);
  const { columns, rowHeightPx } = geometry;
  const layout = useMemo<RowLayout>(
    () => ({ columns, rowHeightPx, beforePx: gridPaddingPx, stickyPx: 0 }),
    [columns, rowHeightPx],
  );
  const view = useClipView(scrollRef, layout);
  const words = useCardWords();
  const annotate = useAnnotate();
  const deeds = useClipDeeds();
  const entries = useClipMenu({ words, annotate, deeds });
  const pointer = useClipPointer(deeds);
  const { rowsOnScreen, reveal, virtualizer } = view;
  const onKeyDown = useClipKeys({ columns, rowsOnScreen, reveal, annotate, deeds });
  const total = useLibrary((state) => state.total);
  const cursor = useLibrary((state) => state.selection.cursor);
  const rows = virtualizer.getVirtualItems();
  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  useHoverScrub(scrollRef, { first: startIndex * columns, last: (endIndex + 1) * columns - 1 });
  const cursorRow = cursor === null ? -1 : Math.floor(cursor.index / columns);
  return (
    <ContextMenu entries={entries}>
      <div
        ref={scrollRef}
        id={clipsId}
        role="grid"
        tabIndex={0}
        aria-label={words.t('clips')}
        aria-multiselectable
        aria-rowcount={Math.ceil(total / columns)}
        aria-colcount={columns}
        aria-activedescendant={
          cursor !== null && rows.some(({ index }) => index === cursorRow) ? cellId(cursor.index) : undefined
        }
        className={styles['scroll']}
        onScroll={view.onScroll}
        onKeyDown={onKeyDown}
        {...pointer}
      >
        <div role="presentation" className={styles['rows']} style={{ height: virtualizer.getTotalSize() }}>
          {widthPx > 0 &&
            rows.map(({ index, start }) => (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 1}
                className={styles['row']}
                style={{
                  transform: `translateY(${String(start)}px)`,
                  gridTemplateColumns: `repeat(${String(columns)}, ${String(geometry.cellWidthPx)}px)`,
                }}
              >
                <RowOfCards row={index} geometry={geometry} words={words} />
              </div>
            ))}
        </div>
      </div>
    </ContextMenu>
  );
}

interface RowOfCardsProps {
  readonly row: number;
  readonly geometry: GridGeometry;
  readonly words: CardWords;
}

const RowOfCards = memo(function RowOfCards({ row, geometry, words }: RowOfCardsProps) {
  const { columns, pictureHeightPx, captionHeightPx } = geometry;
  const pages = useLibrary((state) => state.pages);
  const total = useLibrary((state) => state.total);
  const { ids, cursor } = useLibrary((state) => state.selection);
  const canDrag = useSession((state) => state.facts?.abilities.dragOut === true);
  return positionsOf(row, columns, total, pages).map(({ index, card }) => (
    <ClipCard
      key={card?.id ?? index}
      card={card}
      index={index}
      column={index % columns}
      pictureHeightPx={pictureHeightPx}
      caption={captionHeightPx < 40 ? 'one line' : 'two lines'}
      isSelected={card !== undefined && ids.has(card.id)}
      isCursor={cursor?.index === index}
      isDraggable={canDrag}
      words={words}
    />
  ));
});

function positionsOf(row: number, columns: number, total: number, pages: Pages) {
  const first = row * columns;
  const length = Math.max(0, Math.min(columns, total - first));
  return Array.from({ length }, (_, column) => ({
    index: first + column,
    card: cardAt(pages, first + column),
  }));
}
