/**
 * Ultra-Light-Fast-Generic-Face-Detector, RFB-320 (github.com/Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB). No landmarks.
 *
 * Ranked below YuNet: it finds small faces as well, but is as sure of dolls and of the backs of heads.
 *
 * Input: red, green, blue, (value - 127) / 128. Its boxes are decoded inside: corners as fractions of the input.
 */
import type { DetectedFace } from '../../../src-preload/contract/inference-tasks.ts';
import { defineModel, floatsOf } from '../model.ts';
import { clipBox, nonMaximumSuppression } from '../picture/boxes.ts';
import { FloatMemory } from '../picture/float-memory.ts';
import { letterboxTensor } from '../picture/letterbox-tensor.ts';
import { letterboxPoint, type Placement } from '../picture/resize.ts';

const width = 320;
const height = 240;
const placeCount = 4420;

/** Upstream's demo. */
const leastConfidence = 0.7;
/** Upstream's demo. */
const largestOverlap = 0.3;

function facesOf(scores: Float32Array, boxes: Float32Array, placement: Placement): DetectedFace[] {
  const found: DetectedFace[] = [];
  for (let at = 0; at < placeCount; at += 1) {
    const confidence = scores[at * 2 + 1] ?? 0;
    if (confidence < leastConfidence) continue;
    const [left = 0, top = 0, right = 0, bottom = 0] = boxes.subarray(at * 4, at * 4 + 4);
    const first = letterboxPoint(placement, left * width, top * height);
    const second = letterboxPoint(placement, right * width, bottom * height);
    const box = { ...first, width: second.x - first.x, height: second.y - first.y };
    found.push({ confidence: Math.min(confidence, 1), box, landmarks: [] });
  }
  return nonMaximumSuppression(found, largestOverlap).map((face) => ({ ...face, box: clipBox(face.box) }));
}

export default defineModel({
  ...{ name: 'ultraface', title: 'UltraFace', task: 'faces', version: 1, rank: 40 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { input: { type: 'float32', shape: [1, 3, height, width] } },
      outputs: {
        scores: { type: 'float32', shape: [1, placeCount, 2] },
        boxes: { type: 'float32', shape: [1, placeCount, 4] },
      },
    },
  },
  load({ sessions }) {
    const input = {
      layout: 'NCHW',
      channels: 'RGB',
      scale: 1 / 128,
      offset: -127 / 128,
      place: 'centre',
      fill: 127,
      memory: new FloatMemory(),
    } as const;
    return {
      async run({ picture }) {
        const { tensor, ...placement } = letterboxTensor(picture, width, height, input);
        const { scores, boxes } = await sessions.model.run({ input: tensor });
        return { faces: facesOf(floatsOf(scores), floatsOf(boxes), placement) };
      },
    };
  },
});
