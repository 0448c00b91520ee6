/** Where a face must be cut out so that its eyes, nose and mouth come to lie where nets for identity expect them. */
import type { DetectedFace, Picture, Point } from '../../../src-preload/contract/inference-tasks.ts';
import { type Region, squareAround } from './crop.ts';

/**
 * Places in a picture of 112 x 112 pixels, by ArcFace (Deng et al. 2019, arXiv 1801.07698; github.com/deepinsight/insightface, `face_align`). The mouth
 * is the middle of its corners.
 */
const template: Readonly<Partial<Record<DetectedFace['landmarks'][number]['name'], Point>>> = {
  // As seen: the person's right eye lies left in the picture.
  'right-eye': { x: 38.2946, y: 51.6963 },
  'left-eye': { x: 73.5318, y: 51.5014 },
  nose: { x: 56.0252, y: 71.7366 },
  mouth: { x: 56.1396, y: 92.2848 },
  'right-mouth-corner': { x: 41.5493, y: 92.3655 },
  'left-mouth-corner': { x: 70.7299, y: 92.2041 },
};
const templateSize = 112;

/** Of the longer side of the box, where there are no landmarks: about what the template takes in. */
const boxWidening = 1;

function meanPoint(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

/**
 * The region whose template places lie nearest to the given points: turned, scaled and moved alike in all directions (least squares, Umeyama
 * 1991, in two dimensions).
 */
function bestRegion(pairs: readonly { readonly inTemplate: Point; readonly inPicture: Point }[]): Region {
  const from = meanPoint(pairs.map(({ inTemplate }) => inTemplate));
  const to = meanPoint(pairs.map(({ inPicture }) => inPicture));
  let along = 0;
  let across = 0;
  let spread = 0;
  for (const { inTemplate, inPicture } of pairs) {
    const [fromX, fromY] = [inTemplate.x - from.x, inTemplate.y - from.y];
    const [toX, toY] = [inPicture.x - to.x, inPicture.y - to.y];
    along += fromX * toX + fromY * toY;
    across += fromX * toY - fromY * toX;
    spread += fromX * fromX + fromY * fromY;
  }
  const [cosine, sine] = [along / spread, across / spread];
  const [middleX, middleY] = [templateSize / 2 - from.x, templateSize / 2 - from.y];
  const side = Math.hypot(cosine, sine) * templateSize;
  return {
    centreX: to.x + middleX * cosine - middleY * sine,
    centreY: to.y + middleX * sine + middleY * cosine,
    width: side,
    height: side,
    rotationRad: Math.atan2(sine, cosine),
  };
}

/** By the landmarks, if both eyes are among them, else the square around the box. */
export function alignedFaceRegion(face: Pick<DetectedFace, 'box' | 'landmarks'>, picture: Picture): Region {
  const pairs = face.landmarks.flatMap(({ name, x, y }) => {
    const inTemplate = template[name];
    return inTemplate === undefined
      ? []
      : [{ name, inTemplate, inPicture: { x: x * picture.width, y: y * picture.height } }];
  });
  const eyes = pairs.filter(({ name }) => name === 'right-eye' || name === 'left-eye');
  return eyes.length === 2 ? bestRegion(pairs) : squareAround(face.box, picture, boxWidening);
}
