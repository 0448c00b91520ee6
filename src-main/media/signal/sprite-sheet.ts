/** Many small pictures on one large one. */

export interface SpriteSheet {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
}

export interface TileSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Lays RGB tiles out in rows: tile i at column i % columns, row floor(i / columns). What is left of the last row is
 * black; with fewer tiles than `maxColumns` there are only as many columns as tiles.
 */
export function layOutTiles(tiles: readonly Uint8Array[], tile: TileSize, maxColumns: number): SpriteSheet {
  const columns = Math.max(1, Math.min(maxColumns, tiles.length));
  const width = columns * tile.width;
  const height = Math.ceil(tiles.length / columns) * tile.height;
  const pixels = new Uint8Array(width * height * 3);
  const rowBytes = tile.width * 3;
  tiles.forEach((source, index) => {
    const left = (index % columns) * rowBytes;
    const top = Math.floor(index / columns) * tile.height;
    for (let row = 0; row < tile.height; row += 1) {
      pixels.set(source.subarray(row * rowBytes, (row + 1) * rowBytes), (top + row) * width * 3 + left);
    }
  });
  return { pixels, width, height, columns };
}
