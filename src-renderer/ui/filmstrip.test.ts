import { describe, expect, it } from 'vitest';
import { scaleInto, tileAt, tileOfSpan, tileOrigin, timeAt } from './filmstrip.ts';

const sheet = { columns: 2, tileWidth: 160, tileHeight: 90, tileTimesSec: [0, 2, 4.5, 9] };

describe('a span', () => {
  it.each([
    [0, null, 0],
    [1.5, null, 1],
    [2.4, null, 1],
    [2.4, 9, 2],
    [2.4, 4, 1],
    [50, 60, 3],
  ])('from %s s to %s s is shown by tile %s', (startSec, endSec, tile) => {
    expect(tileOfSpan(startSec, endSec, sheet)).toBe(tile);
  });
});

describe('scrubbing', () => {
  it.each([
    [-1, 0],
    [0, 0],
    [1.99, 0],
    [2, 1],
    [8.9, 2],
    [9, 3],
    [100, 3],
  ])('at %s s shows tile %s', (timeSec, tile) => {
    expect(tileAt(timeSec, sheet)).toBe(tile);
  });

  it('shows the first tile where the clip begins behind it, and of one tile that one', () => {
    expect(tileAt(1, { ...sheet, tileTimesSec: [3, 6] })).toBe(0);
    expect(tileAt(50, { ...sheet, tileTimesSec: [0] })).toBe(0);
  });

  it('spans the whole length, or the tiles where that is not known', () => {
    expect(timeAt(0.5, 12, sheet)).toBe(6);
    expect(timeAt(2, 12, sheet)).toBe(12);
    expect(timeAt(1, null, sheet)).toBe(9);
  });

  it('finds tiles row by row', () => {
    expect(tileOrigin(3, sheet)).toEqual({ xPx: 160, yPx: 90 });
  });

  it('keeps the whole of an upright tile in a wide frame', () => {
    expect(scaleInto({ ...sheet, tileWidth: 90, tileHeight: 160 }, 320, 180)).toBe(180 / 160);
  });
});
