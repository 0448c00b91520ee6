/**
 * What models found, as it is stored: to four decimals, which is half a pixel of a picture 5,000 pixels wide. The digits behind them are
 * noise that makes hours of points three times as large.
 */
import type { Box, Point, Scored } from '../../src-preload/contract/inference-tasks.ts';

const steps = 10_000;

export function fourDecimals(value: number): number {
  return Math.round(value * steps) / steps;
}

/** Its edges are rounded, not its size, so that a box that touches the edge of the picture goes on to do so and does not stick out. */
export function roundedBox({ x, y, width, height }: Box): Box {
  const [left, top] = [fourDecimals(x), fourDecimals(y)];
  return {
    x: left,
    y: top,
    width: fourDecimals(fourDecimals(x + width) - left),
    height: fourDecimals(fourDecimals(y + height) - top),
  };
}

export function roundedPoint({ x, y }: Point): Point {
  return { x: fourDecimals(x), y: fourDecimals(y) };
}

export function roundedScores(scores: readonly Scored[]): Scored[] {
  return scores.map(({ label, confidence }) => ({ label, confidence: fourDecimals(confidence) }));
}
