/** Lines of text cut out of a picture as strips of one height, in batches of like widths. */
import { Tensor } from 'onnxruntime-common';
import type { Picture } from '../../../src-preload/contract/inference-tasks.ts';
import { cropRegion, type Region } from '../picture/crop.ts';
import { fillPictureTensor } from '../picture/tensor-of-picture.ts';

export interface StripOptions {
  readonly height: number;
  readonly leastWidth: number;
  /** Longer strips are squeezed. */
  readonly mostWidth: number;
  /** Widths of tensors are multiples of this. */
  readonly widthStep: number;
  readonly mostInBatch: number;
}

export interface StripBatch {
  /** Which of the regions given, in the order of the batch. */
  readonly indexes: readonly number[];
  /** float32 [indexes.length, 3, height, width]: BGR, -1 to 1, zeros to the right of shorter strips. */
  readonly tensor: Tensor;
  readonly width: number;
}

interface Strip {
  readonly index: number;
  readonly picture: Picture;
}

const bgrAroundZero = { channels: 'BGR', layout: 'NCHW', scale: 1 / 127.5, offset: -1 } as const;

function stripOf(picture: Picture, region: Region, index: number, options: StripOptions): Strip {
  const natural = Math.ceil((options.height * region.width) / region.height);
  const width = Math.min(Math.max(natural, 1), options.mostWidth);
  return { index, picture: cropRegion(picture, region, width, options.height) };
}

/** Writes one strip to its place in the batch: rows are longer than its own. */
function placeStrip(data: Float32Array, batchIndex: number, width: number, strip: Picture): void {
  const own = new Float32Array(strip.pixels.length);
  fillPictureTensor(own, 0, strip.pixels, bgrAroundZero);
  const rowCount = 3 * strip.height;
  for (let row = 0; row < rowCount; row += 1) {
    const from = row * strip.width;
    data.set(own.subarray(from, from + strip.width), (batchIndex * rowCount + row) * width);
  }
}

function batchOf(strips: readonly Strip[], width: number, height: number): StripBatch {
  const data = new Float32Array(strips.length * 3 * height * width);
  for (const [at, { picture }] of strips.entries()) placeStrip(data, at, width, picture);
  const tensor = new Tensor('float32', data, [strips.length, 3, height, width]);
  return { indexes: strips.map(({ index }) => index), tensor, width };
}

/** Only strips of one width share a batch: on one thread, filling up the shorter ones costs more than a run saves. */
export function stripBatches(
  picture: Picture,
  regions: readonly Region[],
  options: StripOptions,
): StripBatch[] {
  const byWidth = Map.groupBy(
    regions.map((region, index) => stripOf(picture, region, index, options)),
    (strip) =>
      Math.ceil(Math.max(strip.picture.width, options.leastWidth) / options.widthStep) * options.widthStep,
  );
  return [...byWidth].flatMap(([width, strips]) => {
    const batches: StripBatch[] = [];
    for (let start = 0; start < strips.length; start += options.mostInBatch) {
      batches.push(batchOf(strips.slice(start, start + options.mostInBatch), width, options.height));
    }
    return batches;
  });
}
