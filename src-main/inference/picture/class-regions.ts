/** From scores of every pixel to the regions that each class takes up. */
import type { Scored } from '../../../src-preload/contract/inference-tasks.ts';
import { type ConnectedComponent, connectedComponents } from './connected-components.ts';

export interface ScoreMap {
  /** Logits, row by row, those of one pixel side by side. The first class is the background. */
  readonly scores: Float32Array;
  readonly width: number;
  readonly classCount: number;
}

/** The part of the map that is looked at. */
export interface SampledPart {
  /** Pixels of the map. */
  readonly left: number;
  readonly top: number;
  /** Squares of the map, `step` pixels wide and high, whose middle pixel stands for all of them. They end within the map. */
  readonly columns: number;
  readonly rows: number;
  readonly step: number;
}

export interface ClassRegionOptions {
  /** Pixels of the map. */
  readonly leastArea: number;
  /** Softmax of the class, as a mean over the region. */
  readonly leastConfidence: number;
}

/** Edges in pixels of the map: `right` and `bottom` are those after the last. */
export interface ClassRegion extends Pick<Scored, 'confidence'> {
  readonly classId: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where in the scores those of a square's middle begin. */
function scoresAt({ width, classCount }: ScoreMap, part: SampledPart, row: number, column: number): number {
  const middle = Math.floor(part.step / 2);
  const y = part.top + row * part.step + middle;
  return (y * width + part.left + column * part.step + middle) * classCount;
}

/** Of each square the class with the highest score. */
function likeliestClasses(map: ScoreMap, part: SampledPart): Uint8Array {
  const { scores, classCount } = map;
  const { columns, rows, step } = part;
  const classes = new Uint8Array(columns * rows);
  let to = 0;
  for (let row = 0; row < rows; row += 1) {
    let from = scoresAt(map, part, row, 0);
    for (let column = 0; column < columns; column += 1) {
      let best = 0;
      let highest = scores[from] ?? 0;
      for (let classId = 1; classId < classCount; classId += 1) {
        const score = scores[from + classId] ?? 0;
        if (score > highest) {
          highest = score;
          best = classId;
        }
      }
      classes[to] = best;
      to += 1;
      from += classCount * step;
    }
  }
  return classes;
}

/** Softmax of the highest of the scores that begin there. */
function softmaxOfHighest({ scores, classCount }: ScoreMap, from: number, classId: number): number {
  const highest = scores[from + classId] ?? 0;
  let sum = 0;
  for (let at = from; at < from + classCount; at += 1) sum += Math.exp((scores[at] ?? 0) - highest);
  return 1 / sum;
}

function regionOf({ classId, pixels }: ConnectedComponent, map: ScoreMap, part: SampledPart): ClassRegion {
  const { columns, rows, step } = part;
  let [first, last, upper, lower] = [columns, 0, rows, 0];
  let confidences = 0;
  for (const at of pixels) {
    const row = Math.floor(at / columns);
    const column = at - row * columns;
    first = Math.min(first, column);
    last = Math.max(last, column);
    upper = Math.min(upper, row);
    lower = Math.max(lower, row);
    confidences += softmaxOfHighest(map, scoresAt(map, part, row, column), classId);
  }
  return {
    classId,
    confidence: Math.min(confidences / pixels.length, 1),
    left: part.left + first * step,
    right: part.left + (last + 1) * step,
    top: part.top + upper * step,
    bottom: part.top + (lower + 1) * step,
  };
}

/** Surest first. */
export function classRegions(
  map: ScoreMap,
  part: SampledPart,
  { leastArea, leastConfidence }: ClassRegionOptions,
): ClassRegion[] {
  const classes = likeliestClasses(map, part);
  return connectedComponents({ classes, width: part.columns, height: part.rows })
    .filter(({ pixels }) => pixels.length * part.step ** 2 >= leastArea)
    .map((component) => regionOf(component, map, part))
    .filter(({ confidence }) => confidence >= leastConfidence)
    .sort((one, other) => other.confidence - one.confidence);
}
