import { describe, expect, it } from 'vitest';
import type { Card } from '../../src-preload/contract/cards.ts';
import {
  cardAt,
  indexOfClip,
  loadedIds,
  missingPages,
  reusing,
  spanOf,
  withCards,
  withNewerCards,
} from './library-pages.ts';

/** Nothing else of a card is looked at. */
const card = (index: number, name = '') => ({ id: `c${String(index)}`, name }) as Card;
const cards = (first: number, count: number) => Array.from({ length: count }, (_, at) => card(first + at));
const screen = { first: 0, last: 30 };

describe('pages of cards', () => {
  it('are found by position and by clip', () => {
    const pages = withCards(new Map(), 200, cards(200, 150), { first: 200, last: 230 });
    expect(cardAt(pages, 317)?.id).toBe('c317');
    expect(cardAt(pages, 350)).toBeUndefined();
    expect(indexOfClip(pages, 'c250')).toBe(250);
    expect(indexOfClip(pages, 'c1')).toBeNull();
  });

  it('are asked for where the screen needs them and they are missing', () => {
    const pages = withCards(new Map(), 100, cards(100, 100), screen);
    expect(missingPages(pages, { first: 80, last: 210 }, 1_000)).toEqual([0, 2]);
    expect(missingPages(pages, { first: 80, last: 400 }, 150)).toEqual([0]);
    expect(missingPages(pages, { first: 500, last: 520 }, 150)).toEqual([]);
  });

  it('far from the screen are let go of', () => {
    const far = withCards(new Map(), 5_000, cards(5_000, 100), { first: 5_000, last: 5_030 });
    const pages = withCards(far, 0, cards(0, 100), screen);
    expect([...pages.keys()]).toEqual([0]);
  });

  it('change only where a card has', () => {
    const pages = withCards(withCards(new Map(), 0, cards(0, 100), screen), 100, cards(100, 5), screen);
    const changed = withNewerCards(pages, [card(3, 'new')]);
    expect(changed.get(0)?.[3]?.name).toBe('new');
    expect(changed.get(0)?.[4]).toBe(pages.get(0)?.[4]);
    expect(changed.get(1)).toBe(pages.get(1));
    expect(withNewerCards(pages, [card(999)])).toBe(pages);
  });

  it('keep the same objects for cards without news', () => {
    const pages = withCards(new Map(), 0, cards(0, 3), screen);
    const [first, second] = reusing(pages, [card(0), card(1, 'renamed')]);
    expect(first).toBe(cardAt(pages, 0));
    expect(second?.name).toBe('renamed');
  });

  it('give the ids of a range only if all are there', () => {
    const pages = withCards(new Map(), 0, cards(0, 100), screen);
    expect(loadedIds(pages, { first: 97, last: 99 })).toEqual(['c97', 'c98', 'c99']);
    expect(loadedIds(pages, { first: 97, last: 100 })).toBeNull();
  });

  it('are read in one question, within its bound', () => {
    expect(spanOf({ first: 150, last: 210 })).toEqual({ offset: 100, limit: 200 });
    expect(spanOf({ first: 0, last: 5_000 })).toEqual({ offset: 0, limit: 500 });
  });
});
