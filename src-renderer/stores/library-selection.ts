/**
 * Which clips are chosen. The cursor is where keys go on from, the anchor where a range starts: both are clips at a
 * position of the present order.
 */
import type { Range } from './library-pages.ts';

export interface Spot {
  readonly clipId: string;
  readonly index: number;
}

export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly cursor: Spot | null;
  readonly anchor: Spot | null;
}

export const noSelection: Selection = { ids: new Set(), cursor: null, anchor: null };

/** This one and no other. */
export function chooseOnly(spot: Spot): Selection {
  return { ids: new Set([spot.clipId]), cursor: spot, anchor: spot };
}

/** In or out; the others stay. */
export function toggle(selection: Selection, spot: Spot): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(spot.clipId)) ids.add(spot.clipId);
  return { ids, cursor: spot, anchor: spot };
}

/** From the anchor to a position: what has to be chosen. */
export function rangeTo(selection: Selection, index: number): Range {
  const from = (selection.anchor ?? selection.cursor)?.index ?? index;
  return { first: Math.min(from, index), last: Math.max(from, index) };
}

/** What was chosen makes way for the range, unless it is added to it. */
export function chooseRange(
  selection: Selection,
  ids: readonly string[],
  spot: Spot,
  others: 'replace' | 'keep',
): Selection {
  const anchor = selection.anchor ?? selection.cursor ?? spot;
  return { ids: new Set(others === 'keep' ? [...selection.ids, ...ids] : ids), cursor: spot, anchor };
}

export function chooseAll(selection: Selection, ids: readonly string[]): Selection {
  return { ...selection, ids: new Set(ids) };
}

/** Nothing is chosen any more; keys go on from where they were. */
export function chooseNone(selection: Selection): Selection {
  return { ids: new Set(), cursor: selection.cursor, anchor: selection.cursor };
}

/** The order has changed: the cursor is at `index` now; null: it is not in it any more, and others may have its place. */
export function reordered(selection: Selection, index: number | null): Selection {
  const { cursor } = selection;
  if (cursor === null || cursor.index === index) return selection;
  const moved = index === null ? null : { clipId: cursor.clipId, index };
  return { ids: selection.ids, cursor: moved, anchor: moved };
}
