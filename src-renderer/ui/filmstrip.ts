/** From a place on a picture to a moment of its clip and the tile of the filmstrip that shows it. */

interface Sheet {
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Ascending. */
  readonly tileTimesSec: readonly number[];
}

/** @param fraction 0 to 1 along the picture */
export function timeAt(fraction: number, durationSec: number | null, sheet: Sheet): number {
  const lengthSec = durationSec ?? sheet.tileTimesSec.at(-1) ?? 0;
  return Math.min(1, Math.max(0, fraction)) * lengthSec;
}

/** The last tile that is not behind the moment; the first where all are. */
export function tileAt(timeSec: number, { tileTimesSec }: Sheet): number {
  let [low, high] = [0, tileTimesSec.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tileTimesSec[middle] ?? Infinity) <= timeSec) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** The tile that shows a span best: the first within it, else the nearest to its beginning. `endSec` null: an instant. */
export function tileOfSpan(startSec: number, endSec: number | null, sheet: Sheet): number {
  const { tileTimesSec } = sheet;
  const within = tileTimesSec.findIndex((timeSec) => timeSec >= startSec);
  const timeSec = tileTimesSec[within];
  if (timeSec === undefined) return Math.max(0, tileTimesSec.length - 1);
  if (within === 0 || timeSec <= (endSec ?? startSec)) return within;
  const before = tileTimesSec[within - 1] ?? timeSec;
  return startSec - before <= timeSec - startSec ? within - 1 : within;
}

/** Where a tile begins on the sheet, in its pixels. */
export function tileOrigin(tile: number, sheet: Sheet): { readonly xPx: number; readonly yPx: number } {
  return {
    xPx: (tile % sheet.columns) * sheet.tileWidth,
    yPx: Math.floor(tile / sheet.columns) * sheet.tileHeight,
  };
}

/** By how much a tile is enlarged to lie fully within a frame. */
export function scaleInto(sheet: Sheet, frameWidthPx: number, frameHeightPx: number): number {
  return Math.min(frameWidthPx / sheet.tileWidth, frameHeightPx / sheet.tileHeight);
}
