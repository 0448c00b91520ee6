/**
 * Anchors and detections of MediaPipe's single-shot detectors (faces, palms, bodies), after its SsdAnchorsCalculator and
 * TensorsToDetectionsCalculator (google-ai-edge/mediapipe, mediapipe/calculators).
 * Their anchors all have size 1, so only the centres matter.
 */
import type { Box, Point } from '../../../src-preload/contract/inference-tasks.ts';
import { intersectionOverUnion } from './boxes.ts';

/** One square grid: how many cells along each side, and how many anchors share each cell's centre. */
interface AnchorGrid {
  readonly cells: number;
  readonly anchorsPerCell: number;
}

/** Centres as x, y pairs in fractions of the input, grid by grid, row by row. */
export function ssdAnchors(grids: readonly AnchorGrid[]): Float32Array {
  const count = grids.reduce((sum, grid) => sum + grid.cells * grid.cells * grid.anchorsPerCell, 0);
  const centres = new Float32Array(count * 2);
  let to = 0;
  for (const { cells, anchorsPerCell } of grids) {
    for (let at = 0; at < cells * cells * anchorsPerCell; at += 1) {
      const cell = Math.floor(at / anchorsPerCell);
      centres[to] = ((cell % cells) + 0.5) / cells;
      centres[to + 1] = (Math.floor(cell / cells) + 0.5) / cells;
      to += 2;
    }
  }
  return centres;
}

/** In fractions of the model's input, not of the original picture. */
interface SsdDetection {
  readonly confidence: number;
  readonly box: Box;
  readonly points: readonly Point[];
}

interface SsdOutput {
  /** For each anchor: x and y of the centre and width and height of the box, then x and y of each point, in pixels of the input, from the anchor. */
  readonly regressors: Float32Array;
  /** One logit for each anchor. */
  readonly logits: Float32Array;
  readonly anchors: Float32Array;
  /** Pixels along the side of the square input. */
  readonly inputSize: number;
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** All anchors whose score is at least `leastConfidence`, in the anchors' order. */
export function ssdDetections(output: SsdOutput, leastConfidence: number): SsdDetection[] {
  const { regressors, logits, anchors, inputSize } = output;
  const valuesEach = regressors.length / logits.length;
  // The inverse of the logistic function: most anchors are refused without an exponential.
  const leastLogit = Math.log(leastConfidence / (1 - leastConfidence));
  const found: SsdDetection[] = [];
  for (let at = 0; at < logits.length; at += 1) {
    const logit = logits[at] ?? 0;
    if (logit < leastLogit) continue;
    const pointAt = (value: number): Point => ({
      x: (regressors[at * valuesEach + value] ?? 0) / inputSize + (anchors[at * 2] ?? 0),
      y: (regressors[at * valuesEach + value + 1] ?? 0) / inputSize + (anchors[at * 2 + 1] ?? 0),
    });
    const centre = pointAt(0);
    const width = (regressors[at * valuesEach + 2] ?? 0) / inputSize;
    const height = (regressors[at * valuesEach + 3] ?? 0) / inputSize;
    const points: Point[] = [];
    for (let value = 4; value + 1 < valuesEach; value += 2) points.push(pointAt(value));
    const box = { x: centre.x - width / 2, y: centre.y - height / 2, width, height };
    found.push({ confidence: sigmoid(logit), box, points });
  }
  return found;
}

function weightedMean(of: readonly SsdDetection[], valueOf: (detection: SsdDetection) => number): number {
  let sum = 0;
  let weight = 0;
  for (const detection of of) {
    sum += valueOf(detection) * detection.confidence;
    weight += detection.confidence;
  }
  return sum / weight;
}

function blended(best: SsdDetection, group: readonly SsdDetection[]): SsdDetection {
  const mean = (valueOf: (detection: SsdDetection) => number): number => weightedMean(group, valueOf);
  return {
    confidence: best.confidence,
    box: {
      x: mean(({ box }) => box.x),
      y: mean(({ box }) => box.y),
      width: mean(({ box }) => box.width),
      height: mean(({ box }) => box.height),
    },
    points: best.points.map((_, at) => ({
      x: mean(({ points }) => points[at]?.x ?? 0),
      y: mean(({ points }) => points[at]?.y ?? 0),
    })),
  };
}

/**
 * Suppression with blending (BlazeFace, Bazarevsky et al. 2019, section 3.3): those that overlap the best by more than `iouThreshold` give one
 * detection, the mean of them weighted by confidence, which trembles less from frame to frame. Best first.
 */
export function blendOverlapping(detections: readonly SsdDetection[], iouThreshold: number): SsdDetection[] {
  let rest = detections.toSorted((one, other) => other.confidence - one.confidence);
  const kept: SsdDetection[] = [];
  for (let best = rest[0]; best !== undefined; best = rest[0]) {
    const chosen = best;
    const group = rest.filter(
      (other) => other === chosen || intersectionOverUnion(chosen.box, other.box) > iouThreshold,
    );
    kept.push(blended(chosen, group));
    rest = rest.filter((other) => !group.includes(other));
  }
  return kept;
}
