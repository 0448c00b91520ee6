/**
 * What a YOLOX head says (github.com/Megvii-BaseDetection/YOLOX; Ge et al. 2021, "YOLOX: Exceeding YOLO Series in 2021", arXiv
 * 2107.08430): for each cell of three grids (strides 8, 16, 32 pixels) centre, size, objectness and one score for each class.
 */
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { DetectedObject } from '../../../src-preload/contract/inference-tasks.ts';
import type { Session } from '../model.ts';
import { clipBox, nonMaximumSuppression } from './boxes.ts';
import { letterboxPoint, type Placement } from './resize.ts';

const strides = [8, 16, 32] as const;

/** What upstream exports with where nothing else is said (yolox-s and larger). */
const usualInputSize = 640;

interface InputSize {
  readonly width: number;
  readonly height: number;
}

/** Input size of an export [1, 3, height, width]; the usual one where the export leaves it open. */
export function yoloxInputSize(session: Session): InputSize {
  const [input] = session.inputMetadata;
  const shape = input?.isTensor === true ? input.shape : [];
  const sideOf = (length: number | string | undefined): number =>
    typeof length === 'number' && length > 0 ? length : usualInputSize;
  return { height: sideOf(shape[2]), width: sideOf(shape[3]) };
}

/** Column, row and stride of each prediction, in the order of the output. */
export function yoloxCells(size: InputSize): Int32Array {
  const cells: number[] = [];
  for (const stride of strides) {
    const columns = Math.floor(size.width / stride);
    const rows = Math.floor(size.height / stride);
    for (let at = 0; at < columns * rows; at += 1) cells.push(at % columns, Math.floor(at / columns), stride);
  }
  return new Int32Array(cells);
}

/** Two classes that fill the same place to this degree are two guesses at one thing: the better one stays. */
const sameOverlap = 0.8;

/** Pixels of the model's input: centre x and y, width, height. */
type CentredBox = readonly [number, number, number, number];

interface YoloxOptions {
  readonly labels: readonly string[];
  readonly cells: Int32Array;
  readonly placement: Placement;
  /** Objectness times class score. */
  readonly leastConfidence: number;
  /** More overlap than this, of one class: the same thing. */
  readonly largestOverlap: number;
}

/**
 * Exports with `--decode_in_inference` give pixels, others distances from the cell's corner, in cells, and logarithms of sizes. The last cell
 * tells them apart: as a distance its x is small, as a place it is at the right edge.
 */
function isDecoded(output: Float32Array, valuesEach: number, cells: Int32Array): boolean {
  const column = cells.at(-3) ?? 0;
  const stride = cells.at(-1) ?? 1;
  return Math.abs(output[output.length - valuesEach] ?? 0) > (column * stride) / 2;
}

function boxAt(output: Float32Array, from: number, cell: readonly number[], decoded: boolean): CentredBox {
  const [x = 0, y = 0, width = 0, height = 0] = output.subarray(from, from + 4);
  if (decoded) return [x, y, width, height];
  const [column = 0, row = 0, stride = 0] = cell;
  return [(x + column) * stride, (y + row) * stride, Math.exp(width) * stride, Math.exp(height) * stride];
}

function asObject(
  centred: CentredBox,
  placement: Placement,
  label: string,
  confidence: number,
): DetectedObject {
  const [x, y, width, height] = centred;
  const topLeft = letterboxPoint(placement, x - width / 2, y - height / 2);
  const size = { width: width / placement.contentWidth, height: height / placement.contentHeight };
  return { label, confidence, box: clipBox({ ...topLeft, ...size }) };
}

function bestClass(output: Float32Array, from: number, classCount: number): number {
  let best = 0;
  for (let at = 1; at < classCount; at += 1) {
    if ((output[from + at] ?? 0) > (output[from + best] ?? 0)) best = at;
  }
  return best;
}

/**
 * Objects in fractions of the original picture, best first.
 *
 * @throws AppError model-unsuitable where the output does not fit the grids
 */
export function yoloxObjects(output: Float32Array, options: YoloxOptions): DetectedObject[] {
  const { labels, cells, placement, leastConfidence } = options;
  const valuesEach = 5 + labels.length;
  if (output.length * 3 !== cells.length * valuesEach) {
    throw new AppError('model-unsuitable', {
      detail: `a YOLOX head of ${cells.length / 3} x ${valuesEach} values was expected, not ${output.length} values`,
    });
  }
  const decoded = isDecoded(output, valuesEach, cells);
  const found: DetectedObject[] = [];
  for (let from = 0, cell = 0; from < output.length; from += valuesEach, cell += 3) {
    const objectness = output[from + 4] ?? 0;
    if (objectness < leastConfidence) continue;
    const best = bestClass(output, from + 5, labels.length);
    const confidence = Math.min(objectness * (output[from + 5 + best] ?? 0), 1);
    if (confidence < leastConfidence) continue;
    const centred = boxAt(output, from, [...cells.subarray(cell, cell + 3)], decoded);
    const object = asObject(centred, placement, labels[best] ?? '', confidence);
    if (object.box.width > 0 && object.box.height > 0) found.push(object);
  }
  return nonMaximumSuppression(
    nonMaximumSuppression(found, options.largestOverlap, ({ label }) => label),
    sameOverlap,
  );
}
