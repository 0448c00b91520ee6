/**
 * Boxes in the ways that programs around YOLO write them: four numbers or named fields, corners or a corner and a size, pixels or
 * fractions. What a field's name does not say is told from all boxes of a file together.
 */
import type { Box } from '../../../src-preload/contract/inference-tasks.ts';
import { BadField, fieldOf, isObject, type JsonObject, numberOf } from './entry-reading.ts';

/** Corners; left, top, width, height (COCO); centre, width, height (Ultralytics' xywh). */
type BoxLayout = 'corners' | 'corner-and-size' | 'centre-and-size';

export interface RawBox {
  readonly field: string;
  readonly values: readonly [number, number, number, number];
  /** null: four numbers without a name for what they are. */
  readonly layout: BoxLayout | null;
  /** null: only the numbers can tell. */
  readonly unit: 'fractions' | 'pixels' | null;
}

export interface BoxConvention {
  readonly layout: BoxLayout;
  readonly unit: 'fractions' | 'pixels';
  /** Of the picture that pixels are counted in. */
  readonly width: number;
  readonly height: number;
}

const arrayFields: readonly (readonly [string, BoxLayout | null, RawBox['unit']])[] = [
  ['xyxyn', 'corners', 'fractions'],
  ['xyxy', 'corners', 'pixels'],
  ['xywhn', 'centre-and-size', 'fractions'],
  ['xywh', 'centre-and-size', 'pixels'],
  ['ltwh', 'corner-and-size', null],
  ['tlwh', 'corner-and-size', null],
  ['bbox', null, null],
  ['box', null, null],
  ['bounding_box', null, null],
  ['boundingBox', null, null],
];

const namedFields: readonly (readonly [readonly (readonly string[])[], BoxLayout])[] = [
  [
    [
      ['xmin', 'x_min'],
      ['ymin', 'y_min'],
      ['xmax', 'x_max'],
      ['ymax', 'y_max'],
    ],
    'corners',
  ],
  [[['x1'], ['y1'], ['x2'], ['y2']], 'corners'],
  [[['left'], ['top'], ['right'], ['bottom']], 'corners'],
  [[['left'], ['top'], ['width', 'w'], ['height', 'h']], 'corner-and-size'],
  [
    [
      ['xcenter', 'x_center', 'cx', 'center_x'],
      ['ycenter', 'y_center', 'cy', 'center_y'],
      ['width', 'w'],
      ['height', 'h'],
    ],
    'centre-and-size',
  ],
  [[['x'], ['y'], ['width', 'w'], ['height', 'h']], 'corner-and-size'],
];

const expected = 'a box: four numbers, or xmin, ymin, xmax, ymax, or x, y, width, height';

/** @throws BadField where there is none */
export function rawBoxOf(entry: JsonObject): RawBox {
  for (const [field, layout, unit] of arrayFields) {
    const value = entry[field];
    if (value === undefined || value === null) continue;
    if (isObject(value)) return named(value, `${field}.`) ?? bad(field, value);
    if (!Array.isArray(value) || value.length !== 4) return bad(field, value);
    const [a, b, c, d] = value.map((each: unknown) => numberOf(field, each, expected));
    return { field, values: [a ?? 0, b ?? 0, c ?? 0, d ?? 0], layout, unit };
  }
  return named(entry, '') ?? bad('bbox', undefined);
}

function bad(field: string, value: unknown): never {
  throw new BadField(field, value, expected);
}

function named(entry: JsonObject, prefix: string): RawBox | null {
  for (const [names, layout] of namedFields) {
    const found = names.map((each) => fieldOf(entry, each));
    if (found.some(([, value]) => value === undefined)) continue;
    const [a, b, c, d] = found.map(([name, value]) => numberOf(`${prefix}${name}`, value, expected));
    const field = prefix === '' ? (found[0]?.[0] ?? '') : prefix.slice(0, -1);
    return { field, values: [a ?? 0, b ?? 0, c ?? 0, d ?? 0], layout, unit: null };
  }
  return null;
}

/** Rounding takes fractions a little beyond 1. */
const largestFraction = 1.5;

/** What holds for those boxes of a file that do not say it themselves. */
export function conventionOf(
  boxes: readonly RawBox[],
  hint: unknown,
  size: { readonly width: number; readonly height: number },
): BoxConvention {
  const unnamed = boxes.filter(({ layout }) => layout === null);
  const areCorners = unnamed.every(({ values: [a, b, c, d] }) => c > a && d > b);
  const values = boxes.filter(({ unit }) => unit === null).flatMap((box) => box.values);
  return {
    layout: hintedLayout(hint) ?? (areCorners ? 'corners' : 'corner-and-size'),
    unit: values.every((value) => Math.abs(value) <= largestFraction) ? 'fractions' : 'pixels',
    ...size,
  };
}

function hintedLayout(hint: unknown): BoxLayout | null {
  if (typeof hint !== 'string') return null;
  if (/xyxy|corner|voc/i.test(hint)) return 'corners';
  if (/cxcywh|cent(?:er|re)|yolo/i.test(hint)) return 'centre-and-size';
  return /xywh|ltwh|tlwh|coco/i.test(hint) ? 'corner-and-size' : null;
}

/** Clipped to the picture. @throws BadField where nothing of it lies within */
export function boxOf(raw: RawBox, convention: BoxConvention): Box {
  const [a, b, c, d] = raw.values;
  const layout = raw.layout ?? convention.layout;
  const unit = raw.unit ?? convention.unit;
  const [left, top, right, bottom] =
    layout === 'corners'
      ? [a, b, c, d]
      : layout === 'corner-and-size'
        ? [a, b, a + c, b + d]
        : [a - c / 2, b - d / 2, a + c / 2, b + d / 2];
  const across = unit === 'fractions' ? 1 : convention.width;
  const down = unit === 'fractions' ? 1 : convention.height;
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  const x = within(left / across);
  const y = within(top / down);
  const box = { x, y, width: within(right / across) - x, height: within(bottom / down) - y };
  if (box.width > 0 && box.height > 0) return box;
  const picture = unit === 'fractions' ? 'the picture (0 to 1)' : `the picture of ${across} x ${down} pixels`;
  throw new BadField(raw.field, raw.values, `a box of some size within ${picture}`);
}
