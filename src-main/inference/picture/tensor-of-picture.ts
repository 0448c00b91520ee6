import { Tensor } from 'onnxruntime-common';
import type { Picture } from '../../../src-preload/contract/inference-tasks.ts';
import type { FloatMemory } from './float-memory.ts';

export type PerChannel = readonly [red: number, green: number, blue: number];

export interface PictureTensorOptions {
  readonly layout: 'NCHW' | 'NHWC';
  readonly channels: 'RGB' | 'BGR';
  /** Each value (0 to 255) becomes `value * scale + offset`; one number for all channels, or red, green, blue. */
  readonly scale: number | PerChannel;
  readonly offset: number | PerChannel;
  /** Where the tensor goes, in place of memory of its own: it holds until that is used again. */
  readonly memory?: FloatMemory;
}

/** All of it is to be written. */
export function floatsFor({ memory }: PictureTensorOptions, length: number): Float32Array {
  return memory?.ofLength(length) ?? new Float32Array(length);
}

export const perChannel = (value: number | PerChannel): PerChannel =>
  typeof value === 'number' ? [value, value, value] : value;

/** A float32 tensor with a batch of one: [1, 3, height, width] or [1, height, width, 3]. */
export function pictureTensor(picture: Picture, options: PictureTensorOptions): Tensor {
  const { pixels, width, height } = picture;
  const data = floatsFor(options, width * height * 3);
  fillPictureTensor(data, 0, pixels, options);
  return new Tensor(
    'float32',
    data,
    options.layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3],
  );
}

/** The same for one picture of a batch: writes from `start` on as many floats as there are bytes. */
export function fillPictureTensor(
  data: Float32Array,
  start: number,
  pixels: Uint8Array,
  options: PictureTensorOptions,
): void {
  fillTensorLine(data, start, options.layout === 'NCHW' ? pixels.length / 3 : 0, pixels, options);
}

/**
 * Writes consecutive pixels (red, green, blue; 0 to 255) from `start` on. `planeStep`: floats from one channel's plane to the next; not used where
 * channels are interleaved.
 */
export function fillTensorLine(
  data: Float32Array,
  start: number,
  planeStep: number,
  pixels: Uint8Array | Float32Array,
  options: PictureTensorOptions,
): void {
  const [redScale, greenScale, blueScale] = perChannel(options.scale);
  const [redOffset, greenOffset, blueOffset] = perChannel(options.offset);
  const planar = options.layout === 'NCHW';
  const step = planar ? 1 : 3;
  const plane = planar ? planeStep : 1;
  let red = options.channels === 'RGB' ? start : start + 2 * plane;
  let green = start + plane;
  let blue = options.channels === 'RGB' ? start + 2 * plane : start;
  for (let from = 0; from < pixels.length; from += 3) {
    data[red] = (pixels[from] ?? 0) * redScale + redOffset;
    data[green] = (pixels[from + 1] ?? 0) * greenScale + greenOffset;
    data[blue] = (pixels[from + 2] ?? 0) * blueScale + blueOffset;
    red += step;
    green += step;
    blue += step;
  }
}
