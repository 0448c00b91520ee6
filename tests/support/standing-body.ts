/** A person who stands upright and looks at the camera, in proportions that artists use: seven and a half heads high. */
import { type Box, type DetectedBody, type Point } from '../../src-preload/contract/inference-tasks.ts';

export interface StandingPlace {
  /** Where the top of the head and the soles are, in heights of the picture from its top; may lie outside it. */
  readonly crown: number;
  readonly soles: number;
  /** Middle of the body, in widths of the picture. Default 0.5. */
  readonly x?: number;
  /** Of the points of the face. Default 0.95. */
  readonly faceVisibility?: number;
}

/** Height below the crown of each kind of point, in heights of the person: Drillis and Contini's for the body. */
const below = {
  eyes: 0.5 / 7.5,
  mouth: 0.79 / 7.5,
  shoulders: 0.182,
  elbows: 0.37,
  wrists: 0.52,
  hips: 0.47,
  knees: 0.715,
  ankles: 0.961,
};

export function standingBody({ crown, soles, x = 0.5, faceVisibility = 0.95 }: StandingPlace): DetectedBody {
  const height = soles - crown;
  const rows: readonly (readonly [share: number, count: number])[] = [
    [0.62 / 7.5, 1],
    [below.eyes, 6],
    [below.eyes, 2],
    [below.mouth, 2],
    [below.shoulders, 2],
    [below.elbows, 2],
    [below.wrists, 8],
    [below.hips, 2],
    [below.knees, 2],
    [below.ankles, 2],
    [1, 4],
  ];
  const halfWidth = Math.min(height / 8, 0.1);
  const points = rows
    .flatMap(([share, count]) =>
      Array.from({ length: count }, (_, at) => ({ share, side: count === 1 ? 0 : (at % 2) * 2 - 1 })),
    )
    .map(({ share, side }, at) => ({
      x: x + side * halfWidth * (share > 0.15 ? 1 : 0.3),
      y: crown + height * share,
      z: 0,
      visibility: at <= 10 ? faceVisibility : 0.9,
    }));
  return { confidence: 0.9, points, box: boxWithin(points) };
}

function boxWithin(points: readonly Point[]): Box {
  const within = (values: readonly number[]) => values.map((value) => Math.min(1, Math.max(0, value)));
  const [xs, ys] = [within(points.map(({ x }) => x)), within(points.map(({ y }) => y))];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}
