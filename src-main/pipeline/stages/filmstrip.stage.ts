import { z } from 'zod';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { fitInside, type PictureSize } from '../../media/parse/picture-size.ts';
import { isHdr } from '../../media/parse/tone-map-filters.ts';
import { pickEvenly } from '../../media/signal/pick-evenly.ts';
import { layOutTiles } from '../../media/signal/sprite-sheet.ts';
import { defineFrameAnalyzer, type StageContext } from '../stage.ts';

const params = z.object({
  tileSide: z.number().int().min(16).max(640).default(160).describe('Longest side of a tile in pixels'),
  maxTiles: z.number().int().min(1).max(400).default(100).describe('Most tiles on the sheet'),
  columns: z.number().int().min(1).max(40).default(10).describe('Tiles in a row'),
  quality: z.number().int().min(1).max(100).default(70).describe('JPEG quality'),
});

type Context = StageContext<z.infer<typeof params>>;

interface Tile {
  readonly timeSec: number;
  readonly pixels: Uint8Array;
}

function tileSize({ artifacts, params: { tileSide } }: Context): PictureSize {
  const { displayWidth, displayHeight } = artifacts.get('probe').video;
  return fitInside({ width: displayWidth, height: displayHeight }, tileSide);
}

/** The first tile, and of those behind it whichever are at least the gap away from the one before. */
function apart(tiles: readonly Tile[], gapSec: number): Tile[] {
  const kept: Tile[] = [];
  for (const tile of tiles) {
    if (tile.timeSec - (kept.at(-1)?.timeSec ?? -Infinity) >= gapSec) kept.push(tile);
  }
  return kept;
}

function spread(tiles: readonly Tile[], count: number): Tile[] {
  const times = tiles.map(({ timeSec }) => timeSec);
  return pickEvenly(times, count).flatMap((index) => tiles[index] ?? []);
}

/**
 * Keyframes only, for hovering over a clip: on one sheet, about as far apart as the clip's length over the number of
 * tiles. Where the length is not known the gap isn't either: then it is widened whenever there are twice as many tiles
 * as fit, so that never more are in memory.
 */
export default defineFrameAnalyzer({
  name: 'filmstrip',
  title: 'Filmstrip',
  version: 1,
  tier: 2,
  requires: ['probe'],
  provides: ['filmstrip'],
  params,
  wishes(context) {
    const { durationSec } = context.artifacts.get('probe');
    const minimumGapSec = (durationSec ?? 0) / context.params.maxTiles;
    const size = tileSize(context);
    return {
      frames: { tiles: { rate: 'keyframes', ...size, pixelFormat: 'rgb24', toneMap: true, minimumGapSec } },
    };
  },
  begin(context) {
    const { maxTiles, columns, quality } = context.params;
    const size = tileSize(context);
    let tiles: Tile[] = [];
    let gapSec = 0;
    return {
      onFrame({ timeSec, pixels }) {
        if (timeSec - (tiles.at(-1)?.timeSec ?? -Infinity) < gapSec) return;
        // Not slice(): a Buffer's would be a view of memory that the next frame overwrites.
        tiles.push({ timeSec, pixels: new Uint8Array(pixels) });
        if (tiles.length < maxTiles * 2) return;
        gapSec = (timeSec - (tiles[0]?.timeSec ?? 0)) / maxTiles;
        tiles = apart(tiles, gapSec);
      },
      async finish({ messages }) {
        const kept = spread(tiles, maxTiles);
        if (kept.length === 0) {
          const detail = messages[0] ?? 'no picture could be decoded';
          throw new AppError('media-damaged', { file: context.filePath, detail });
        }
        const pictures = kept.map(({ pixels }) => pixels);
        const sheet = layOutTiles(pictures, size, columns);
        const bytes = await context.media.encodePicture({ ...sheet, channels: 3, format: 'jpeg', quality });
        const file = await context.output.write('filmstrip.jpg', bytes, 'image/jpeg');
        const filmstrip = {
          ...file,
          width: sheet.width,
          height: sheet.height,
          tileWidth: size.width,
          tileHeight: size.height,
          columns: sheet.columns,
          tileTimesSec: kept.map(({ timeSec }) => timeSec),
          toneMapped:
            isHdr(context.artifacts.get('probe').video.colour) && context.media.capabilities.canToneMap,
        };
        return { state: 'done', artifacts: { filmstrip } };
      },
    };
  },
});
