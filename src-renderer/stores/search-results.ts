/** PURE: one list of results becomes the next without anything that did not change being another object. */
import type { Card } from '../../src-preload/contract/cards.ts';
import type { FoundClip } from '../../src-preload/contract/search.ts';

/** Rows are drawn anew only where their object is another one. */
export function takenOver<T>(
  before: readonly T[],
  now: readonly T[],
  keyOf: (item: T) => string,
): readonly T[] {
  const known = new Map(before.map((item) => [keyOf(item), item]));
  const next = now.map((item) => {
    const old = known.get(keyOf(item));
    const isSame = old === item || JSON.stringify(old) === JSON.stringify(item);
    return isSame && old !== undefined ? old : item;
  });
  const isSame = next.length === before.length && next.every((item, index) => item === before[index]);
  return isSame ? before : next;
}

/** The next page; clips that moved into it from an earlier one are in the list already. */
export function withPage(before: readonly FoundClip[], page: readonly FoundClip[]): readonly FoundClip[] {
  const known = new Set(before.map(({ clipId }) => clipId));
  return [...before, ...page.filter(({ clipId }) => !known.has(clipId))];
}

export function cardsById(
  before: ReadonlyMap<string, Card>,
  read: readonly Card[],
): ReadonlyMap<string, Card> {
  const cards = takenOver([...before.values()], [...before.values(), ...read], ({ id }) => id);
  return new Map(cards.map((card) => [card.id, card]));
}

/** The query without a part of it, and without an OR or spaces that would be left over. */
export function cutOut(
  query: string,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  let before = query.slice(0, start).trimEnd();
  let after = query.slice(end).trimStart();
  if (/^OR(?=\s|$)/.test(after)) after = after.slice(2).trimStart();
  else if (/(^|\s)OR$/.test(before)) before = before.slice(0, -2).trimEnd();
  return [before, after].filter((part) => part !== '').join(' ');
}

/** The query with one more part before it: its last word may still be written. One that it has already is not repeated. */
export function withPart(query: string, part: string): string {
  return hasPart(query, part) ? query : [part, query.trim()].filter((one) => one !== '').join(' ');
}

/** Where a part stands as a whole in a query; null: nowhere. */
export function placeOfPart(
  query: string,
  part: string,
): { readonly start: number; readonly end: number } | null {
  const isEdge = (letter: string | undefined): boolean => letter === undefined || /\s/.test(letter);
  for (let start = query.indexOf(part); start >= 0 && part !== ''; start = query.indexOf(part, start + 1)) {
    const end = start + part.length;
    if (isEdge(query[start - 1]) && isEdge(query[end])) return { start, end };
  }
  return null;
}

export function hasPart(query: string, part: string): boolean {
  return placeOfPart(query, part) !== null;
}
