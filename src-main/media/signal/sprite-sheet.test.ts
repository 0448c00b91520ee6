import { describe, expect, it } from 'vitest';
import { layOutTiles } from './sprite-sheet.ts';

const size = { width: 4, height: 2 };
/** A tile whose every byte is its number and whose first pixel is marked. */
function tile(number: number): Uint8Array {
  const pixels = new Uint8Array(size.width * size.height * 3).fill(number);
  pixels[0] = 200;
  return pixels;
}

describe('layOutTiles', () => {
  it('puts tile i into column i % columns and row floor(i / columns), and leaves the rest black', () => {
    const sheet = layOutTiles([1, 2, 3, 4, 5].map(tile), size, 3);
    expect({ ...sheet, pixels: sheet.pixels.length }).toEqual({
      width: 12,
      height: 4,
      columns: 3,
      pixels: 12 * 4 * 3,
    });
    const at = (x: number, y: number): number => sheet.pixels[(y * sheet.width + x) * 3 + 1] ?? -1;
    for (let index = 0; index < 6; index += 1) {
      const left = (index % 3) * 4;
      const top = Math.floor(index / 3) * 2;
      const expected = index < 5 ? index + 1 : 0;
      expect([at(left, top), at(left + 3, top), at(left, top + 1), at(left + 3, top + 1)]).toEqual(
        Array(4).fill(expected),
      );
      expect(sheet.pixels[(top * sheet.width + left) * 3]).toBe(index < 5 ? 200 : 0);
    }
  });

  it('is no wider than the tiles there are', () => {
    expect(layOutTiles([tile(1), tile(2)], size, 10)).toMatchObject({ columns: 2, width: 8, height: 2 });
  });
});
