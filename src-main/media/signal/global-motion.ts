/**
 * How far the picture as a whole moved from one small frame to the next.
 *
 * Translation by least squares on luma gradients (B. Lucas and T. Kanade, "An iterative image registration technique",
 * IJCAI 1981) from coarse to fine, after an exhaustive search at a quarter of the size. The last step is done in blocks
 * and takes the median of those with texture in both directions (the smaller eigenvalue of their gradient matrix, after
 * J. Shi and C. Tomasi, "Good features to track", CVPR 1994), so that things which move in front of the camera do not
 * count as a camera that moves. Differences of brightness between frames are solved for along with the shift.
 */

import {
  halve,
  type Level,
  lumaVariance,
  makePyramid,
  type Pyramid,
  searchShift,
  type Shift,
} from './coarse-shift.ts';

/** Blocks of the last step. */
const blockWidth = 16;
const blockHeight = 12;
/** Smaller eigenvalue of the mean gradient matrix from which a block has enough texture, in luma levels squared. */
const enoughTexture = 4;
/** Fewer textured blocks make no median. */
const fewestBlocks = 6;
/** Steps of one refinement, in pixels of its level: gradients say nothing about what is farther. */
const longestStep = 1.5;
/** Blocks that move by more than this apart from the whole move by themselves, in pixels. */
const ownMotionPixels = 0.3;
/** Frames go together if aligning leaves no more than this share of the variance, or hardly a difference at all. */
const unexplainedShare = 0.5;
const hardlyDifferentLevels = 4;

export interface FrameMotion {
  /** Pixels that the picture moved right and down; negative for left and up. */
  readonly x: number;
  readonly y: number;
  /** Mean distance, in pixels' widths, that the picture's blocks moved: the whole's shift and their own. */
  readonly content: number;
  /** False where the frames do not fit on one another at any shift: a cut, a flash, a blur. x, y, content are 0 then. */
  readonly aligned: boolean;
}

/** Sums over one block: of gradients, of the difference between the shifted frames, and of their products. */
const sumCount = 10;
const [nAt, gxAt, gyAt, eAt, xxAt, xyAt, yyAt, xeAt, yeAt, eeAt] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** Every second row says enough, at half the cost. */
const rowStep = 2;

export class GlobalMotionTracker {
  #previous: Pyramid;
  #current: Pyramid;
  #started = false;
  readonly #pixelHeight: number;
  readonly #columns: number;
  readonly #blockSums: Float64Array;
  readonly #total = new Float64Array(sumCount);
  readonly #stepsX: Float64Array;
  readonly #stepsY: Float64Array;
  readonly #textured: Uint8Array;
  readonly #sorted: Float64Array;
  /** Shift of the last frame at the coarsest level: a good guess at the next. */
  #last: Shift = { x: 0, y: 0 };

  /**
   * `width` and `height` are multiples of 4. `pixelHeight`: how tall a pixel is for its width, for frames that are
   * stretched.
   */
  constructor(width: number, height: number, pixelHeight: number) {
    this.#previous = makePyramid(width, height);
    this.#current = makePyramid(width, height);
    this.#pixelHeight = pixelHeight;
    this.#columns = Math.ceil(width / blockWidth);
    const blocks = this.#columns * Math.ceil(height / blockHeight);
    this.#blockSums = new Float64Array(blocks * sumCount);
    this.#stepsX = new Float64Array(blocks);
    this.#stepsY = new Float64Array(blocks);
    this.#textured = new Uint8Array(blocks);
    this.#sorted = new Float64Array(blocks);
  }

  /** `fill` writes the luma of the next frame, 0 to 255, one element a pixel. null for the first frame. */
  next(fill: (luma: Float32Array) => void): FrameMotion | null {
    [this.#previous, this.#current] = [this.#current, this.#previous];
    const { full, half, quarter } = this.#current;
    fill(full.luma);
    halve(full, half);
    halve(half, quarter);
    if (this.#started) return this.#measure();
    this.#started = true;
    return null;
  }

  #measure(): FrameMotion {
    const { full: oldFull, half: oldHalf, quarter: oldQuarter } = this.#previous;
    const { full, half, quarter } = this.#current;
    const variance = lumaVariance(oldQuarter);
    const found = searchShift(oldQuarter, quarter, variance, this.#last);
    let x = found.x * 2;
    let y = found.y * 2;
    for (let round = 0; round < 2; round += 1) {
      this.#sumUp(oldHalf, half, x, y);
      const step = stepOf(this.#total, 0);
      // Judged at half size, where noise and grain are weaker.
      if (round === 1 && !fits(this.#total, variance)) return { x: 0, y: 0, content: 0, aligned: false };
      x += step.x;
      y += step.y;
    }
    this.#sumUp(oldFull, full, x * 2, y * 2);
    const first = this.#medianStep();
    x = x * 2 + first.x;
    y = y * 2 + first.y;
    this.#sumUp(oldFull, full, x, y);
    const last = this.#medianStep();
    x += last.x;
    y += last.y;
    this.#last = { x: x / 4, y: y / 4 };
    return { x, y, content: this.#contentMotion(x, y, last), aligned: true };
  }

  /** Fills the sums of all blocks and the total for the current frame moved back by (x, y). */
  #sumUp(old: Level, now: Level, x: number, y: number): void {
    const { width, height } = old;
    const wholeX = Math.floor(x);
    const wholeY = Math.floor(y);
    this.#blockSums.fill(0);
    this.#total.fill(0);
    const left = Math.max(1, -wholeX);
    const right = Math.min(width - 1, width - 1 - wholeX);
    const top = Math.max(1, -wholeY);
    const bottom = Math.min(height - 1, height - 1 - wholeY);
    for (let row = top; row < bottom; row += rowStep) {
      for (let from = left; from < right;) {
        const column = Math.floor(from / blockWidth);
        const end = Math.min(right, (column + 1) * blockWidth);
        const block = Math.floor(row / blockHeight) * this.#columns + column;
        this.#sumRun(old, now, row, from, end, x, y, block * sumCount);
        from = end;
      }
    }
    for (let at = 0; at < this.#blockSums.length; at += 1) {
      const sum = at % sumCount;
      this.#total[sum] = (this.#total[sum] ?? 0) + (this.#blockSums[at] ?? 0);
    }
  }

  /** One row's run of pixels within one block. The hot loop: local variables only. */
  #sumRun(
    old: Level,
    now: Level,
    row: number,
    from: number,
    end: number,
    x: number,
    y: number,
    base: number,
  ): void {
    const { width, luma } = old;
    const shifted = now.luma;
    const wholeX = Math.floor(x);
    const wholeY = Math.floor(y);
    const partX = x - wholeX;
    const partY = y - wholeY;
    const w11 = partX * partY;
    const w10 = partX - w11;
    const w01 = partY - w11;
    const w00 = 1 - partX - w01;
    let gx = 0,
      gy = 0,
      e = 0,
      xx = 0,
      xy = 0,
      yy = 0,
      xe = 0,
      ye = 0,
      ee = 0;
    let at = row * width + from;
    let to = (row + wholeY) * width + from + wholeX;
    for (let count = end - from; count > 0; count -= 1, at += 1, to += 1) {
      const value = luma[at] ?? 0;
      const dx = ((luma[at + 1] ?? 0) - (luma[at - 1] ?? 0)) * 0.5;
      const dy = ((luma[at + width] ?? 0) - (luma[at - width] ?? 0)) * 0.5;
      const upper = w00 * (shifted[to] ?? 0) + w10 * (shifted[to + 1] ?? 0);
      const lower = w01 * (shifted[to + width] ?? 0) + w11 * (shifted[to + width + 1] ?? 0);
      const difference = upper + lower - value;
      gx += dx;
      gy += dy;
      e += difference;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
      xe += dx * difference;
      ye += dy * difference;
      ee += difference * difference;
    }
    const sums = this.#blockSums;
    addTo(sums, base + nAt, end - from);
    addTo(sums, base + gxAt, gx);
    addTo(sums, base + gyAt, gy);
    addTo(sums, base + eAt, e);
    addTo(sums, base + xxAt, xx);
    addTo(sums, base + xyAt, xy);
    addTo(sums, base + yyAt, yy);
    addTo(sums, base + xeAt, xe);
    addTo(sums, base + yeAt, ye);
    addTo(sums, base + eeAt, ee);
  }

  /** The median step of textured blocks, or that of the whole where they are too few. */
  #medianStep(): Step {
    const blocks = this.#textured.length;
    let valid = 0;
    for (let block = 0; block < blocks; block += 1) {
      const step = stepOf(this.#blockSums, block * sumCount);
      this.#textured[block] = step.textured ? 1 : 0;
      this.#stepsX[block] = step.x;
      this.#stepsY[block] = step.y;
      if (step.textured) valid += 1;
    }
    if (valid < fewestBlocks) return stepOf(this.#total, 0);
    return { x: this.#medianOf(this.#stepsX, valid), y: this.#medianOf(this.#stepsY, valid), textured: true };
  }

  #medianOf(steps: Float64Array, valid: number): number {
    let count = 0;
    for (let block = 0; block < steps.length; block += 1) {
      if (this.#textured[block] === 1) this.#sorted[count++] = steps[block] ?? 0;
    }
    const sorted = this.#sorted.subarray(0, count).sort();
    return ((sorted[(valid - 1) >> 1] ?? 0) + (sorted[valid >> 1] ?? 0)) / 2;
  }

  /** `x`, `y`: the final shift; `last`: the step that led to it, in relation to which the blocks' steps stand. */
  #contentMotion(x: number, y: number, last: Step): number {
    const whole = Math.hypot(x, y * this.#pixelHeight);
    let sum = 0;
    for (let block = 0; block < this.#textured.length; block += 1) {
      const ownX = (this.#stepsX[block] ?? 0) - last.x;
      const ownY = (this.#stepsY[block] ?? 0) - last.y;
      const moves = this.#textured[block] === 1 && Math.hypot(ownX, ownY) > ownMotionPixels;
      sum += moves ? Math.hypot(x + ownX, (y + ownY) * this.#pixelHeight) : whole;
    }
    return sum / this.#textured.length;
  }
}

function addTo(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value;
}

interface Step {
  readonly x: number;
  readonly y: number;
  readonly textured: boolean;
}

/** Solves for the step (and the offset of brightness, by taking means out) from sums at `base`. */
function stepOf(sums: Float64Array, base: number): Step {
  const read = (at: number): number => sums[base + at] ?? 0;
  const n = read(nAt);
  if (n < 16) return { x: 0, y: 0, textured: false };
  const meanX = read(gxAt) / n;
  const meanY = read(gyAt) / n;
  const meanE = read(eAt) / n;
  const xx = read(xxAt) / n - meanX * meanX;
  const xy = read(xyAt) / n - meanX * meanY;
  const yy = read(yyAt) / n - meanY * meanY;
  const xe = read(xeAt) / n - meanX * meanE;
  const ye = read(yeAt) / n - meanY * meanE;
  const smaller = (xx + yy - Math.hypot(xx - yy, 2 * xy)) / 2;
  const textured = smaller >= enoughTexture;
  // Damping keeps directions without texture still instead of letting noise decide them.
  const damping = 0.02;
  const determinant = (xx + damping) * (yy + damping) - xy * xy;
  const x = (xy * ye - (yy + damping) * xe) / determinant;
  const y = (xy * xe - (xx + damping) * ye) / determinant;
  const length = Math.hypot(x, y);
  const scale = length > longestStep ? longestStep / length : 1;
  return { x: x * scale, y: y * scale, textured };
}

/** Whether the frames, shifted as they are, show the same. `variance` is that of the (coarse) picture's luma. */
function fits(total: Float64Array, variance: number): boolean {
  const n = total[nAt] ?? 0;
  if (n === 0) return false;
  const left = (total[eeAt] ?? 0) / n - ((total[eAt] ?? 0) / n) ** 2;
  return left <= hardlyDifferentLevels ** 2 || left <= unexplainedShare * variance;
}
