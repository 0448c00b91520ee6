/**
 * Tells frames that hardly differ from the last one a model looked at, so that they need not be looked at again. A frame is
 * averaged to a grid of luma; it counts as the same while no cell moved by more than `cellTolerance` levels and the mean of
 * all cells by no more than `meanTolerance`. Compared with the last analysed frame rather than the last frame, so that slow change adds up.
 */
import type { Picture } from '../../src-preload/contract/inference-tasks.ts';

export interface FrameGateOptions {
  readonly columns: number;
  readonly rows: number;
  /** Levels of luma, 0 to 255. */
  readonly cellTolerance: number;
  readonly meanTolerance: number;
}

/** For things as large as a face: cells of about 26 pixels in a frame of 640. */
export const coarseGate: FrameGateOptions = { columns: 24, rows: 14, cellTolerance: 6, meanTolerance: 1.2 };
/** For letters: cells of about 10 pixels in a frame of 960. */
export const fineGate: FrameGateOptions = { columns: 96, rows: 54, cellTolerance: 8, meanTolerance: 0.8 };

export class FrameGate {
  readonly #options: FrameGateOptions;
  #last: Float32Array | null = null;

  constructor(options: FrameGateOptions) {
    this.#options = options;
  }

  /** 'new' frames become what the next are compared with. */
  judge(picture: Picture): 'new' | 'same' {
    const grid = lumaGrid(picture, this.#options);
    if (this.#last !== null && this.#isSame(this.#last, grid)) return 'same';
    this.#last = grid;
    return 'new';
  }

  #isSame(before: Float32Array, now: Float32Array): boolean {
    const { cellTolerance, meanTolerance } = this.#options;
    let sum = 0;
    for (let cell = 0; cell < now.length; cell += 1) {
      const difference = Math.abs((now[cell] ?? 0) - (before[cell] ?? 0));
      if (difference > cellTolerance) return false;
      sum += difference;
    }
    return sum / now.length <= meanTolerance;
  }
}

/** Mean luma (BT.601 weights) of each cell, from every second pixel of every second row. */
function lumaGrid({ pixels, width, height }: Picture, { columns, rows }: FrameGateOptions): Float32Array {
  const sums = new Float32Array(columns * rows);
  const counts = new Uint32Array(columns * rows);
  const columnOf = new Uint16Array(width);
  for (let x = 0; x < width; x += 1) columnOf[x] = Math.floor((x * columns) / width);
  for (let y = 0; y < height; y += 2) {
    const row = Math.floor((y * rows) / height) * columns;
    for (let x = 0; x < width; x += 2) {
      const at = (y * width + x) * 3;
      const cell = row + (columnOf[x] ?? 0);
      const luma = 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
      sums[cell] = (sums[cell] ?? 0) + luma;
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  for (let cell = 0; cell < sums.length; cell += 1) {
    const count = counts[cell] ?? 0;
    if (count > 0) sums[cell] = (sums[cell] ?? 0) / count;
  }
  return sums;
}
