/** Boxes, labels and figures on a canvas over the picture. */
import type { CanvasPalette } from '../../../ui/canvas-palette.ts';
import { type Area, labelPlace, onScreen } from './picture-place.ts';
import type { Scene, SceneBox, SceneFigure } from './scene.ts';

export interface SceneDrawing {
  readonly context: CanvasRenderingContext2D;
  /** Where the picture is on the canvas, in CSS pixels. */
  readonly picture: Area;
  readonly palette: CanvasPalette;
  readonly percent: (confidence: number) => string;
}

const shade = 'rgb(0 0 0 / 60%)';
const labelHeightPx = 17;
const labelGapPx = 5;
const fontPx = 11;
const longestLabel = 36;
/** Of boxes smaller than this, the label would hide more than the box shows. */
const leastLabelledPx = 5;
/** Boxes lower than this are all but hidden by a label over them. */
const smallPx = 4 * labelHeightPx;

export function drawScene({ boxes, figures }: Scene, drawing: SceneDrawing): void {
  for (const figure of figures) drawFigure(figure, drawing);
  const placed = boxes.map((box) => ({ box, area: onScreen(box.box, drawing.picture) }));
  for (const { box, area } of placed) drawBox(box, area, drawing);
  drawLabels(placed, drawing);
}

function drawBox({ layer }: SceneBox, area: Area, { context, palette }: SceneDrawing): void {
  // Seen on bright pictures and dark ones.
  for (const [colour, width] of [
    [shade, 3],
    [palette[layer], 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(area.x, area.y, area.width, area.height);
  }
}

/** The most certain first: where there is no room for all, they are told. */
function drawLabels(
  placed: readonly { readonly box: SceneBox; readonly area: Area }[],
  { context, picture, palette, percent }: SceneDrawing,
): void {
  const taken: Area[] = [];
  const areas = placed.map(({ area }) => area).filter(({ height }) => height < smallPx);
  context.font = `500 ${String(fontPx)}px ${palette.font}`;
  context.textBaseline = 'middle';
  for (const { box, area } of placed.toSorted((one, other) => other.box.confidence - one.box.confidence)) {
    if (area.height < leastLabelledPx) continue;
    const name = box.label.length > longestLabel ? `${box.label.slice(0, longestLabel)}…` : box.label;
    const text = `${name} ${percent(box.confidence)}`;
    const width = context.measureText(text).width + 2 * labelGapPx + 2;
    const small = areas.filter((other) => other !== area);
    const place = labelPlace(area, { width, height: labelHeightPx }, { picture, taken, small });
    if (place === null) continue;
    taken.push(place);
    context.fillStyle = 'rgb(0 0 0 / 72%)';
    context.fillRect(place.x, place.y, width, labelHeightPx);
    context.fillStyle = palette[box.layer];
    context.fillRect(place.x, place.y, 2, labelHeightPx);
    context.fillStyle = '#ffffff';
    context.fillText(text, place.x + labelGapPx + 1, place.y + labelHeightPx / 2 + 0.5);
  }
}

function drawFigure(
  { layer, points, bones }: SceneFigure,
  { context, picture, palette }: SceneDrawing,
): void {
  const at = (index: number): { x: number; y: number } | null => {
    const point = points[index];
    return point?.isSeen === true
      ? { x: picture.x + point.x * picture.width, y: picture.y + point.y * picture.height }
      : null;
  };
  context.beginPath();
  for (const [from, to] of bones) {
    const [start, end] = [at(from), at(to)];
    if (start === null || end === null) continue;
    context.moveTo(start.x, start.y);
    context.lineTo(end.x, end.y);
  }
  context.lineCap = 'round';
  for (const [colour, width] of [
    [shade, 4],
    [palette[layer], 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
  const radius = layer === 'body' ? 3 : 2;
  context.fillStyle = palette[layer];
  for (const index of points.keys()) {
    const point = at(index);
    if (point === null) continue;
    context.beginPath();
    context.arc(point.x, point.y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}
