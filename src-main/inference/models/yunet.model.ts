/**
 * YuNet in its first form, with prior boxes (github.com/opencv/opencv_zoo, face_detection_yunet of 2021; Wu et al. 2023, "YuNet: A Tiny
 * Millisecond-level Face Detector"), fixed to 160 x 120 pixels. Eyes, nose and corners of the mouth.
 *
 * Input: blue, green, red as they are (0 to 255). Boxes and points are decoded as in the zoo's yunet.py: priors by cell and size, variances 0.1
 * and 0.2; the score is the geometric mean of the class's and of the expected overlap.
 */
import { Tensor } from 'onnxruntime-common';
import type { DetectedFace, Picture, Point } from '../../../src-preload/contract/inference-tasks.ts';
import { defineModel, floatsOf, type Session } from '../model.ts';
import { clipBox, nonMaximumSuppression } from '../picture/boxes.ts';
import { FloatMemory } from '../picture/float-memory.ts';
import { letterboxTensor } from '../picture/letterbox-tensor.ts';
import { letterboxPoint, type Placement } from '../picture/resize.ts';
import { copyTile, isCutOff, tilesOf } from '../picture/tiles.ts';

const width = 160;
const height = 120;
const priorCount = 1076;

/** Stride in pixels and sides of the priors of each grid, in pixels. */
const grids = [
  { stride: 8, sides: [10, 16, 24] },
  { stride: 16, sides: [32, 48] },
  { stride: 32, sides: [64, 96] },
  { stride: 64, sides: [128, 192, 256] },
] as const;

const centreVariance = 0.1;
const sizeVariance = 0.2;

/** The zoo's demo has 0.6; between there and 0.7 tiles bring toys, dogs and backs of heads, and hardly a face. */
const leastConfidence = 0.7;
/** The zoo's demo. */
const largestOverlap = 0.3;

/**
 * Seen at 160 x 120, a face must fill a twentieth of the picture's width; so the picture is looked at once as a whole and once in
 * overlapping tiles, 2.7 times as large. On a film from 1914 with two men in full, that found 12 faces in 19 frames instead of none.
 */
const zoom = 2.7;
/** Of a tile's shorter side. Faces that small lie whole in one of two neighbours. */
const tileOverlap = 0.25;
/** Of a tile's height: larger ones show up in the whole picture too, and what looks like one in a tile is a piece of something. */
const largestInTile = 0.4;

const landmarkNames = ['right-eye', 'left-eye', 'nose', 'right-mouth-corner', 'left-mouth-corner'] as const;

/** Centre x, centre y and side of each prior, pixels. Grids halve and round down, stride by stride. */
function priors(): Float32Array {
  const values: number[] = [];
  for (const { stride, sides } of grids) {
    const columns = Math.floor(width / stride);
    const rows = Math.floor(height / stride);
    for (let at = 0; at < columns * rows; at += 1) {
      for (const side of sides) {
        values.push(((at % columns) + 0.5) * stride, (Math.floor(at / columns) + 0.5) * stride, side);
      }
    }
  }
  return new Float32Array(values);
}

/** Where in a scaled picture the model's input begins. */
interface View {
  readonly left: number;
  readonly top: number;
  readonly placement: Placement;
}

interface Outputs {
  readonly loc: Float32Array;
  readonly conf: Float32Array;
  readonly iou: Float32Array;
}

/** The face of one prior, in fractions of the whole picture. */
function faceAt(loc: Float32Array, prior: Float32Array, view: View, confidence: number): DetectedFace {
  const [priorX = 0, priorY = 0, side = 0] = prior;
  const away = (value: number): number => (loc[value] ?? 0) * centreVariance * side;
  const pointAt = (x: number, y: number): Point =>
    letterboxPoint(view.placement, view.left + x, view.top + y);
  const halfWidth = (side * Math.exp((loc[2] ?? 0) * sizeVariance)) / 2;
  const halfHeight = (side * Math.exp((loc[3] ?? 0) * sizeVariance)) / 2;
  const topLeft = pointAt(priorX + away(0) - halfWidth, priorY + away(1) - halfHeight);
  const bottomRight = pointAt(priorX + away(0) + halfWidth, priorY + away(1) + halfHeight);
  const box = { ...topLeft, width: bottomRight.x - topLeft.x, height: bottomRight.y - topLeft.y };
  const landmarks = landmarkNames.map((name, at) => ({
    name,
    ...pointAt(priorX + away(4 + at * 2), priorY + away(5 + at * 2)),
  }));
  return { confidence, box, landmarks };
}

function facesIn({ loc, conf, iou }: Outputs, allPriors: Float32Array, view: View): DetectedFace[] {
  const found: DetectedFace[] = [];
  for (let at = 0; at < priorCount; at += 1) {
    const overlap = Math.min(Math.max(iou[at] ?? 0, 0), 1);
    const confidence = Math.sqrt((conf[at * 2 + 1] ?? 0) * overlap);
    if (confidence < leastConfidence) continue;
    const prior = allPriors.subarray(at * 3, at * 3 + 3);
    found.push(faceAt(loc.subarray(at * 14, at * 14 + 14), prior, view, Math.min(confidence, 1)));
  }
  return found;
}

const input = { layout: 'NCHW', channels: 'BGR', scale: 1, offset: 0, place: 'centre', fill: 0 } as const;

/** The net, and the memory that its inputs go to: the picture, and the larger one that tiles are cut from. */
interface Net {
  readonly session: Session;
  readonly priors: Float32Array;
  readonly input: FloatMemory;
  readonly zoomed: FloatMemory;
}

async function lookAt(session: Session, tensor: Tensor): Promise<Outputs> {
  const { loc, conf, iou } = await session.run({ input: tensor });
  return { loc: floatsOf(loc), conf: floatsOf(conf), iou: floatsOf(iou) };
}

async function facesInWhole(net: Net, picture: Picture): Promise<DetectedFace[]> {
  const options = { ...input, memory: net.input };
  const { tensor, ...placement } = letterboxTensor(picture, width, height, options);
  return facesIn(await lookAt(net.session, tensor), net.priors, { left: 0, top: 0, placement });
}

async function facesInTiles(net: Net, picture: Picture): Promise<DetectedFace[]> {
  const scale = Math.min(width / picture.width, height / picture.height) * zoom;
  const size = {
    width: Math.max(Math.round(picture.width * scale), 1),
    height: Math.max(Math.round(picture.height * scale), 1),
  };
  const options = { ...input, memory: net.zoomed };
  const { tensor: zoomed, ...placement } = letterboxTensor(picture, size.width, size.height, options);
  const data = net.input.ofLength(width * height * 3);
  // A tile is smaller where the zoomed picture is.
  data.fill(0);
  const tensor = new Tensor('float32', data, [1, 3, height, width]);
  const found: DetectedFace[] = [];
  for (const tile of tilesOf(size, { width, height }, tileOverlap)) {
    copyTile(floatsOf(zoomed), size, tile, data, { width, height });
    const faces = facesIn(await lookAt(net.session, tensor), net.priors, {
      left: tile.left,
      top: tile.top,
      placement,
    });
    const isSmall = ({ box }: DetectedFace): boolean => box.height * size.height <= height * largestInTile;
    found.push(...faces.filter((face) => isSmall(face) && !isCutOff(face.box, tile, size)));
  }
  return found;
}

export default defineModel({
  ...{ name: 'yunet', title: 'YuNet', task: 'faces', version: 1, rank: 50 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { input: { type: 'float32', shape: [1, 3, height, width] } },
      outputs: {
        loc: { type: 'float32', shape: [priorCount, 14] },
        conf: { type: 'float32', shape: [priorCount, 2] },
        iou: { type: 'float32', shape: [priorCount, 1] },
      },
    },
  },
  load({ sessions }) {
    const memories = { input: new FloatMemory(), zoomed: new FloatMemory() };
    const net = { session: sessions.model, priors: priors(), ...memories };
    return {
      async run({ picture }) {
        const whole = await facesInWhole(net, picture);
        const small = await facesInTiles(net, picture);
        const kept = nonMaximumSuppression([...whole, ...small], largestOverlap);
        return { faces: kept.map((face) => ({ ...face, box: clipBox(face.box) })) };
      },
    };
  },
});
