/** What several lanes draw alike. */
import type { LaneDrawing } from '../lane.ts';
import { type TimeScale, visibleSec, xOf } from '../time-scale.ts';

export interface Span {
  readonly startSec: number;
  readonly endSec: number;
}

export function isAt({ startSec, endSec }: Span, timeSec: number): boolean {
  return timeSec >= startSec && timeSec < endSec;
}

export function isInView({ startSec, endSec }: Span, scale: TimeScale): boolean {
  return endSec >= scale.startSec && startSec <= scale.startSec + visibleSec(scale);
}

const labelGapPx = 6;

/** Text at the left of a block, kept in sight while its block is; nothing where it does not fit. */
export function drawLabel(text: string, fromX: number, toX: number, drawing: LaneDrawing): void {
  const { context, heightPx, palette, scale } = drawing;
  context.font = `500 11px ${palette.font}`;
  const width = context.measureText(text).width;
  const x = Math.max(fromX, 0) + labelGapPx;
  if (x + width + labelGapPx > Math.min(toX, scale.widthPx)) return;
  context.fillStyle = palette.text2;
  context.textBaseline = 'middle';
  context.fillText(text, x, heightPx / 2 + 0.5);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function drawStripes(context: CanvasRenderingContext2D, box: Box, colour: string): void {
  const { x, y, width, height } = box;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  for (let at = x - height; at < x + width; at += 6) {
    context.moveTo(at, y + height);
    context.lineTo(at + height, y);
  }
  context.stroke();
  context.restore();
}

export interface Point {
  readonly timeSec: number;
  /** 0 at the bottom, 1 at the top; null: a gap. */
  readonly level: number | null;
}

/** A curve through the points that can be seen; with `fill`, down to the bottom. */
export function drawCurve(
  points: readonly Point[],
  drawing: LaneDrawing,
  { stroke, fill }: { readonly stroke: string | null; readonly fill: string | null },
): void {
  for (const run of runsOf(points)) drawRun(run, drawing, { stroke, fill });
}

function drawRun(
  run: readonly { readonly timeSec: number; readonly level: number }[],
  { context, scale, heightPx }: LaneDrawing,
  { stroke, fill }: { readonly stroke: string | null; readonly fill: string | null },
): void {
  const endSec = scale.startSec + visibleSec(scale);
  const first = Math.max(
    0,
    run.findLastIndex(({ timeSec }) => timeSec < scale.startSec),
  );
  const behind = run.findIndex(({ timeSec }) => timeSec > endSec);
  const seen = run.slice(first, behind === -1 ? undefined : behind + 1);
  // A line keeps off the edges; an area of nothing has no height.
  const marginPx = stroke === null ? 0 : 1;
  const y = (level: number): number =>
    marginPx + (1 - Math.min(1, Math.max(0, level))) * (heightPx - 2 * marginPx);
  const [start, end] = [seen[0], seen.at(-1)];
  if (start === undefined || end === undefined) return;
  context.beginPath();
  for (const { timeSec, level } of seen) context.lineTo(xOf(timeSec, scale), y(level));
  if (stroke !== null) {
    context.strokeStyle = stroke;
    context.lineWidth = 1.25;
    context.lineJoin = 'round';
    context.stroke();
  }
  if (fill === null) return;
  context.lineTo(xOf(end.timeSec, scale), heightPx);
  context.lineTo(xOf(start.timeSec, scale), heightPx);
  context.fillStyle = fill;
  context.fill();
}

/** PURE. Stretches without a gap. */
export function runsOf(points: readonly Point[]): readonly (readonly { timeSec: number; level: number }[])[] {
  const runs: { timeSec: number; level: number }[][] = [];
  let isOpen = false;
  for (const { timeSec, level } of points) {
    if (level === null) {
      isOpen = false;
      continue;
    }
    if (isOpen) runs.at(-1)?.push({ timeSec, level });
    else runs.push([{ timeSec, level }]);
    isOpen = true;
  }
  return runs;
}

/** PURE. The entry nearest to a time. @param samples in order of time */
export function nearestSample<S extends { readonly timeSec: number }>(
  samples: readonly S[],
  timeSec: number,
): S | undefined {
  const behind = samples.findIndex((sample) => sample.timeSec >= timeSec);
  if (behind === -1) return samples.at(-1);
  const [before, next] = [samples[behind - 1], samples[behind]];
  if (before === undefined || next === undefined) return next;
  return timeSec - before.timeSec <= next.timeSec - timeSec ? before : next;
}
