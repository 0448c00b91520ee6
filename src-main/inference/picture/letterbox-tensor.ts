/**
 * Letterboxing and filling the tensor in one pass. Small detectors run in a millisecond or two, so scaling a whole frame with
 * care would cost more than the model itself: where a picture shrinks to less than half, a few pixels of each
 * covered area stand for all of it.
 */
import { Tensor } from 'onnxruntime-common';
import type { Picture } from '../../../src-preload/contract/inference-tasks.ts';
import { placementWithin, type Placement } from './resize.ts';
import { floatsFor, type PerChannel, perChannel, type PictureTensorOptions } from './tensor-of-picture.ts';

interface LetterboxTensorOptions extends PictureTensorOptions {
  /** 'stretched': to fill all of it, whatever becomes of the aspect. */
  readonly place: 'top-left' | 'centre' | 'stretched';
  /** Grey value of the rest, or its red, green, blue; 0 to 255. */
  readonly fill: number | PerChannel;
}

/** A picture, or a rectangle within one: then `pixels` begin with its first. */
export interface PictureWindow extends Picture {
  /** Pixels from one row to the next, where that is more than `width`. */
  readonly rowPixels?: number;
}

interface LetterboxTensor extends Placement {
  /** float32: [1, 3, height, width] or [1, height, width, 3]. */
  readonly tensor: Tensor;
}

/** Source pixels between two places that are looked at, at most. */
const furthestApart = 2.5;

/** For each target position: `tapCount` places in the bytes of the source, and their weights. */
interface Taps {
  readonly at: Int32Array;
  readonly weights: Float32Array;
  readonly tapCount: number;
}

/** Two neighbours (bilinear) down to a half; below it, evenly spaced places, all with the same weight. */
function tapsAlong(source: number, target: number, step: number): Taps {
  const ratio = source / target;
  const bilinear = ratio <= 2;
  const tapCount = bilinear ? 2 : Math.ceil(ratio / furthestApart);
  const at = new Int32Array(target * tapCount);
  const weights = new Float32Array(target * tapCount).fill(1 / tapCount);
  for (let position = 0; position < target; position += 1) {
    const middle = Math.min(Math.max((position + 0.5) * ratio - 0.5, 0), source - 1);
    const left = Math.max(Math.min(Math.floor(middle), source - 2), 0);
    for (let tap = 0; tap < tapCount; tap += 1) {
      const to = position * tapCount + tap;
      const place = bilinear ? left + tap : Math.floor((position + (tap + 0.5) / tapCount) * ratio);
      at[to] = Math.min(place, source - 1) * step;
      if (bilinear) weights[to] = tap === 0 ? 1 - (middle - left) : middle - left;
    }
  }
  return { at, weights, tapCount };
}

/** Where each channel of a pixel goes, and how its value is changed. */
interface Channels {
  readonly scales: readonly [number, number, number];
  readonly offsets: readonly [number, number, number];
  /** Floats from the first of a pixel to its red, green and blue, and from one pixel to the next. */
  readonly places: readonly [number, number, number];
  readonly step: number;
}

function channelsOf(options: PictureTensorOptions, plane: number): Channels {
  const distance = options.layout === 'NCHW' ? plane : 1;
  const places = options.channels === 'RGB' ? ([0, 1, 2] as const) : ([2, 1, 0] as const);
  return {
    scales: perChannel(options.scale),
    offsets: perChannel(options.offset),
    places: [places[0] * distance, distance, places[2] * distance],
    step: options.layout === 'NCHW' ? 1 : 3,
  };
}

interface Line {
  readonly data: Float32Array;
  /** Index of the line's first pixel in `data`. */
  readonly start: number;
  readonly channels: Channels;
}

/** One line from two source lines, two taps along it. */
function fillFromTwo(
  pixels: Uint8Array,
  columns: Taps,
  rows: {
    readonly upper: number;
    readonly lower: number;
    readonly upperWeight: number;
    readonly lowerWeight: number;
  },
  line: Line,
): void {
  const { upper, lower, upperWeight, lowerWeight } = rows;
  const { data, channels } = line;
  const [redScale, greenScale, blueScale] = channels.scales;
  const [redOffset, greenOffset, blueOffset] = channels.offsets;
  const [redPlace, greenPlace, bluePlace] = channels.places;
  let to = line.start;
  for (let tap = 0; tap < columns.at.length; tap += 2) {
    const left = columns.at[tap] ?? 0;
    const right = columns.at[tap + 1] ?? 0;
    const leftWeight = columns.weights[tap] ?? 0;
    const rightWeight = columns.weights[tap + 1] ?? 0;
    const first = leftWeight * upperWeight;
    const second = rightWeight * upperWeight;
    const third = leftWeight * lowerWeight;
    const fourth = rightWeight * lowerWeight;
    const one = upper + left;
    const two = upper + right;
    const three = lower + left;
    const four = lower + right;
    data[to + redPlace] =
      (first * (pixels[one] ?? 0) +
        second * (pixels[two] ?? 0) +
        third * (pixels[three] ?? 0) +
        fourth * (pixels[four] ?? 0)) *
        redScale +
      redOffset;
    data[to + greenPlace] =
      (first * (pixels[one + 1] ?? 0) +
        second * (pixels[two + 1] ?? 0) +
        third * (pixels[three + 1] ?? 0) +
        fourth * (pixels[four + 1] ?? 0)) *
        greenScale +
      greenOffset;
    data[to + bluePlace] =
      (first * (pixels[one + 2] ?? 0) +
        second * (pixels[two + 2] ?? 0) +
        third * (pixels[three + 2] ?? 0) +
        fourth * (pixels[four + 2] ?? 0)) *
        blueScale +
      blueOffset;
    to += channels.step;
  }
}

/** One line from any number of taps. */
function fillFromMany(pixels: Uint8Array, columns: Taps, rows: Taps, row: number, line: Line): void {
  const { data, channels } = line;
  let to = line.start;
  for (let column = 0; column < columns.at.length; column += columns.tapCount) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let down = row * rows.tapCount; down < (row + 1) * rows.tapCount; down += 1) {
      const rowStart = rows.at[down] ?? 0;
      const rowWeight = rows.weights[down] ?? 0;
      for (let across = column; across < column + columns.tapCount; across += 1) {
        const from = rowStart + (columns.at[across] ?? 0);
        const weight = rowWeight * (columns.weights[across] ?? 0);
        red += weight * (pixels[from] ?? 0);
        green += weight * (pixels[from + 1] ?? 0);
        blue += weight * (pixels[from + 2] ?? 0);
      }
    }
    data[to + channels.places[0]] = red * channels.scales[0] + channels.offsets[0];
    data[to + channels.places[1]] = green * channels.scales[1] + channels.offsets[1];
    data[to + channels.places[2]] = blue * channels.scales[2] + channels.offsets[2];
    to += channels.step;
  }
}

function fillRest(data: Float32Array, plane: number, fill: PerChannel, channels: Channels): void {
  for (let channel = 0; channel < 3; channel += 1) {
    const value = (fill[channel] ?? 0) * (channels.scales[channel] ?? 0) + (channels.offsets[channel] ?? 0);
    const start = channels.places[channel] ?? 0;
    if (channels.step === 1) data.fill(value, start, start + plane);
    else for (let at = start; at < data.length; at += 3) data[at] = value;
  }
}

/** Scales to fit into `width` x `height` without changing the aspect, as a tensor with a batch of one. */
export function letterboxTensor(
  picture: PictureWindow,
  width: number,
  height: number,
  options: LetterboxTensorOptions,
): LetterboxTensor {
  const placement =
    options.place === 'stretched'
      ? { scale: 1, offsetX: 0, offsetY: 0, contentWidth: width, contentHeight: height }
      : placementWithin(picture, width, height, options.place);
  const { contentWidth, contentHeight, offsetX, offsetY } = placement;
  const plane = width * height;
  const data = floatsFor(options, plane * 3);
  const channels = channelsOf(options, plane);
  if (contentWidth < width || contentHeight < height)
    fillRest(data, plane, perChannel(options.fill), channels);
  const columns = tapsAlong(picture.width, contentWidth, 3);
  const rows = tapsAlong(picture.height, contentHeight, (picture.rowPixels ?? picture.width) * 3);
  for (let row = 0; row < contentHeight; row += 1) {
    const line = { data, start: ((offsetY + row) * width + offsetX) * channels.step, channels };
    if (columns.tapCount === 2 && rows.tapCount === 2) {
      const upper = rows.at[row * 2] ?? 0;
      const lower = rows.at[row * 2 + 1] ?? 0;
      const upperWeight = rows.weights[row * 2] ?? 0;
      const lowerWeight = rows.weights[row * 2 + 1] ?? 0;
      fillFromTwo(picture.pixels, columns, { upper, lower, upperWeight, lowerWeight }, line);
    } else {
      fillFromMany(picture.pixels, columns, rows, row, line);
    }
  }
  const shape = options.layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3];
  return { ...placement, tensor: new Tensor('float32', data, shape) };
}
