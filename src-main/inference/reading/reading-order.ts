/** The order in which somebody reads lines of text: rows from top to bottom, each from left to right. */
import type { Point } from '../../../src-preload/contract/inference-tasks.ts';

interface Extent<T> {
  readonly item: T;
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

/** Two lie in one row that share at least half of the lower one's height. */
const leastShared = 0.5;

function extentOf<T extends { readonly corners: readonly Point[] }>(item: T): Extent<T> {
  const rows = item.corners.map(({ y }) => y);
  return {
    item,
    left: Math.min(...item.corners.map(({ x }) => x)),
    top: Math.min(...rows),
    bottom: Math.max(...rows),
  };
}

function isInRow<T>(row: Extent<T>, other: Extent<T>): boolean {
  const shared = Math.min(row.bottom, other.bottom) - Math.max(row.top, other.top);
  const lower = Math.min(row.bottom - row.top, other.bottom - other.top);
  return shared >= lower * leastShared;
}

export function inReadingOrder<T extends { readonly corners: readonly Point[] }>(items: readonly T[]): T[] {
  let rest = items
    .map((item) => extentOf(item))
    .sort((one, other) => one.top + one.bottom - other.top - other.bottom);
  const ordered: T[] = [];
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    const head = first;
    const row = rest.filter((other) => other === head || isInRow(head, other));
    rest = rest.filter((other) => !row.includes(other));
    ordered.push(...row.sort((one, other) => one.left - other.left).map(({ item }) => item));
  }
  return ordered;
}
