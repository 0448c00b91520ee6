/**
 * MediaPipe Hands (Zhang et al. 2020, "MediaPipe Hands: On-device Real-time Hand Tracking"; google-ai-edge/mediapipe, modules/palm_detection and
 * modules/hand_landmark): palms are found in the whole picture, and 21 points of each hand in a turned square around its palm.
 */
import type { DetectedHand, Picture } from '../../../src-preload/contract/inference-tasks.ts';
import { regionFromBox, turnOf } from '../bodies/alignment-region.ts';
import { boxAround, pictureSpacePoint } from '../bodies/region-points.ts';
import { defineModel, floatsOf, type Session } from '../model.ts';
import { nonMaximumSuppression } from '../picture/boxes.ts';
import { cropRegion, type Region } from '../picture/crop.ts';
import { FloatMemory } from '../picture/float-memory.ts';
import { letterboxTensor } from '../picture/letterbox-tensor.ts';
import { letterboxPoint } from '../picture/resize.ts';
import { blendOverlapping, ssdAnchors, ssdDetections } from '../picture/ssd-anchors.ts';
import { pictureTensor } from '../picture/tensor-of-picture.ts';

const palmSide = 192;
const handSide = 224;
const pointCount = 21;

/** palm_detection_cpu.pbtxt: min_score_thresh and min_suppression_threshold. */
const leastPalm = 0.5;
const largestPalmOverlap = 0.3;
/** palm_detection_detection_to_roi.pbtxt: scale_x and shift_y; upwards is from point 0, the wrist, to point 2, the middle finger's root. */
const palmToHand = 2.6;
const shiftUp = -0.5;
/** hand_landmark_cpu.pbtxt: the threshold of the hand's presence, and normalize_z. */
const leastPresence = 0.5;
const depthScale = 0.4;
/** Two palms were one where their hands come out this much the same. */
const largestHandOverlap = 0.5;

const unitPixels = { layout: 'NHWC', channels: 'RGB', scale: 1 / 255, offset: 0 } as const;

/** A net, and the memory that its input goes to. */
interface Net {
  readonly session: Session;
  readonly memory: FloatMemory;
}

async function palmRegions(
  { session, memory }: Net,
  anchors: Float32Array,
  picture: Picture,
): Promise<Region[]> {
  const { tensor, ...placement } = letterboxTensor(picture, palmSide, palmSide, {
    ...unitPixels,
    place: 'centre',
    fill: 0,
    memory,
  });
  const outputs = await session.run({ input_1: tensor });
  const regressors = floatsOf(outputs['Identity']);
  const logits = floatsOf(outputs['Identity_1']);
  const palms = ssdDetections({ regressors, logits, anchors, inputSize: palmSide }, leastPalm);
  const toPixels = (x: number, y: number): { x: number; y: number } => {
    const point = letterboxPoint(placement, x * palmSide, y * palmSide);
    return { x: point.x * picture.width, y: point.y * picture.height };
  };
  return blendOverlapping(palms, largestPalmOverlap).flatMap(({ box, points }) => {
    const [wrist, , middleFinger] = points.map(({ x, y }) => toPixels(x, y));
    if (wrist === undefined || middleFinger === undefined) return [];
    const topLeft = toPixels(box.x, box.y);
    const bottomRight = toPixels(box.x + box.width, box.y + box.height);
    const size = { width: bottomRight.x - topLeft.x, height: bottomRight.y - topLeft.y };
    return [regionFromBox({ ...topLeft, ...size }, turnOf(wrist, middleFinger), shiftUp, palmToHand)];
  });
}

async function handIn(
  { session, memory }: Net,
  picture: Picture,
  region: Region,
): Promise<DetectedHand | null> {
  const crop = cropRegion(picture, region, handSide, handSide);
  const outputs = await session.run({ input_1: pictureTensor(crop, { ...unitPixels, memory }) });
  const confidence = floatsOf(outputs['Identity_1'])[0] ?? 0;
  if (confidence < leastPresence) return null;
  const values = floatsOf(outputs['Identity']);
  const points = Array.from({ length: pointCount }, (_, at) => {
    const x = (values[at * 3] ?? 0) / handSide;
    const y = (values[at * 3 + 1] ?? 0) / handSide;
    const z = (values[at * 3 + 2] ?? 0) / (handSide * depthScale);
    return pictureSpacePoint({ x, y, z }, region, picture);
  });
  // MediaPipe calls a high score left, because it supposes a selfie, which is mirrored. Footage of others is not.
  const handedness = (floatsOf(outputs['Identity_2'])[0] ?? 0) > 0.5 ? 'right' : 'left';
  return { confidence: Math.min(confidence, 1), box: boxAround(points), handedness, points };
}

const handShape = { type: 'float32', shape: [1, pointCount * 3] } as const;
const oneNumber = { type: 'float32', shape: [1, 1] } as const;

export default defineModel({
  ...{ name: 'mediapipe-hands', title: 'MediaPipe Hands', task: 'hands', version: 1, rank: 50 },
  files: {
    palm: {
      kind: 'onnx',
      inputs: { input_1: { type: 'float32', shape: [1, palmSide, palmSide, 3] } },
      outputs: {
        Identity: { type: 'float32', shape: [1, 2016, 18] },
        Identity_1: { type: 'float32', shape: [1, 2016, 1] },
      },
    },
    hand: {
      kind: 'onnx',
      inputs: { input_1: { type: 'float32', shape: [1, handSide, handSide, 3] } },
      outputs: { Identity: handShape, Identity_1: oneNumber, Identity_2: oneNumber, Identity_3: handShape },
    },
  },
  load({ sessions }) {
    const anchors = ssdAnchors([
      { cells: 24, anchorsPerCell: 2 },
      { cells: 12, anchorsPerCell: 6 },
    ]);
    const palm = { session: sessions.palm, memory: new FloatMemory() };
    const hand = { session: sessions.hand, memory: new FloatMemory() };
    return {
      async run({ picture }) {
        const hands: DetectedHand[] = [];
        for (const region of await palmRegions(palm, anchors, picture)) {
          const found = await handIn(hand, picture, region);
          if (found !== null) hands.push(found);
        }
        return { hands: nonMaximumSuppression(hands, largestHandOverlap) };
      },
    };
  },
});
