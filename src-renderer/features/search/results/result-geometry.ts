/** PURE: where results lie in CSS pixels, and which one a key leads to. */
import type { FoundClip } from '../../../../src-preload/contract/search.ts';
import type { ActiveItem } from '../../../stores/search-state.ts';

export interface ResultGeometry {
  readonly columns: number;
  readonly cellWidthPx: number;
  /** 16:9. */
  readonly pictureHeightPx: number;
}

/** Between the results and the screen's edges. */
export const paddingPx = 12;
const gapPx = 10;
const cardPaddingPx = 6;
/** Narrower, what was said beside a moment's picture has no room. */
const leastCellPx = 256;
const captionPx = 46;
const momentPx = 62;
/** Below the last moment. */
const endPx = 4;

export function resultGeometry(widthPx: number): ResultGeometry {
  const innerPx = Math.max(1, widthPx - 2 * paddingPx);
  const columns = Math.max(1, Math.floor((innerPx + gapPx) / (leastCellPx + gapPx)));
  const cellWidthPx = Math.floor((innerPx - gapPx * (columns - 1)) / columns);
  const pictureHeightPx = Math.round(((cellWidthPx - 2 * cardPaddingPx) * 9) / 16);
  return { columns, cellWidthPx, pictureHeightPx };
}

/** As high as its clip with most moments. */
export function rowHeightPx(row: readonly FoundClip[], { pictureHeightPx }: ResultGeometry): number {
  const moments = Math.max(0, ...row.map((clip) => clip.moments.length));
  return (
    2 * cardPaddingPx + pictureHeightPx + captionPx + moments * momentPx + (moments > 0 ? endPx : 0) + gapPx
  );
}

export function rowsOf(results: readonly FoundClip[], columns: number): readonly (readonly FoundClip[])[] {
  const rows: FoundClip[][] = [];
  for (let at = 0; at < results.length; at += columns) rows.push(results.slice(at, at + columns));
  return rows;
}

/** Level 0 is the clip, those below are its moments. */
interface Spot {
  readonly index: number;
  readonly level: number;
}

/** The clip or moment that a key leads to; null: it leads nowhere. Moments lie below their clip, clips beside each other. */
export function steppedItem(
  results: readonly FoundClip[],
  active: ActiveItem | null,
  key: string,
  { columns, rowsOnScreen }: { readonly columns: number; readonly rowsOnScreen: number },
): ActiveItem | null {
  if (results.length === 0) return null;
  const index = results.findIndex(({ clipId }) => clipId === active?.clipId);
  if (index < 0) return isMove(key) ? itemAt(results, { index: 0, level: 0 }) : null;
  const from = { index, level: (active?.moment ?? -1) + 1 };
  const to = move(results, from, key, columns, columns * rowsOnScreen);
  return to === null ? null : itemAt(results, to);
}

function isMove(key: string): boolean {
  return key.startsWith('Arrow') || key.startsWith('Page') || key === 'Home' || key === 'End';
}

function move(
  results: readonly FoundClip[],
  { index, level }: Spot,
  key: string,
  columns: number,
  page: number,
): Spot | null {
  const last = results.length - 1;
  const levelsOf = (at: number): number => results[at]?.moments.length ?? 0;
  const beside = (at: number): Spot => ({ index: at, level: Math.min(level, levelsOf(at)) });
  switch (key) {
    case 'ArrowRight':
      return index < last ? beside(index + 1) : null;
    case 'ArrowLeft':
      return index > 0 ? beside(index - 1) : null;
    case 'ArrowDown':
      if (level < levelsOf(index)) return { index, level: level + 1 };
      return isLastRow(index, last, columns) ? null : { index: Math.min(last, index + columns), level: 0 };
    case 'ArrowUp':
      if (level > 0) return { index, level: level - 1 };
      return index < columns ? null : { index: index - columns, level: levelsOf(index - columns) };
    case 'PageDown':
      return { index: Math.min(last, index + page), level: 0 };
    case 'PageUp':
      return { index: Math.max(0, index - page), level: 0 };
    case 'Home':
      return { index: 0, level: 0 };
    case 'End':
      return { index: last, level: 0 };
    default:
      return null;
  }
}

function isLastRow(index: number, last: number, columns: number): boolean {
  return Math.floor(index / columns) === Math.floor(last / columns);
}

function itemAt(results: readonly FoundClip[], { index, level }: Spot): ActiveItem | null {
  const clip = results[index];
  return clip === undefined ? null : { clipId: clip.clipId, moment: level === 0 ? null : level - 1 };
}
