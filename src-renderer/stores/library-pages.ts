/**
 * The clips of one order, as far as they are loaded: a sparse map of pages around what is on the screen. Values are never
 * changed in place, so that a card that is the same object has not changed.
 */
import type { Card } from '../../src-preload/contract/cards.ts';

export const cardsPerPage = 100;

/** How far from the screen pages are kept: 13 pages at most, some megabytes, however long the library is. */
const keptPagesAround = 6;

/** Number of the page -> its cards, `cardsPerPage` of them but for the last. */
export type Pages = ReadonlyMap<number, readonly Card[]>;

/** Positions in the order, both included. `last` below `first`: nothing. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

export const nothing: Range = { first: 0, last: -1 };

export function pageNumberOf(index: number): number {
  return Math.floor(index / cardsPerPage);
}

export function cardAt(pages: Pages, index: number): Card | undefined {
  return pages.get(pageNumberOf(index))?.[index % cardsPerPage];
}

/** Where a clip is, if it is loaded. */
export function indexOfClip(pages: Pages, clipId: string): number | null {
  for (const [number, cards] of pages) {
    const at = cards.findIndex(({ id }) => id === clipId);
    if (at >= 0) return number * cardsPerPage + at;
  }
  return null;
}

export function findCard(pages: Pages, clipId: string): Card | undefined {
  const index = indexOfClip(pages, clipId);
  return index === null ? undefined : cardAt(pages, index);
}

/** Cards of a range; what is not loaded is left out. */
export function loadedCards(pages: Pages, { first, last }: Range): readonly Card[] {
  const cards: Card[] = [];
  for (let index = first; index <= last; index += 1) {
    const card = cardAt(pages, index);
    if (card !== undefined) cards.push(card);
  }
  return cards;
}

/** Ids of a range; null where one of them is not loaded. */
export function loadedIds(pages: Pages, range: Range): readonly string[] | null {
  const cards = loadedCards(pages, range);
  return cards.length === range.last - range.first + 1 ? cards.map(({ id }) => id) : null;
}

/** Pages that a range needs and that are not there, nearest to its beginning first. */
export function missingPages(pages: Pages, range: Range, total: number): readonly number[] {
  const last = Math.min(range.last, total - 1);
  if (last < range.first) return [];
  const missing: number[] = [];
  for (let number = pageNumberOf(Math.max(0, range.first)); number <= pageNumberOf(last); number += 1) {
    if (!pages.has(number)) missing.push(number);
  }
  return missing;
}

function isFarFrom(number: number, range: Range): boolean {
  return (
    number < pageNumberOf(Math.max(0, range.first)) - keptPagesAround ||
    number > pageNumberOf(Math.max(0, range.last)) + keptPagesAround
  );
}

/** With these cards from `offset` on, a multiple of the page's size; pages far from the screen are let go of. */
export function withCards(pages: Pages, offset: number, cards: readonly Card[], visible: Range): Pages {
  const changed = new Map([...pages].filter(([number]) => !isFarFrom(number, visible)));
  for (let at = 0; at < cards.length; at += cardsPerPage)
    changed.set(pageNumberOf(offset + at), cards.slice(at, at + cardsPerPage));
  return changed;
}

/** With newer cards in the places of the former; the same map where none of them is loaded. */
export function withNewerCards(pages: Pages, cards: readonly Card[]): Pages {
  const newer = new Map(cards.map((card) => [card.id, card]));
  const changed = new Map(pages);
  let isSame = true;
  for (const [number, page] of pages) {
    if (!page.some(({ id }) => newer.has(id))) continue;
    changed.set(
      number,
      page.map((card) => newer.get(card.id) ?? card),
    );
    isSame = false;
  }
  return isSame ? pages : changed;
}

/** The pages that a range is on, as one question: where it starts and how much it wants, 500 at most. */
export function spanOf(range: Range): { readonly offset: number; readonly limit: number } {
  const first = pageNumberOf(Math.max(0, range.first));
  const last = pageNumberOf(Math.max(0, range.last));
  return { offset: first * cardsPerPage, limit: Math.min(5, last - first + 1) * cardsPerPage };
}

/** The cards that are known already stay the same objects where nothing about them is new. */
export function reusing(pages: Pages, cards: readonly Card[]): readonly Card[] {
  const known = new Map([...pages.values()].flat().map((card) => [card.id, card]));
  return cards.map((card) => {
    const former = known.get(card.id);
    return former !== undefined && JSON.stringify(former) === JSON.stringify(card) ? former : card;
  });
}

export function moved({ first, last }: Range, delta: number): Range {
  return { first: Math.max(0, first + delta), last: Math.max(0, last + delta) };
}
