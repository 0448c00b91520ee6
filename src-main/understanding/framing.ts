/**
 * How a person is framed, from BlazePose's 33 body points. Shot sizes are those of D. Bordwell and K. Thompson, "Film Art: An
 * Introduction" (chapter on framing), and B. Brown, "Cinematography: Theory and Practice" (chapter on shots), by how much of
 * the person is in the picture:
 *
 * - extreme close-up: less than the head: the head is at least as high as the picture;
 * - close-up: head and shoulders, down to the chest; the waist is below the picture (their medium close-up is one of these);
 * - medium: down to the waist or the knees (their medium long shot, "plan américain", is one of these);
 * - full: from head to feet, and the person is at least half as long as the picture is high;
 * - wide (their long shot): from head to feet, and the person is shorter: the surroundings take more than the person.
 *
 * The head's height is told from eyes and mouth by the canon of drawing that A. Loomis gives in "Drawing the Head and Hands":
 * eyes half way down, the mouth a third of the way from nose to chin, which is 0.29 of the head below the eyes.
 */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { DetectedBody, Point } from '../../src-preload/contract/inference-tasks.ts';
import { boxArea, boxCentre } from './box-geometry.ts';
import { fourDecimals } from './rounded-findings.ts';

export type Framing = NonNullable<Artifact<'pose'>['samples'][number]['framing']>;
type BodyPoint = DetectedBody['points'][number];

const eyes = [1, 2, 3, 4, 5, 6] as const;
const mouth = [9, 10] as const;
const shoulders = [11, 12] as const;
const hips = [23, 24] as const;
const ankles = [27, 28] as const;

const eyesToMouth = 0.29;
const eyesToCrown = 0.5;
/**
 * From the shoulders to the hips. Shoulders are at 0.818 and hips at 0.530 of a person's height (R. Drillis and R. Contini, "Body
 * Segment Parameters", 1966), the waist at about 0.63.
 */
const waistOfTorso = 0.65;
/** As MediaPipe's drawing_utils draws points. */
const seenFrom = 0.5;
const wideBelow = 0.5;
const thirds = [1 / 3, 2 / 3] as const;

/** The one whose box is the largest: the one that the shot is of. */
export function largestBody(bodies: readonly DetectedBody[]): DetectedBody | null {
  return bodies.reduce<DetectedBody | null>(
    (found, body) => (found === null || boxArea(body.box) > boxArea(found.box) ? body : found),
    null,
  );
}

/**
 * null where no face is seen: sizes are counted from the head down. `aspect`: width of the picture over its height. Other points
 * count where they are thought to be, seen or not: legs behind a table are in the picture all the same.
 */
export function framingOf({ points, box }: DetectedBody, aspect: number): Framing | null {
  const head = headOf(points, aspect);
  if (head === null) return null;
  return {
    shotSize: shotSizeOf(points, head, aspect),
    headRoom: head.top >= 0 ? fourDecimals(head.top) : null,
    position: positionOf(boxCentre(box).x),
  };
}

interface Head {
  readonly crown: Point;
  /** Its highest part, which is not the crown of somebody who lies down. */
  readonly top: number;
  /** In heights of the picture. */
  readonly height: number;
}

function headOf(points: readonly BodyPoint[], aspect: number): Head | null {
  const isSeen = [...eyes, ...mouth].some((at) => {
    const point = points[at];
    return point !== undefined && point.visibility >= seenFrom && isWithin(point);
  });
  const [top, bottom] = [middleOf(points, eyes), middleOf(points, mouth)];
  if (!isSeen || top === null || bottom === null) return null;
  const [right, down] = [bottom.x - top.x, bottom.y - top.y];
  const upwards = eyesToCrown / eyesToMouth;
  const crown = { x: top.x - right * upwards, y: top.y - down * upwards };
  return {
    crown,
    top: Math.min(crown.y, top.y, bottom.y),
    height: Math.hypot(right * aspect, down) / eyesToMouth,
  };
}

function shotSizeOf(points: readonly BodyPoint[], head: Head, aspect: number): Framing['shotSize'] {
  if (head.height >= 1) return 'extreme-close-up';
  const feet = ankles.flatMap((at) => points[at] ?? []);
  if (feet.length > 0 && feet.every(isWithin)) {
    const lengths = feet.map(({ x, y }) => Math.hypot((x - head.crown.x) * aspect, y - head.crown.y));
    return Math.max(...lengths) < wideBelow ? 'wide' : 'full';
  }
  const waist = waistOf(points);
  return waist !== null && isWithin(waist) ? 'medium' : 'close-up';
}

function waistOf(points: readonly BodyPoint[]): Point | null {
  const [top, bottom] = [middleOf(points, shoulders), middleOf(points, hips)];
  if (top === null || bottom === null) return null;
  return { x: between(top.x, bottom.x, waistOfTorso), y: between(top.y, bottom.y, waistOfTorso) };
}

/** By the thirds of the rule of thirds. */
function positionOf(x: number): Framing['position'] {
  if (x < thirds[0]) return 'left';
  return x > thirds[1] ? 'right' : 'centre';
}

function middleOf(points: readonly BodyPoint[], indexes: readonly number[]): Point | null {
  const chosen = indexes.flatMap((at) => points[at] ?? []);
  if (chosen.length === 0) return null;
  const sum = chosen.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / chosen.length, y: sum.y / chosen.length };
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function isWithin({ x, y }: Point): boolean {
  return x >= 0 && x <= 1 && y >= 0 && y <= 1;
}
