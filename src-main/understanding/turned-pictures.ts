/** Pictures turned by quarters, and boxes found in them turned back. */
import type { Box, Picture } from '../../src-preload/contract/inference-tasks.ts';

/** Clockwise. */
export const quarterTurns = [0, 1, 2, 3] as const;
export type QuarterTurns = (typeof quarterTurns)[number];

export function turnPicture(picture: Picture, turns: QuarterTurns): Picture {
  if (turns === 0) return picture;
  const { pixels, width, height } = picture;
  const isUpright = turns === 2;
  const outWidth = isUpright ? width : height;
  const outHeight = isUpright ? height : width;
  const turned = new Uint8Array(pixels.length);
  // Where the first pixel of a row lies in the picture, and how far on the next one is.
  const acrossStep = turns === 1 ? -width : turns === 2 ? -1 : width;
  const downStep = turns === 1 ? 1 : turns === 2 ? -width : -1;
  let rowStart = turns === 1 ? (height - 1) * width : turns === 2 ? width * height - 1 : width - 1;
  let to = 0;
  for (let y = 0; y < outHeight; y += 1) {
    let from = rowStart * 3;
    for (let x = 0; x < outWidth; x += 1) {
      turned[to] = pixels[from] ?? 0;
      turned[to + 1] = pixels[from + 1] ?? 0;
      turned[to + 2] = pixels[from + 2] ?? 0;
      to += 3;
      from += acrossStep * 3;
    }
    rowStart += downStep;
  }
  return { pixels: turned, width: outWidth, height: outHeight };
}

/** A box of the turned picture, as a box of the picture. */
export function turnBoxBack({ x, y, width, height }: Box, turns: QuarterTurns): Box {
  if (turns === 1) return { x: y, y: 1 - x - width, width: height, height: width };
  if (turns === 2) return { x: 1 - x - width, y: 1 - y - height, width, height };
  if (turns === 3) return { x: 1 - y - height, y: x, width: height, height: width };
  return { x, y, width, height };
}
