/** Where cards are in the grid, in CSS pixels. */

export interface GridGeometry {
  readonly columns: number;
  /** Of a cell, its padding included. */
  readonly cellWidthPx: number;
  /** Of the picture: 16:9. */
  readonly pictureHeightPx: number;
  readonly captionHeightPx: number;
  /** From one row's top to the next one's. */
  readonly rowHeightPx: number;
}

/** Between the grid and the screen's edges. */
export const gridPaddingPx = 10;
const cellPaddingPx = 6;
const gapPx = 4;
/** A window this wide shows two cards beside each other, whatever their width: rows stay below what browsers can scroll. */
const roomForTwoPx = 360;
/** Below it a card has no room for a second line. */
const oneLineBelowPx = 150;

/** @param cardWidthPx the least width that somebody wants; cells share what is left of a row */
export function gridGeometry(widthPx: number, cardWidthPx: number): GridGeometry {
  const innerPx = Math.max(1, widthPx - 2 * gridPaddingPx);
  const fitting = Math.floor((innerPx + gapPx) / (cardWidthPx + gapPx));
  const columns = Math.max(innerPx >= roomForTwoPx ? 2 : 1, fitting);
  const cellWidthPx = Math.floor((innerPx - gapPx * (columns - 1)) / columns);
  const pictureHeightPx = Math.max(1, Math.round(((cellWidthPx - 2 * cellPaddingPx) * 9) / 16));
  const captionHeightPx = cellWidthPx < oneLineBelowPx ? 24 : 42;
  const rowHeightPx = pictureHeightPx + captionHeightPx + 2 * cellPaddingPx + gapPx;
  return { columns, cellWidthPx, pictureHeightPx, captionHeightPx, rowHeightPx };
}

/** How clips lie on the screen, for grid and list alike. */
export interface RowLayout {
  readonly columns: number;
  readonly rowHeightPx: number;
  /** Above the first row: what scrolls with it, and what stays. */
  readonly beforePx: number;
  readonly stickyPx: number;
}

function rowTopPx({ columns, rowHeightPx, beforePx }: RowLayout, index: number): number {
  return beforePx + Math.floor(index / columns) * rowHeightPx;
}

/** The clip that the screen begins with, and how much of its row is above the edge. */
export function topAt(
  { columns, rowHeightPx, beforePx, stickyPx }: RowLayout,
  scrollTopPx: number,
): { readonly index: number; readonly offsetPx: number } {
  const belowPx = Math.max(0, scrollTopPx + stickyPx - beforePx);
  const row = Math.floor(belowPx / rowHeightPx);
  return { index: row * columns, offsetPx: belowPx - row * rowHeightPx };
}

/** The inverse: how far to scroll for that clip to be at the edge. */
export function scrollTopFor(layout: RowLayout, index: number, offsetPx: number): number {
  if (index < layout.columns && offsetPx <= 0) return 0;
  const inRowPx = Math.min(offsetPx, layout.rowHeightPx - 1);
  return Math.max(0, rowTopPx(layout, index) + inRowPx - layout.stickyPx);
}

/** The least scrolling that shows a clip's row in full. */
export function scrollTopToSee(
  layout: RowLayout,
  index: number,
  screen: { readonly scrollTopPx: number; readonly heightPx: number },
): number {
  const topPx = rowTopPx(layout, index);
  const firstPx = screen.scrollTopPx + layout.stickyPx;
  if (index < layout.columns) return 0;
  if (topPx < firstPx) return topPx - layout.stickyPx;
  const bottomPx = topPx + layout.rowHeightPx;
  return bottomPx > screen.scrollTopPx + screen.heightPx ? bottomPx - screen.heightPx : screen.scrollTopPx;
}

export type Direction = 'left' | 'right' | 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last';

/** Where a key leads to from a position; null: nowhere, there are no clips. */
export function steppedIndex(
  from: number | null,
  direction: Direction,
  layout: { readonly columns: number; readonly total: number; readonly rowsOnScreen: number },
): number | null {
  const { columns, total, rowsOnScreen } = layout;
  if (total === 0) return null;
  const last = total - 1;
  if (direction === 'first') return 0;
  if (direction === 'last') return last;
  if (from === null) return 0;
  const rows = { up: -1, down: 1, 'page-up': -rowsOnScreen, 'page-down': rowsOnScreen, left: 0, right: 0 };
  const step = direction === 'left' ? -1 : direction === 'right' ? 1 : rows[direction] * columns;
  const to = from + step;
  if (direction === 'left' || direction === 'right') return Math.min(last, Math.max(0, to));
  // Into a last row that does not reach this far: its last one. Beyond the rows: the first or last row, same column.
  if (to < 0) return from % columns;
  if (to <= last) return to;
  const lastRow = Math.floor(last / columns);
  return Math.floor(from / columns) === lastRow ? from : Math.min(last, lastRow * columns + (from % columns));
}
