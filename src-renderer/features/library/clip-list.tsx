import { memo, useMemo, useRef } from 'react';
import { cardAt } from '../../stores/library-pages.ts';
import { useLibrary, useSession } from '../../stores/use-stores.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import { type CardWords, useCardWords } from './card-words.ts';
import { cellId, clipsId } from './clip-card.tsx';
import { ClipListHeader } from './clip-list-header.tsx';
import styles from './clip-list.module.css';
import { ListCell } from './list-cell.tsx';
import { useClipMenu } from './clip-menu.tsx';
import type { RowLayout } from './grid-geometry.ts';
import { type Column, columnsFor, columnTemplate } from './list-columns.ts';
import { useAnnotate } from './use-annotate.ts';
import { useClipDeeds } from './use-clip-deeds.ts';
import { useClipKeys } from './use-clip-keys.ts';
import { useClipPointer } from './use-clip-pointer.ts';
import { useClipView } from './use-clip-view.ts';
import { useElementWidth } from '../../ui/use-element-width.ts';
import { useHoverScrub } from './use-hover-scrub.ts';

const headerHeightPx = 32;
const rowHeightPx = 44;
/** Left and right of a row. */
const paddingPx = 20;

const layout: RowLayout = { columns: 1, rowHeightPx, beforePx: headerHeightPx, stickyPx: headerHeightPx };

/** The clips as a table. Only rows on the screen exist. */
export function ClipList() {
  const scrollRef = useRef<HTMLDivElement>(null);
  const widthPx = useElementWidth(scrollRef);
  const columns = useMemo(() => columnsFor(widthPx - paddingPx), [widthPx]);
  const view = useClipView(scrollRef, layout);
  const words = useCardWords();
  const annotate = useAnnotate();
  const deeds = useClipDeeds();
  const entries = useClipMenu({ words, annotate, deeds });
  const pointer = useClipPointer(deeds);
  const { rowsOnScreen, reveal, virtualizer } = view;
  const onKeyDown = useClipKeys({ columns: 1, rowsOnScreen, reveal, annotate, deeds });
  const total = useLibrary((state) => state.total);
  const cursor = useLibrary((state) => state.selection.cursor);
  const rows = virtualizer.getVirtualItems();
  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  useHoverScrub(scrollRef, { first: startIndex, last: endIndex });
  const template = columnTemplate(columns);
  return (
    <ContextMenu entries={entries}>
      <div
        ref={scrollRef}
        id={clipsId}
        role="grid"
        tabIndex={0}
        aria-label={words.t('clips')}
        aria-multiselectable
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-activedescendant={
          cursor !== null && rows.some(({ index }) => index === cursor.index)
            ? cellId(cursor.index)
            : undefined
        }
        className={styles['scroll']}
        onScroll={view.onScroll}
        onKeyDown={onKeyDown}
        {...pointer}
      >
        <ClipListHeader columns={columns} template={template} words={words} />
        <div
          role="presentation"
          className={styles['rows']}
          style={{ height: virtualizer.getTotalSize() - headerHeightPx }}
        >
          {widthPx > 0 &&
            rows.map(({ index, start }) => (
              <ListRow
                key={index}
                index={index}
                topPx={start - headerHeightPx}
                columns={columns}
                template={template}
                words={words}
              />
            ))}
        </div>
      </div>
    </ContextMenu>
  );
}

interface ListRowProps {
  readonly index: number;
  readonly topPx: number;
  readonly columns: readonly Column[];
  readonly template: string;
  readonly words: CardWords;
}

const ListRow = memo(function ListRow({ index, topPx, columns, template, words }: ListRowProps) {
  const card = useLibrary((state) => cardAt(state.pages, index));
  const isSelected = useLibrary(({ selection }) => card !== undefined && selection.ids.has(card.id));
  const isCursor = useLibrary(({ selection }) => selection.cursor?.index === index);
  const canDrag = useSession((state) => state.facts?.abilities.dragOut === true);
  const style = { transform: `translateY(${String(topPx)}px)`, gridTemplateColumns: template };
  if (card === undefined)
    return (
      <div role="row" aria-rowindex={index + 2} aria-busy className={styles['row']} style={style}>
        <span role="gridcell" className={styles['empty']} />
      </div>
    );
  return (
    <div
      role="row"
      id={cellId(index)}
      data-index={index}
      data-cursor={isCursor ? '' : undefined}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      draggable={canDrag}
      className={[styles['row'], card.state === 'missing' && styles['away']].filter(Boolean).join(' ')}
      style={style}
    >
      {columns.map(({ id, align }, column) => (
        <div
          key={id}
          role="gridcell"
          aria-colindex={column + 1}
          className={[styles['cell'], align === 'end' && styles['end']].filter(Boolean).join(' ')}
        >
          <ListCell column={id} card={card} words={words} />
        </div>
      ))}
    </div>
  );
});
