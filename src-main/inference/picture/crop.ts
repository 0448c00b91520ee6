/** Turned rectangles cut out of pictures, as face, hand and body models want them. */
import { Tensor } from 'onnxruntime-common';
import type { Box, Picture, Point } from '../../../src-preload/contract/inference-tasks.ts';
import { fillTensorLine, floatsFor, type PictureTensorOptions } from './tensor-of-picture.ts';

/** In pixels of the picture. It may reach beyond the picture's edges. */
export interface Region {
  readonly centreX: number;
  readonly centreY: number;
  readonly width: number;
  readonly height: number;
  /** Clockwise as seen, because y goes down. */
  readonly rotationRad: number;
}

/** Above this many source pixels for one of the crop, more than one place is looked at for each. */
const largestBilinearRatio = 2;

/** A point of the region, in fractions of its own width and height, as pixels of the picture. */
export function regionPoint(region: Region, across: number, down: number): Point {
  const alongX = (across - 0.5) * region.width;
  const alongY = (down - 0.5) * region.height;
  const cosine = Math.cos(region.rotationRad);
  const sine = Math.sin(region.rotationRad);
  return {
    x: region.centreX + alongX * cosine - alongY * sine,
    y: region.centreY + alongX * sine + alongY * cosine,
  };
}

/** The upright square in pixels around a box in fractions: its longer side times `widen`. */
export function squareAround(box: Box, picture: Picture, widen: number): Region {
  const side = Math.max(box.width * picture.width, box.height * picture.height) * widen;
  return {
    centreX: (box.x + box.width / 2) * picture.width,
    centreY: (box.y + box.height / 2) * picture.height,
    width: side,
    height: side,
    rotationRad: 0,
  };
}

/** Adds the colour at a place (pixel centres are whole numbers), bilinear, black outside, to `sums`. */
function addColour(picture: Picture, x: number, y: number, sums: Float64Array): void {
  const { pixels, width, height } = picture;
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < -1 || top < -1 || left >= width || top >= height) return;
  const right = x - left;
  const below = y - top;
  for (let corner = 0; corner < 4; corner += 1) {
    const column = left + (corner & 1);
    const row = top + (corner >> 1);
    if (column < 0 || row < 0 || column >= width || row >= height) continue;
    const weight = ((corner & 1) === 1 ? right : 1 - right) * (corner >> 1 === 1 ? below : 1 - below);
    const from = (row * width + column) * 3;
    sums[0] = (sums[0] ?? 0) + weight * (pixels[from] ?? 0);
    sums[1] = (sums[1] ?? 0) + weight * (pixels[from + 1] ?? 0);
    sums[2] = (sums[2] ?? 0) + weight * (pixels[from + 2] ?? 0);
  }
}

interface Line {
  /** Of its first place; pixel centres are whole numbers. */
  readonly x: number;
  readonly y: number;
  /** From one place to the next. */
  readonly stepX: number;
  readonly stepY: number;
}

/** How many steps from the first place on lie between `least` and `most` along one side: [first, one after the last]. */
function stepsBetween(
  start: number,
  step: number,
  least: number,
  most: number,
  count: number,
): [number, number] {
  if (step === 0) return start >= least && start <= most ? [0, count] : [0, 0];
  const [one, other] = [(least - start) / step, (most - start) / step];
  const first = Math.max(Math.ceil(Math.min(one, other)), 0);
  return [first, Math.max(Math.min(Math.floor(Math.max(one, other)) + 1, count), first)];
}

/** Those places of a line that lie so far inside that all four neighbours exist. */
function innerSteps(picture: Picture, line: Line, count: number): readonly [number, number] {
  // A little less than the edge, because the sums of steps are not exact.
  const inset = 1e-3;
  const across = stepsBetween(line.x, line.stepX, inset, picture.width - 1 - inset, count);
  const down = stepsBetween(line.y, line.stepY, inset, picture.height - 1 - inset, count);
  const first = Math.max(across[0], down[0]);
  return [first, Math.max(Math.min(across[1], down[1]), first)];
}

/** Adds the colours of places that may lie at the edges or outside. */
function addOuter(picture: Picture, line: Line, from: number, to: number, sums: Float32Array): void {
  const colour = new Float64Array(3);
  for (let place = from; place < to; place += 1) {
    colour.fill(0);
    addColour(picture, line.x + place * line.stepX, line.y + place * line.stepY, colour);
    for (let channel = 0; channel < 3; channel += 1) {
      sums[place * 3 + channel] = (sums[place * 3 + channel] ?? 0) + (colour[channel] ?? 0);
    }
  }
}

/** Adds the colours of a line of places, bilinear, to `sums` (red, green, blue of each). */
function addLine(picture: Picture, line: Line, sums: Float32Array): void {
  const { pixels, width } = picture;
  const count = sums.length / 3;
  const [first, end] = innerSteps(picture, line, count);
  addOuter(picture, line, 0, first, sums);
  addOuter(picture, line, end, count, sums);
  const below = width * 3;
  let x = line.x + first * line.stepX;
  let y = line.y + first * line.stepY;
  for (let to = first * 3; to < end * 3; to += 3) {
    // Inside, all coordinates are positive: cutting off the fraction is the same as rounding down, and quicker.
    const left = x | 0;
    const top = y | 0;
    const one = (top * width + left) * 3;
    const two = one + below;
    const across = x - left;
    const down = y - top;
    const fourth = across * down;
    const third = down - fourth;
    const second = across - fourth;
    const weight = 1 - across - third;
    sums[to] =
      (sums[to] ?? 0) +
      weight * (pixels[one] ?? 0) +
      second * (pixels[one + 3] ?? 0) +
      third * (pixels[two] ?? 0) +
      fourth * (pixels[two + 3] ?? 0);
    sums[to + 1] =
      (sums[to + 1] ?? 0) +
      weight * (pixels[one + 1] ?? 0) +
      second * (pixels[one + 4] ?? 0) +
      third * (pixels[two + 1] ?? 0) +
      fourth * (pixels[two + 4] ?? 0);
    sums[to + 2] =
      (sums[to + 2] ?? 0) +
      weight * (pixels[one + 2] ?? 0) +
      second * (pixels[one + 5] ?? 0) +
      third * (pixels[two + 2] ?? 0) +
      fourth * (pixels[two + 5] ?? 0);
    x += line.stepX;
    y += line.stepY;
  }
}

/**
 * Scales the region line by line: bilinear, black where it lies outside the picture; where it shrinks to less than half, each pixel is the mean of
 * an even grid of places within it. `take` gets red, green and blue (0 to 255) of each pixel of a line, in an array that is used again.
 */
function scaleLines(
  picture: Picture,
  region: Region,
  size: { readonly width: number; readonly height: number },
  take: (line: Float32Array, row: number) => void,
): void {
  const ratio = Math.max(region.width / size.width, region.height / size.height);
  const grid = ratio > largestBilinearRatio ? Math.ceil(ratio / largestBilinearRatio) : 1;
  const share = 1 / (grid * grid);
  const stepX = (region.width / size.width) * Math.cos(region.rotationRad);
  const stepY = (region.width / size.width) * Math.sin(region.rotationRad);
  const sums = new Float32Array(size.width * 3);
  for (let row = 0; row < size.height; row += 1) {
    sums.fill(0);
    for (let place = 0; place < grid * grid; place += 1) {
      const across = ((place % grid) + 0.5) / (grid * size.width);
      const down = (row + (Math.floor(place / grid) + 0.5) / grid) / size.height;
      const start = regionPoint(region, across, down);
      addLine(picture, { x: start.x - 0.5, y: start.y - 0.5, stepX, stepY }, sums);
    }
    if (grid > 1) for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) * share;
    take(sums, row);
  }
}

/** The region as a picture of `outWidth` x `outHeight` pixels, black where it lies outside. */
export function cropRegion(picture: Picture, region: Region, outWidth: number, outHeight: number): Picture {
  const pixels = new Uint8Array(outWidth * outHeight * 3);
  scaleLines(picture, region, { width: outWidth, height: outHeight }, (line, row) => {
    const to = row * line.length;
    for (let at = 0; at < line.length; at += 1) pixels[to + at] = (line[at] ?? 0) + 0.5;
  });
  return { pixels, width: outWidth, height: outHeight };
}

/** The same as a tensor with a batch of one, without the way through whole bytes. */
export function cropTensor(
  picture: Picture,
  region: Region,
  outWidth: number,
  outHeight: number,
  options: PictureTensorOptions,
): Tensor {
  const data = floatsFor(options, outWidth * outHeight * 3);
  const planeStep = options.layout === 'NCHW' ? outWidth * outHeight : 0;
  const pixelStep = options.layout === 'NCHW' ? 1 : 3;
  scaleLines(picture, region, { width: outWidth, height: outHeight }, (line, row) => {
    fillTensorLine(data, row * outWidth * pixelStep, planeStep, line, options);
  });
  const shape = options.layout === 'NCHW' ? [1, 3, outHeight, outWidth] : [1, outHeight, outWidth, 3];
  return new Tensor('float32', data, shape);
}

/** The region in grey by BT.601, each value `grey * scale + offset`, written from `start` on. */
export function fillGreyCrop(
  picture: Picture,
  region: Region,
  size: { readonly width: number; readonly height: number },
  into: {
    readonly data: Float32Array;
    readonly start: number;
    readonly scale: number;
    readonly offset: number;
  },
): void {
  const { data, start, scale, offset } = into;
  scaleLines(picture, region, size, (line, row) => {
    let to = start + row * size.width;
    for (let at = 0; at < line.length; at += 3) {
      const grey = 0.299 * (line[at] ?? 0) + 0.587 * (line[at + 1] ?? 0) + 0.114 * (line[at + 2] ?? 0);
      data[to] = grey * scale + offset;
      to += 1;
    }
  });
}
