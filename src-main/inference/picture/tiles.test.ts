import { describe, expect, it } from 'vitest';
import { copyTile, isCutOff, tilesOf } from './tiles.ts';

describe('tilesOf', () => {
  it('covers every pixel, within the picture, with the overlap that was asked for', () => {
    for (const [width, height] of [
      [432, 243],
      [243, 432],
      [432, 324],
      [433, 11],
      [1, 1],
      [3, 500],
    ] as const) {
      const tiles = tilesOf({ width, height }, { width: 160, height: 120 }, 0.25);
      const covered = new Uint8Array(width * height);
      for (const { left, top, width: across, height: down } of tiles) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + across).toBeLessThanOrEqual(width);
        expect(top + down).toBeLessThanOrEqual(height);
        for (let row = top; row < top + down; row += 1) {
          covered.fill(1, row * width + left, row * width + left + across);
        }
      }
      expect(covered.every((value) => value === 1)).toBe(true);
      const lefts = [...new Set(tiles.map(({ left }) => left))].sort((one, other) => one - other);
      const [tile = { width: 0, height: 0 }] = tiles;
      const furthest = tile.width - Math.floor(Math.min(tile.width, tile.height) * 0.25);
      for (const [at, left] of lefts.slice(1).entries()) {
        expect(left - (lefts[at] ?? 0)).toBeLessThanOrEqual(furthest);
      }
    }
  });

  it('is the whole picture where that fits', () => {
    expect(tilesOf({ width: 64, height: 48 }, { width: 160, height: 120 }, 0.25)).toEqual([
      { left: 0, top: 0, width: 64, height: 48 },
    ]);
  });
});

describe('copyTile', () => {
  it('takes the same part of each plane, and leaves the rest alone', () => {
    // Two rows of three pixels, three planes: 0 to 17.
    const from = Float32Array.from({ length: 18 }, (_, at) => at);
    const to = new Float32Array(3 * 2 * 4).fill(-1);
    const tile = { left: 1, top: 1, width: 2, height: 1 };
    copyTile(from, { width: 3, height: 2 }, tile, to, { width: 4, height: 2 });
    const plane = (first: number, second: number): number[] => [first, second, -1, -1, -1, -1, -1, -1];
    expect([...to]).toEqual([...plane(4, 5), ...plane(10, 11), ...plane(16, 17)]);
  });
});

describe('isCutOff', () => {
  const picture = { width: 400, height: 200 };
  const part = { left: 100, top: 0, width: 200, height: 200 };

  it('minds the edges that the picture does not have', () => {
    expect(isCutOff({ x: 0.4, y: 0.4, width: 0.2, height: 0.2 }, part, picture)).toBe(false);
    expect(isCutOff({ x: 0.4, y: 0, width: 0.2, height: 1 }, part, picture)).toBe(false);
    expect(isCutOff({ x: 0.26, y: 0.4, width: 0.2, height: 0.2 }, part, picture)).toBe(true);
    expect(isCutOff({ x: 0.5, y: 0.4, width: 0.24, height: 0.2 }, part, picture)).toBe(true);
  });

  it('cuts nothing off of the whole picture', () => {
    const whole = { left: 0, top: 0, ...picture };
    expect(isCutOff({ x: -0.1, y: -0.1, width: 1.2, height: 1.2 }, whole, picture)).toBe(false);
  });
});
