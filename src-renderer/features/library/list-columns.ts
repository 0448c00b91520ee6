/** Columns of the list: which there is room for, and how wide they are. */
import type { SortKey } from '../../../src-preload/contract/cards.ts';

export type ColumnId =
  | 'name'
  | 'duration'
  | 'resolution'
  | 'codec'
  | 'framesPerSecond'
  | 'size'
  | 'taken'
  | 'added'
  | 'camera'
  | 'rating'
  | 'state';

export interface Column {
  readonly id: ColumnId;
  readonly sort: SortKey | null;
  /** In CSS pixels; the name takes what is left. */
  readonly widthPx: number;
  readonly align: 'start' | 'end';
  /** Whatever is least missed goes first when there is no room. */
  readonly importance: number;
}

const columns: readonly Column[] = [
  { id: 'name', sort: 'name', widthPx: 260, align: 'start', importance: 10 },
  { id: 'duration', sort: 'duration', widthPx: 84, align: 'end', importance: 9 },
  { id: 'resolution', sort: 'resolution', widthPx: 112, align: 'end', importance: 8 },
  { id: 'codec', sort: null, widthPx: 84, align: 'start', importance: 4 },
  { id: 'framesPerSecond', sort: null, widthPx: 72, align: 'end', importance: 3 },
  { id: 'size', sort: 'size', widthPx: 84, align: 'end', importance: 6 },
  { id: 'taken', sort: 'taken', widthPx: 116, align: 'start', importance: 5 },
  { id: 'added', sort: 'added', widthPx: 116, align: 'start', importance: 1 },
  { id: 'camera', sort: null, widthPx: 150, align: 'start', importance: 2 },
  { id: 'rating', sort: 'rating', widthPx: 92, align: 'start', importance: 7 },
  { id: 'state', sort: null, widthPx: 132, align: 'start', importance: 6.5 },
];

/** Those that fit beside each other, in their order. The name always does. */
export function columnsFor(widthPx: number): readonly Column[] {
  let leftPx = widthPx;
  const fitting = new Set<ColumnId>();
  for (const { id, widthPx: needed } of columns.toSorted((a, b) => b.importance - a.importance)) {
    if (id !== 'name' && needed > leftPx) break;
    fitting.add(id);
    leftPx -= needed;
  }
  return columns.filter(({ id }) => fitting.has(id));
}

/** A CSS grid's `grid-template-columns`. */
export function columnTemplate(shown: readonly Column[]): string {
  return shown
    .map(({ id, widthPx }) => (id === 'name' ? `minmax(${String(widthPx)}px, 1fr)` : `${String(widthPx)}px`))
    .join(' ');
}
