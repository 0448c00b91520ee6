import { describe, expect, it } from 'vitest';
import type { FoundClip } from '../../../../src-preload/contract/search.ts';
import { resultGeometry, rowHeightPx, rowsOf, steppedItem } from './result-geometry.ts';

const moment: FoundClip['moments'][number] = { startSec: 1, endSec: 2, lane: 'said', snippet: [], score: 1 };
const clip = (clipId: string, moments: number): FoundClip => ({
  ...{ clipId, path: null, score: 1, matchType: 'name', fields: [], ranks: [] },
  moments: Array.from({ length: moments }, () => moment),
});
/** Two beside each other: a b / c d / e. */
const results = [clip('a', 2), clip('b', 0), clip('c', 1), clip('d', 3), clip('e', 0)];
const layout = { columns: 2, rowsOnScreen: 1 };
const spot = (name: string | null) =>
  name === null
    ? null
    : { clipId: name.slice(0, 1), moment: name.length === 1 ? null : Number(name.slice(1)) };

describe('keys over results', () => {
  it.each([
    [null, 'ArrowDown', 'a'],
    [null, 'x', null],
    ['a', 'ArrowDown', 'a0'],
    ['a0', 'ArrowDown', 'a1'],
    ['a1', 'ArrowDown', 'c'],
    ['a1', 'ArrowRight', 'b'],
    ['c', 'ArrowUp', 'a1'],
    ['a0', 'ArrowUp', 'a'],
    ['a', 'ArrowUp', null],
    ['d2', 'ArrowLeft', 'c0'],
    ['a', 'ArrowLeft', null],
    ['d2', 'ArrowDown', 'e'],
    ['e', 'ArrowDown', null],
    ['e', 'ArrowRight', null],
    ['a1', 'PageDown', 'c'],
    ['e', 'PageUp', 'c'],
    ['d1', 'Home', 'a'],
    ['a', 'End', 'e'],
    ['gone', 'ArrowDown', 'a'],
  ])('from %s by %s to %s', (from, key, to) => {
    expect(steppedItem(results, spot(from), key, layout)).toEqual(spot(to));
  });
  it('lead nowhere where nothing was found', () => {
    expect(steppedItem([], null, 'ArrowDown', layout)).toBeNull();
  });
});

describe('the place of results', () => {
  it.each([200, 500, 824, 1220, 2400])('fills %d pixels and overflows none', (widthPx) => {
    const { columns, cellWidthPx } = resultGeometry(widthPx);
    expect(columns).toBeGreaterThan(0);
    expect(columns * cellWidthPx).toBeLessThanOrEqual(widthPx);
  });
  it('gives a row the height of its clip with most moments', () => {
    const geometry = resultGeometry(600);
    const [first, second, third] = rowsOf(results, 2).map((row) => rowHeightPx(row, geometry));
    expect((second ?? 0) - (first ?? 0)).toBe(62);
    expect((first ?? 0) - (third ?? 0)).toBe(2 * 62 + 4);
  });
});
