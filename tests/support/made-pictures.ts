/** Pictures whose every pixel is known. */
import type { Picture } from '../../src-preload/contract/inference-tasks.ts';

function greyPixels(
  width: number,
  height: number,
  valueAt: (column: number, row: number) => number,
): Picture {
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    pixels.fill(valueAt(at % width, Math.floor(at / width)), at * 3, at * 3 + 3);
  }
  return { pixels, width, height };
}

/** Brighter from left to right: twice the column plus one. */
export function gradientPicture(width: number, height: number): Picture {
  return greyPixels(width, height, (column) => 2 * column + 1);
}

/** Columns black and white in turn. */
export function stripedPicture(width: number, height: number): Picture {
  return greyPixels(width, height, (column) => (column % 2) * 255);
}

/** Every channel of every pixel different from its neighbours', repeatable. */
export function speckledPicture(width: number, height: number): Picture {
  return {
    pixels: new Uint8Array(width * height * 3).map((_, at) => (at * 7919 + (at >> 3) * 31) & 255),
    width,
    height,
  };
}

/** A picture of one grey, in which there is nothing to be found. */
export function greyPicture(width: number, height: number, value = 128): Picture {
  return greyPixels(width, height, () => value);
}

/** The red value of a pixel. */
export function greyAt(picture: Picture, column: number, row: number): number {
  return picture.pixels[(row * picture.width + column) * 3] ?? -1;
}

/** Turned clockwise by a quarter, pixel for pixel. */
export function turnedQuarter(picture: Picture): Picture {
  const { width, height, pixels } = picture;
  const out = new Uint8Array(pixels.length);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const from = (row * width + column) * 3;
      out.set(pixels.subarray(from, from + 3), (column * height + (height - 1 - row)) * 3);
    }
  }
  return { pixels: out, width: height, height: width };
}

/** Left and right exchanged. */
export function mirrored(picture: Picture): Picture {
  const { width, height, pixels } = picture;
  const out = new Uint8Array(pixels.length);
  for (let at = 0; at < width * height; at += 1) {
    const to = Math.floor(at / width) * width + (width - 1 - (at % width));
    out.set(pixels.subarray(at * 3, at * 3 + 3), to * 3);
  }
  return { pixels: out, width, height };
}
