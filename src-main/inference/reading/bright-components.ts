/** Connected parts of a map of probabilities. */
import type { Point } from '../../../src-preload/contract/inference-tasks.ts';

/** Row by row, 0 to 1. */
export interface ProbabilityMap {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
}

export interface Component {
  readonly pixelCount: number;
  /** The first and the last pixel of each of its rows: enough for its convex hull. */
  readonly rowEnds: readonly Point[];
}

/** First and last column of each row that one component touches, and the pixels that are still to be looked around. */
class Fill {
  readonly #isOpen: Uint8Array;
  readonly #width: number;
  readonly #height: number;
  readonly #stack: Int32Array;

  constructor({ values, width, height }: ProbabilityMap, threshold: number) {
    this.#isOpen = new Uint8Array(width * height);
    for (let at = 0; at < this.#isOpen.length; at += 1) {
      this.#isOpen[at] = (values[at] ?? 0) > threshold ? 1 : 0;
    }
    this.#width = width;
    this.#height = height;
    // A pixel is closed when it is put there, so no more than all of them ever are.
    this.#stack = new Int32Array(width * height);
  }

  isOpen(at: number): boolean {
    return this.#isOpen[at] === 1;
  }

  /** Takes away all that hangs together with a pixel, by sides or corners. */
  component(seed: number): Component {
    const rows = new Map<number, { first: number; last: number }>();
    this.#isOpen[seed] = 0;
    this.#stack[0] = seed;
    let pixelCount = 0;
    for (let depth = 1; depth > 0;) {
      depth -= 1;
      const at = this.#stack[depth] ?? 0;
      const row = Math.floor(at / this.#width);
      const column = at - row * this.#width;
      pixelCount += 1;
      const ends = rows.get(row);
      if (ends === undefined) rows.set(row, { first: column, last: column });
      else if (column < ends.first) ends.first = column;
      else if (column > ends.last) ends.last = column;
      depth = this.#pushNeighbours(row, column, depth);
    }
    const rowEnds = [...rows].flatMap(([y, { first, last }]) => [
      { x: first, y },
      { x: last, y },
    ]);
    return { pixelCount, rowEnds };
  }

  #pushNeighbours(row: number, column: number, depth: number): number {
    const lastRow = Math.min(row + 1, this.#height - 1);
    const lastColumn = Math.min(column + 1, this.#width - 1);
    let count = depth;
    for (let y = Math.max(row - 1, 0); y <= lastRow; y += 1) {
      for (let x = Math.max(column - 1, 0); x <= lastColumn; x += 1) {
        const at = y * this.#width + x;
        if (this.#isOpen[at] !== 1) continue;
        this.#isOpen[at] = 0;
        this.#stack[count] = at;
        count += 1;
      }
    }
    return count;
  }
}

/** Parts of the map above the threshold that hang together by sides or corners, in the order of their first pixels. */
export function brightComponents(map: ProbabilityMap, threshold: number): Component[] {
  const fill = new Fill(map, threshold);
  const components: Component[] = [];
  for (let at = 0; at < map.values.length; at += 1) {
    if (fill.isOpen(at)) components.push(fill.component(at));
  }
  return components;
}
