/** Finding black bars: rows and columns at the edges that stay black through all samples of a clip. */
import type { Region } from './sharpness.ts';

/** The limit under which a row's mean counts as black: what ffmpeg's cropdetect takes by default (24 of 255). */
const blackMean = 24;
/** A bar is black all along: no more than this share of its pixels may be brighter than `brightPixel`. */
const brightPixel = 48;
const brightShare = 0.01;
/** A bar ends at an edge: within two lines the mean rises by this much. Dark scenery fades in instead. */
const smallestStep = 12;
/**
 * Thinner bars, as a share of the picture's side, are left unsaid: encoders pad pictures by a few lines, and of the 720
 * columns of standard definition (ITU-R BT.601) 704 or less carry a picture.
 */
const thinnestBar = 0.015;

export type LetterboxKind = 'none' | 'letterbox' | 'pillarbox' | 'windowbox';

/** Bars in per cent of the picture's height (top, bottom) and width (left, right). */
export interface Letterbox {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
  readonly kind: LetterboxKind;
}

/** Brightest mean and most bright pixels of each row or column, over all samples so far. */
interface LineMaxima {
  readonly mean: Float64Array;
  readonly bright: Float64Array;
}

/** Collects grey samples of one clip; all of one size. */
export class LetterboxDetector {
  readonly #width: number;
  readonly #height: number;
  readonly #rows: LineMaxima;
  readonly #columns: LineMaxima;
  readonly #columnSums: Float64Array;
  readonly #columnBright: Float64Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#rows = { mean: new Float64Array(height), bright: new Float64Array(height) };
    this.#columns = { mean: new Float64Array(width), bright: new Float64Array(width) };
    this.#columnSums = new Float64Array(width);
    this.#columnBright = new Float64Array(width);
  }

  add(pixels: Uint8Array): void {
    this.#columnSums.fill(0);
    this.#columnBright.fill(0);
    for (let y = 0; y < this.#height; y += 1) this.#addRow(pixels, y);
    for (let x = 0; x < this.#width; x += 1) {
      raise(this.#columns.mean, x, (this.#columnSums[x] ?? 0) / this.#height);
      raise(this.#columns.bright, x, (this.#columnBright[x] ?? 0) / this.#height);
    }
  }

  #addRow(pixels: Uint8Array, y: number): void {
    let sum = 0;
    let bright = 0;
    for (let x = 0, at = y * this.#width; x < this.#width; x += 1, at += 1) {
      const level = pixels[at] ?? 0;
      sum += level;
      this.#columnSums[x] = (this.#columnSums[x] ?? 0) + level;
      if (level > brightPixel) {
        bright += 1;
        this.#columnBright[x] = (this.#columnBright[x] ?? 0) + 1;
      }
    }
    raise(this.#rows.mean, y, sum / this.#width);
    raise(this.#rows.bright, y, bright / this.#width);
  }

  /**
   * The part between the lines at the edges that were black so far, and `margin` pixels inside of them where there
   * are any; null if nothing is left, as while everything is black.
   */
  contentRegion(margin = 0): Region | null {
    const inset = (length: number): number => (length === 0 ? 0 : length + margin);
    const top = inset(barLength(this.#rows, false));
    const left = inset(barLength(this.#columns, false));
    const bottom = this.#height - inset(barLength(this.#rows, true));
    const right = this.#width - inset(barLength(this.#columns, true));
    return bottom <= top || right <= left ? null : { left, top, right, bottom };
  }

  /** The bars worth mentioning, and the share of the picture, 0 to 1, that all of them take, however thin. */
  finish(): { readonly bars: Letterbox; readonly share: number } {
    const region = this.contentRegion();
    const height = this.#height;
    const width = this.#width;
    const share = (lines: LineMaxima, backwards: boolean, side: number): number =>
      region === null ? 0 : endsAtEdge(lines, backwards) / side;
    const shares = {
      top: share(this.#rows, false, height),
      bottom: share(this.#rows, true, height),
      left: share(this.#columns, false, width),
      right: share(this.#columns, true, width),
    };
    const percent = (part: number): number => (part < thinnestBar ? 0 : Math.round(part * 1000) / 10);
    const [top, bottom] = [percent(shares.top), percent(shares.bottom)];
    const [left, right] = [percent(shares.left), percent(shares.right)];
    const kind = kindOf(top + bottom > 0, left + right > 0);
    const content = (1 - shares.top - shares.bottom) * (1 - shares.left - shares.right);
    return { bars: { top, right, bottom, left, kind }, share: 1 - content };
  }
}

function kindOf(rows: boolean, columns: boolean): LetterboxKind {
  if (rows) return columns ? 'windowbox' : 'letterbox';
  return columns ? 'pillarbox' : 'none';
}

function raise(maxima: Float64Array, at: number, value: number): void {
  if (value > (maxima[at] ?? 0)) maxima[at] = value;
}

/** How many lines from one end are black. */
function barLength(lines: LineMaxima, backwards: boolean): number {
  const count = lines.mean.length;
  let length = 0;
  while (length < count) {
    const at = backwards ? count - 1 - length : length;
    if ((lines.mean[at] ?? 0) > blackMean || (lines.bright[at] ?? 0) > brightShare) break;
    length += 1;
  }
  return length;
}

/** Length of a bar that ends in a step; 0 where the black fades into the picture. */
function endsAtEdge(lines: LineMaxima, backwards: boolean): number {
  const length = barLength(lines, backwards);
  const count = lines.mean.length;
  const at = (position: number): number => lines.mean[backwards ? count - 1 - position : position] ?? 0;
  // The line at the border is a blend of both sides after scaling, so compare those around it.
  const step = at(Math.min(length + 1, count - 1)) - at(Math.max(0, length - 2));
  return step >= smallestStep ? length : 0;
}
