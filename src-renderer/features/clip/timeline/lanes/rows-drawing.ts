/** Rows of named blocks, as all lanes of what models found draw them. */
import type { CanvasPalette } from '../../../../ui/canvas-palette.ts';
import type { LaneDrawing } from '../lane.ts';
import { inView, type LaneRow, type LaneRows, type LaneSpan } from '../lane-rows.ts';
import { xOf } from '../time-scale.ts';

export const foldedHeightPx = 22;
const rowHeightPx = 18;

export type LaneColour = Exclude<keyof CanvasPalette, 'font'>;

const marginPx = 2;
const textGapPx = 5;
/** Fewer letters than this say nothing. */
const leastLetters = 3;
const blockAlpha = 0.3;
/** Blocks without room for a mark at their beginning are a little stronger instead. */
const [narrowPx, narrowAlpha] = [6, 0.6];

/** @param topPx where the row begins; it is `heightPx` high */
export function drawBlocks(
  spans: readonly LaneSpan[],
  drawing: LaneDrawing,
  {
    colour,
    topPx,
    heightPx,
  }: { readonly colour: LaneColour; readonly topPx: number; readonly heightPx: number },
): void {
  const { context, scale, palette } = drawing;
  context.font = `500 11px ${palette.font}`;
  context.textBaseline = 'middle';
  let drawnPx = Number.NEGATIVE_INFINITY;
  for (const span of inView(spans, scale)) {
    const [from, to] = [xOf(span.startSec, scale), xOf(span.endSec, scale)];
    // Zoomed out, hundreds of blocks share a pixel.
    if (to - drawnPx < 1) continue;
    const left = Math.max(from, drawnPx);
    const width = Math.max(1, to - left - (to - left > 4 ? 1 : 0));
    drawnPx = left + width;
    context.fillStyle = palette[colour];
    const isNarrow = width < narrowPx;
    context.globalAlpha = isNarrow ? narrowAlpha : blockAlpha;
    context.fillRect(left, topPx + marginPx, width, heightPx - 2 * marginPx);
    context.globalAlpha = 1;
    if (isNarrow) continue;
    context.fillRect(left, topPx + marginPx, 2, heightPx - 2 * marginPx);
    context.fillStyle = palette.text1;
    drawText(span.text, drawing, { from: left, to: left + width, middlePx: topPx + heightPx / 2 + 0.5 });
  }
}

/** As much as has room, from the left of what can be seen of the block. */
function drawText(
  text: string,
  { context, scale }: LaneDrawing,
  { from, to, middlePx }: { readonly from: number; readonly to: number; readonly middlePx: number },
): void {
  const x = Math.max(from + 2, 0) + textGapPx;
  const roomPx = Math.min(to, scale.widthPx) - x - textGapPx;
  if (roomPx < 14) return;
  // Longer ones are never shown whole; measuring them would take its time.
  const start = text.slice(0, Math.ceil(roomPx / 3));
  const width = context.measureText(start).width;
  const letters =
    start.length === text.length && width <= roomPx
      ? text.length
      : Math.floor((start.length * (roomPx - 8)) / width);
  if (letters < Math.min(leastLetters, text.length)) return;
  context.fillText(letters >= text.length ? text : `${text.slice(0, letters).trimEnd()}…`, x, middlePx);
}

export function openHeightPx(rows: readonly LaneRow[]): number {
  return (rows.length + 1) * rowHeightPx + 4;
}

/** Beside the lane's name where there is anything at all, below it each row. */
export function drawRows({ flat, rows }: LaneRows, drawing: LaneDrawing, colour: LaneColour): void {
  const { context, scale, palette } = drawing;
  context.fillStyle = palette[colour];
  let drawnPx = Number.NEGATIVE_INFINITY;
  for (const span of inView(flat, scale)) {
    const left = Math.max(xOf(span.startSec, scale), drawnPx);
    const width = Math.max(1, xOf(span.endSec, scale) - left);
    if (left + width - drawnPx < 1) continue;
    context.fillRect(left, 2 + rowHeightPx / 2 - 1, width, 2);
    drawnPx = left + width;
  }
  for (const [index, row] of rows.entries())
    drawBlocks(row.spans, drawing, { colour, topPx: 2 + (index + 1) * rowHeightPx, heightPx: rowHeightPx });
}
