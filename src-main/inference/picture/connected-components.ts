/** Parts of a map whose pixels are of one class and hang together by sides or corners. */

/** Row by row; 0 is the background, of which there are no parts. */
export interface ClassMap {
  readonly classes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface ConnectedComponent {
  /** Not 0. */
  readonly classId: number;
  /** Places of its pixels in the map, row x width + column, in no order that matters. */
  readonly pixels: Int32Array;
}

class Flood {
  /** Classes of the pixels that no component has yet, else 0. */
  readonly #open: Uint8Array;
  readonly #width: number;
  readonly #height: number;
  /** Pixels of all components, one component after the other: each is put there once, when it is closed. */
  readonly #queue: Int32Array;
  #queued = 0;

  constructor({ classes, width, height }: ClassMap) {
    this.#open = classes.slice(0, width * height);
    this.#width = width;
    this.#height = height;
    this.#queue = new Int32Array(width * height);
  }

  *components(): Generator<ConnectedComponent> {
    for (let at = 0; at < this.#open.length; at += 1) {
      const classId = this.#open[at] ?? 0;
      if (classId !== 0) yield { classId, pixels: this.#takeAround(at, classId) };
    }
  }

  #takeAround(seed: number, classId: number): Int32Array {
    const start = this.#queued;
    this.#close(seed);
    for (let next = start; next < this.#queued; next += 1) {
      this.#closeNeighbours(this.#queue[next] ?? 0, classId);
    }
    return this.#queue.subarray(start, this.#queued);
  }

  #close(at: number): void {
    this.#open[at] = 0;
    this.#queue[this.#queued] = at;
    this.#queued += 1;
  }

  #closeNeighbours(at: number, classId: number): void {
    const row = Math.floor(at / this.#width);
    const column = at - row * this.#width;
    const lastRow = Math.min(row + 1, this.#height - 1);
    const lastColumn = Math.min(column + 1, this.#width - 1);
    for (let y = Math.max(row - 1, 0); y <= lastRow; y += 1) {
      for (let x = Math.max(column - 1, 0); x <= lastColumn; x += 1) {
        const neighbour = y * this.#width + x;
        if (this.#open[neighbour] === classId) this.#close(neighbour);
      }
    }
  }
}

/** In the order of their first pixels. */
export function connectedComponents(map: ClassMap): ConnectedComponent[] {
  return [...new Flood(map).components()];
}
