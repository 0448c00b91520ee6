/**
 * MediaPipe Face Mesh (github.com/google-ai-edge/mediapipe, modules/face_landmark; Kartynnik et al. 2019, "Real-time Facial Surface Geometry
 * from Monocular Video on Mobile GPUs", arXiv 1907.06724): 468 points of each face.
 *
 * Input: a square around the box, widened by a quarter on each side as MediaPipe does, red, green, blue from 0 to 1. Where the first look says that
 * the head is tilted, a second one is turned with it: the net was trained on upright faces.
 */
import type { Picture, TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import { defineModel, floatsOf, type Session } from '../model.ts';
import { cropTensor, type Region, regionPoint, squareAround } from '../picture/crop.ts';
import { FloatMemory } from '../picture/float-memory.ts';

const inputSize = 192;
const pointCount = 468;
/** Of the face's box; MediaPipe's face_detection_front_detection_to_roi: 1.5. */
const widening = 1.5;
/** MediaPipe's face_landmark graph. */
const leastConfidence = 0.5;
/** Below that the net copes as well. */
const largestTiltRad = (12 * Math.PI) / 180;

/** Outer corners of the person's right and left eye, by MediaPipe's canonical face model. */
const rightEye = 33;
const leftEye = 263;

type Face = TaskOutput<'face-landmarks'>['faces'][number];

interface Look {
  readonly confidence: number;
  /** x, y, z in pixels of the input. */
  readonly points: Float32Array;
}

/** The net, and the memory that its input goes to. */
interface Net {
  readonly session: Session;
  readonly memory: FloatMemory;
}

async function lookAt({ session, memory }: Net, picture: Picture, region: Region): Promise<Look> {
  const input = { layout: 'NHWC', channels: 'RGB', scale: 1 / 255, offset: 0, memory } as const;
  const outputs = await session.run({ input_1: cropTensor(picture, region, inputSize, inputSize, input) });
  const logit = floatsOf(outputs['conv2d_31'])[0] ?? Number.NEGATIVE_INFINITY;
  return { confidence: 1 / (1 + Math.exp(-logit)), points: floatsOf(outputs['conv2d_21_1']) };
}

/** How far the line from eye to eye is from level, within the region. */
function tiltOf({ points }: Look): number {
  const across = (points[leftEye * 3] ?? 0) - (points[rightEye * 3] ?? 0);
  const down = (points[leftEye * 3 + 1] ?? 0) - (points[rightEye * 3 + 1] ?? 0);
  return Math.atan2(down, across);
}

function faceOf(look: Look, region: Region, picture: Picture): Face {
  if (look.confidence < leastConfidence) return null;
  const points = Array.from({ length: pointCount }, (_, at) => {
    const x = look.points[at * 3] ?? 0;
    const y = look.points[at * 3 + 1] ?? 0;
    const z = look.points[at * 3 + 2] ?? 0;
    const place = regionPoint(region, x / inputSize, y / inputSize);
    return {
      x: place.x / picture.width,
      y: place.y / picture.height,
      z: ((z / inputSize) * region.width) / picture.width,
    };
  });
  return { confidence: look.confidence, points };
}

async function meshOf(net: Net, picture: Picture, region: Region): Promise<Face> {
  const first = await lookAt(net, picture, region);
  const tilt = tiltOf(first);
  if (Math.abs(tilt) <= largestTiltRad) return faceOf(first, region, picture);
  const turned = { ...region, rotationRad: tilt };
  const second = await lookAt(net, picture, turned);
  return second.confidence > first.confidence
    ? faceOf(second, turned, picture)
    : faceOf(first, region, picture);
}

export default defineModel({
  ...{ name: 'facemesh', title: 'MediaPipe Face Mesh', task: 'face-landmarks', version: 1, rank: 50 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { input_1: { type: 'float32', shape: [1, inputSize, inputSize, 3] } },
      outputs: {
        conv2d_21_1: { type: 'float32', shape: [1, 1, 1, pointCount * 3] },
        conv2d_31: { type: 'float32', shape: [1, 1, 1, 1] },
      },
    },
  },
  load({ sessions }) {
    const net = { session: sessions.model, memory: new FloatMemory() };
    return {
      async run({ picture, boxes }) {
        const faces: Face[] = [];
        for (const box of boxes) {
          faces.push(await meshOf(net, picture, squareAround(box, picture, widening)));
        }
        return { faces };
      },
    };
  },
});
