import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gridGeometry,
  gridPaddingPx,
  type RowLayout,
  scrollTopFor,
  scrollTopToSee,
  steppedIndex,
  topAt,
} from './grid-geometry.ts';

describe('the grid', () => {
  it('fills a row with as many cards as have the width that was asked for', () => {
    const { columns, cellWidthPx } = gridGeometry(940, 220);
    expect(columns).toBe(4);
    expect(cellWidthPx).toBeGreaterThanOrEqual(220);
  });

  it('never overflows its width, and shows two beside each other where there is room for them', () => {
    const widths = fc.integer({ min: 200, max: 5_000 });
    fc.assert(
      fc.property(widths, fc.integer({ min: 80, max: 800 }), (widthPx, cardWidthPx) => {
        const { columns, cellWidthPx } = gridGeometry(widthPx, cardWidthPx);
        expect(columns * cellWidthPx + (columns - 1) * 4).toBeLessThanOrEqual(widthPx - 2 * gridPaddingPx);
        expect(columns).toBeGreaterThanOrEqual(widthPx >= 380 ? 2 : 1);
      }),
    );
  });

  it('stays below what browsers can scroll with 100,000 clips at the largest size', () => {
    const { columns, rowHeightPx } = gridGeometry(980, 480);
    expect((100_000 / columns) * rowHeightPx).toBeLessThan(17_000_000);
  });
});

const grid: RowLayout = { columns: 4, rowHeightPx: 180, beforePx: 10, stickyPx: 0 };
const list: RowLayout = { columns: 1, rowHeightPx: 44, beforePx: 32, stickyPx: 32 };

describe('scrolling', () => {
  it.each([grid, list])('leads back to the clip that was on top: %j', (layout) => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 1_000_000 }), (scrollTopPx) => {
        const { index, offsetPx } = topAt(layout, scrollTopPx);
        expect(scrollTopFor(layout, index, offsetPx)).toBe(scrollTopPx);
      }),
    );
  });

  it('does not move for a row that is in full view', () => {
    expect(scrollTopToSee(grid, 8, { scrollTopPx: 300, heightPx: 700 })).toBe(300);
  });

  it('shows a row above at the upper edge, below what stays there, and one below at the lower edge', () => {
    expect(scrollTopToSee(list, 10, { scrollTopPx: 900, heightPx: 600 })).toBe(440);
    expect(scrollTopToSee(grid, 80, { scrollTopPx: 0, heightPx: 700 })).toBe(10 + 21 * 180 - 700);
  });

  it('goes to the very top for the first row', () => {
    expect(scrollTopToSee(grid, 2, { scrollTopPx: 50, heightPx: 700 })).toBe(0);
  });
});

describe('arrow keys', () => {
  const layout = { columns: 4, total: 10, rowsOnScreen: 2 };
  it.each([
    [null, 'down', 0],
    [0, 'left', 0],
    [3, 'right', 4],
    [9, 'right', 9],
    [1, 'up', 1],
    [5, 'up', 1],
    [1, 'down', 5],
    [6, 'down', 9],
    [8, 'down', 8],
    [1, 'page-down', 9],
    [9, 'page-up', 1],
    [4, 'first', 0],
    [4, 'last', 9],
  ] as const)('from %s %s to %s', (from, direction, to) => {
    expect(steppedIndex(from, direction, layout)).toBe(to);
  });

  it('lead nowhere in an empty library', () => {
    expect(steppedIndex(null, 'down', { ...layout, total: 0 })).toBeNull();
  });
});
