/**
 * BlazePose (Bazarevsky et al. 2020, "BlazePose: On-device Real-time Body Pose tracking"; google-ai-edge/mediapipe, modules/pose_detection and
 * modules/pose_landmark): persons are found by their faces, with two points that tell where the hips are and how far the body reaches; 33 points of
 * each body are found in the turned square which these give.
 */
import type { DetectedBody, Picture, Point } from '../../../src-preload/contract/inference-tasks.ts';
import { isOff, regionAroundCircle } from '../bodies/alignment-region.ts';
import { type Heatmaps, refinedPoint } from '../bodies/heatmap-refinement.ts';
import { boxAround, pictureSpacePoint } from '../bodies/region-points.ts';
import { defineModel, floatsOf, type Session } from '../model.ts';
import { nonMaximumSuppression } from '../picture/boxes.ts';
import { cropRegion, type Region, regionPoint } from '../picture/crop.ts';
import { FloatMemory } from '../picture/float-memory.ts';
import { letterboxTensor } from '../picture/letterbox-tensor.ts';
import { letterboxPoint } from '../picture/resize.ts';
import { blendOverlapping, ssdAnchors, ssdDetections } from '../picture/ssd-anchors.ts';
import { pictureTensor } from '../picture/tensor-of-picture.ts';

const detectorSide = 128;
const bodySide = 256;
const pointCount = 33;
/** Two more are the detector's two for the next frame, four are not documented. */
const outputPointCount = 39;
const valuesEach = 5;
const heatmapSide = 64;

/** pose_detection_cpu.pbtxt: min_score_thresh and min_suppression_threshold. */
const leastPerson = 0.5;
const largestPersonOverlap = 0.3;
/** pose_detection_to_roi.pbtxt for the full body: points 0 (between the hips) and 1 (on the circle around the body), scale_x. */
const circleToRegion = 1.25;
/** By this share of its side: the detector sees 128 pixels and is often off by a little; points move little with it up to there. */
const toleratedOffset = 0.1;
/** tensors_to_pose_landmarks_and_segmentation.pbtxt: the threshold of the body's presence. */
const leastPresence = 0.5;
/** A point that is likelier hidden than not does not belong to what is seen of somebody. */
const leastVisibility = 0.5;
/** Two detections were one person where their bodies come out this much the same. */
const largestBodyOverlap = 0.5;

const detectorPixels = {
  layout: 'NHWC',
  channels: 'RGB',
  scale: 1 / 127.5,
  offset: -1,
  place: 'centre',
  fill: 0,
} as const;
const bodyPixels = { layout: 'NHWC', channels: 'RGB', scale: 1 / 255, offset: 0 } as const;

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** A net, and the memory that its input goes to. */
interface Net {
  readonly session: Session;
  readonly memory: FloatMemory;
}

async function bodyRegions(
  { session, memory }: Net,
  anchors: Float32Array,
  picture: Picture,
): Promise<Region[]> {
  const options = { ...detectorPixels, memory };
  const { tensor, ...placement } = letterboxTensor(picture, detectorSide, detectorSide, options);
  const outputs = await session.run({ input: tensor });
  const regressors = floatsOf(outputs['regressors']);
  const logits = floatsOf(outputs['classificators']);
  const persons = ssdDetections({ regressors, logits, anchors, inputSize: detectorSide }, leastPerson);
  const toPixels = ({ x, y }: Point): Point => {
    const point = letterboxPoint(placement, x * detectorSide, y * detectorSide);
    return { x: point.x * picture.width, y: point.y * picture.height };
  };
  return blendOverlapping(persons, largestPersonOverlap).flatMap(({ points: [hips, rim] }) =>
    hips === undefined || rim === undefined
      ? []
      : [regionAroundCircle(toPixels(hips), toPixels(rim), circleToRegion)],
  );
}

function bodyPoints(
  values: Float32Array,
  maps: Heatmaps,
  region: Region,
  picture: Picture,
): DetectedBody['points'] {
  return Array.from({ length: pointCount }, (_, at) => {
    const from = at * valuesEach;
    const x = (values[from] ?? 0) / bodySide;
    const y = (values[from + 1] ?? 0) / bodySide;
    const z = (values[from + 2] ?? 0) / bodySide;
    const place = refinedPoint(maps, at, x, y);
    const visibility = sigmoid(values[from + 3] ?? 0);
    return { ...pictureSpacePoint({ ...place, z }, region, picture), visibility };
  });
}

interface Look {
  readonly body: DetectedBody;
  /** Where the network itself takes the body to be. */
  readonly region: Region;
}

async function bodyIn({ session, memory }: Net, picture: Picture, region: Region): Promise<Look | null> {
  const crop = cropRegion(picture, region, bodySide, bodySide);
  const outputs = await session.run({ input_1: pictureTensor(crop, { ...bodyPixels, memory }) });
  const confidence = floatsOf(outputs['Identity_1'])[0] ?? 0;
  if (confidence < leastPresence) return null;
  const values = floatsOf(outputs['Identity']);
  const maps = { values: floatsOf(outputs['Identity_3']), side: heatmapSide, pointCount: outputPointCount };
  const points = bodyPoints(values, maps, region, picture);
  const seen = points.filter(
    ({ x, y, visibility }) => visibility >= leastVisibility && x >= 0 && x <= 1 && y >= 0 && y <= 1,
  );
  if (seen.length === 0) return null;
  const pixelOf = (point: number): Point => {
    const from = point * valuesEach;
    return regionPoint(region, (values[from] ?? 0) / bodySide, (values[from + 1] ?? 0) / bodySide);
  };
  return {
    body: { confidence: Math.min(confidence, 1), box: boxAround(seen), points },
    region: regionAroundCircle(pixelOf(pointCount), pixelOf(pointCount + 1), circleToRegion),
  };
}

/** In footage the network's own idea of the region is used from the second frame on; here a second look takes the place of that. */
async function bodyFrom(net: Net, picture: Picture, region: Region): Promise<DetectedBody | null> {
  const first = await bodyIn(net, picture, region);
  if (first === null || !isOff(region, first.region, toleratedOffset)) return first?.body ?? null;
  return (await bodyIn(net, picture, first.region))?.body ?? null;
}

export default defineModel({
  ...{ name: 'blazepose', title: 'BlazePose, lite', task: 'pose', version: 1, rank: 50 },
  files: {
    detection: {
      kind: 'onnx',
      inputs: { input: { type: 'float32', shape: [1, detectorSide, detectorSide, 3] } },
      outputs: {
        regressors: { type: 'float32', shape: [1, 896, 12] },
        classificators: { type: 'float32', shape: [1, 896, 1] },
      },
    },
    landmarks: {
      kind: 'onnx',
      inputs: { input_1: { type: 'float32', shape: [1, bodySide, bodySide, 3] } },
      outputs: {
        Identity: { type: 'float32', shape: [1, outputPointCount * valuesEach] },
        Identity_1: { type: 'float32', shape: [1, 1] },
        Identity_2: { type: 'float32', shape: [1, bodySide, bodySide, 1] },
        Identity_3: { type: 'float32', shape: [1, heatmapSide, heatmapSide, outputPointCount] },
        Identity_4: { type: 'float32', shape: [1, outputPointCount * 3] },
      },
    },
  },
  load({ sessions }) {
    const anchors = ssdAnchors([
      { cells: 16, anchorsPerCell: 2 },
      { cells: 8, anchorsPerCell: 6 },
    ]);
    const detection = { session: sessions.detection, memory: new FloatMemory() };
    const landmarks = { session: sessions.landmarks, memory: new FloatMemory() };
    return {
      async run({ picture }) {
        const bodies: DetectedBody[] = [];
        for (const region of await bodyRegions(detection, anchors, picture)) {
          const body = await bodyFrom(landmarks, picture, region);
          if (body !== null) bodies.push(body);
        }
        return { bodies: nonMaximumSuppression(bodies, largestBodyOverlap) };
      },
    };
  },
});
