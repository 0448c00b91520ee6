/** Connected parts of a map of probabilities. */
import type { Point } from '../../../src-preload/contract/inference-tasks.ts';
import { connectedComponents } from '../picture/connected-components.ts';

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

function rowEndsOf(pixels: Int32Array, width: number): Point[] {
  const rows = new Map<number, { first: number; last: number }>();
  for (const at of pixels) {
    const row = Math.floor(at / width);
    const column = at - row * width;
    const ends = rows.get(row);
    if (ends === undefined) rows.set(row, { first: column, last: column });
    else if (column < ends.first) ends.first = column;
    else if (column > ends.last) ends.last = column;
  }
  return [...rows].flatMap(([y, { first, last }]) => [
    { x: first, y },
    { x: last, y },
  ]);
}

/** Parts of the map above the threshold that hang together by sides or corners, in the order of their first pixels. */
export function brightComponents(map: ProbabilityMap, threshold: number): Component[] {
  const { values, width, height } = map;
  const classes = new Uint8Array(width * height);
  for (let at = 0; at < classes.length; at += 1) classes[at] = (values[at] ?? 0) > threshold ? 1 : 0;
  return connectedComponents({ classes, width, height }).map(({ pixels }) => ({
    pixelCount: pixels.length,
    rowEnds: rowEndsOf(pixels, width),
  }));
}
