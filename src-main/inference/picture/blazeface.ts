/** What the two forms of BlazeFace share. */
import type { DetectedFace, Picture } from '../../../src-preload/contract/inference-tasks.ts';
import { floatsOf, type Session } from '../model.ts';
import { clipBox } from './boxes.ts';
import type { FloatMemory } from './float-memory.ts';
import { letterboxTensor } from './letterbox-tensor.ts';
import { letterboxPoint } from './resize.ts';
import { blendOverlapping, ssdDetections } from './ssd-anchors.ts';

const landmarkNames = ['right-eye', 'left-eye', 'nose', 'mouth', 'right-ear', 'left-ear'] as const;

/** MediaPipe's face_detection graphs: more overlap than this is the same face. */
const largestOverlap = 0.3;

interface BlazefaceOptions {
  readonly session: Session;
  readonly inputName: string;
  readonly regressorsName: string;
  readonly logitsName: string;
  readonly anchors: Float32Array;
  /** Pixels along the side of the square input. */
  readonly inputSize: number;
  readonly leastConfidence: number;
  /** For the tensor. */
  readonly memory: FloatMemory;
}

/** Letterboxed in the centre on black; red, green, blue, from -1 to 1. */
export async function blazefaceFaces(picture: Picture, options: BlazefaceOptions): Promise<DetectedFace[]> {
  const { inputSize, anchors, memory } = options;
  const scaling = { scale: 1 / 127.5, offset: -1 };
  const layout = { layout: 'NHWC', channels: 'RGB', ...scaling, place: 'centre', fill: 0 } as const;
  const { tensor, ...placement } = letterboxTensor(picture, inputSize, inputSize, { ...layout, memory });
  const outputs = await options.session.run({ [options.inputName]: tensor });
  const regressors = floatsOf(outputs[options.regressorsName]);
  const logits = floatsOf(outputs[options.logitsName]);
  const candidates = ssdDetections({ regressors, logits, anchors, inputSize }, options.leastConfidence);
  return blendOverlapping(candidates, largestOverlap).map(({ confidence, box, points }) => {
    const topLeft = letterboxPoint(placement, box.x * inputSize, box.y * inputSize);
    const bottomRight = letterboxPoint(
      placement,
      (box.x + box.width) * inputSize,
      (box.y + box.height) * inputSize,
    );
    const size = { width: bottomRight.x - topLeft.x, height: bottomRight.y - topLeft.y };
    const landmarks = landmarkNames.map((name, at) => {
      const { x = 0, y = 0 } = points[at] ?? {};
      return { name, ...letterboxPoint(placement, x * inputSize, y * inputSize) };
    });
    return { confidence, box: clipBox({ ...topLeft, ...size }), landmarks };
  });
}
