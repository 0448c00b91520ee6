/** Parts of a picture for detectors whose input is too small to see little things in the whole. */
import type { Box } from '../../../src-preload/contract/inference-tasks.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle of whole pixels within a picture. */
export interface Tile extends Size {
  readonly left: number;
  readonly top: number;
}

/** Start of each tile along one side: as few as reach over all of it, evenly spaced. */
function startsAlong(length: number, tile: number, overlap: number): number[] {
  if (tile >= length) return [0];
  const count = Math.ceil((length - overlap) / (tile - overlap));
  return Array.from({ length: count }, (_, at) => Math.round((at * (length - tile)) / (count - 1)));
}

/**
 * Tiles of the given size, smaller only where the picture is. Neighbours share at least `overlap` of the tile's shorter side, so that what is
 * smaller than that lies whole in one of them.
 */
export function tilesOf(picture: Size, tile: Size, overlap: number): Tile[] {
  const width = Math.min(tile.width, picture.width);
  const height = Math.min(tile.height, picture.height);
  const shared = Math.floor(Math.min(width, height) * overlap);
  return startsAlong(picture.height, height, shared).flatMap((top) =>
    startsAlong(picture.width, width, shared).map((left) => ({ left, top, width, height })),
  );
}

/** Copies a tile of a planar picture (three planes of `picture`'s size) to the top left of a planar tensor of size `into`. */
export function copyTile(from: Float32Array, picture: Size, tile: Tile, to: Float32Array, into: Size): void {
  for (let line = 0; line < 3 * tile.height; line += 1) {
    const plane = Math.floor(line / tile.height);
    const row = line % tile.height;
    const start = (plane * picture.height + tile.top + row) * picture.width + tile.left;
    to.set(from.subarray(start, start + tile.width), (plane * into.height + row) * into.width);
  }
}

/** Of the tile's shorter side: detectors draw the box of what is cut off up to the edge, not over it. */
const edgeMargin = 0.05;

/**
 * Whether a box (fractions of the picture) reaches to an edge of the tile which is not an edge of the picture. What was found there may be a piece
 * of something larger.
 */
export function isCutOff(box: Box, tile: Tile, picture: Size): boolean {
  const margin = Math.min(tile.width, tile.height) * edgeMargin;
  const right = tile.left + tile.width;
  const bottom = tile.top + tile.height;
  return (
    (tile.left > 0 && box.x * picture.width < tile.left + margin) ||
    (tile.top > 0 && box.y * picture.height < tile.top + margin) ||
    (right < picture.width && (box.x + box.width) * picture.width > right - margin) ||
    (bottom < picture.height && (box.y + box.height) * picture.height > bottom - margin)
  );
}
