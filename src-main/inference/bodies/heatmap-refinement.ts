/** MediaPipe's RefineLandmarksFromHeatmapCalculator: a network's points, moved to where its heat maps are warmest around them. */

export interface Heatmaps {
  /** Logits: row by row, in each cell one for each point. */
  readonly values: Float32Array;
  readonly side: number;
  readonly pointCount: number;
}

/** pose_landmark graphs: kernel_size 7; min_confidence_to_refine's default. */
const reach = 3;
const leastConfidence = 0.5;

/**
 * @param x from 0 to 1 across the maps, like `y` down them
 * @returns the mean place around it weighted by warmth; the point itself where it lies outside the maps or nothing near it is warm
 */
export function refinedPoint(
  maps: Heatmaps,
  point: number,
  x: number,
  y: number,
): { readonly x: number; readonly y: number } {
  const { values, side, pointCount } = maps;
  const column = Math.trunc(x * side);
  const row = Math.trunc(y * side);
  if (column < 0 || column >= side || row < 0 || row >= side) return { x, y };
  let [sum, sumX, sumY, highest] = [0, 0, 0, 0];
  for (let down = Math.max(row - reach, 0); down <= Math.min(row + reach, side - 1); down += 1) {
    for (
      let across = Math.max(column - reach, 0);
      across <= Math.min(column + reach, side - 1);
      across += 1
    ) {
      const logit = values[(down * side + across) * pointCount + point] ?? 0;
      const confidence = 1 / (1 + Math.exp(-logit));
      sum += confidence;
      sumX += across * confidence;
      sumY += down * confidence;
      highest = Math.max(highest, confidence);
    }
  }
  if (highest < leastConfidence) return { x, y };
  return { x: sumX / (sum * side), y: sumY / (sum * side) };
}
