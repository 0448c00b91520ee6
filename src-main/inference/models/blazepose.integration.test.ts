import { beforeAll, describe, expect, it } from 'vitest';
import { taskOutputs, type DetectedBody, type Point } from '../../../src-preload/contract/inference-tasks.ts';
import { frameOf } from '../../../tests/support/clip-frames.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import { greyPicture } from '../../../tests/support/made-pictures.ts';
import type { LoadedModel } from '../model.ts';
import blazepose from './blazepose.model.ts';

const folder = 'models/pose/blazepose';
const inFront = ['intel/help.mkv', 1.1] as const;
const fromBehind = ['intel/one-by-one-person-detection.mp4', 30] as const;

const nose = 0;
const [leftShoulder, rightShoulder, leftHip, rightHip] = [11, 12, 23, 24] as const;
const [leftAnkle, rightAnkle] = [27, 28] as const;

const distance = (one: Point | undefined, other: Point): number =>
  Math.hypot((one?.x ?? NaN) - other.x, (one?.y ?? NaN) - other.y);

describeWithFixtures('BlazePose', () => {
  let model: LoadedModel<'pose'>;
  beforeAll(async () => {
    model = await loadModel(blazepose, {
      detection: `${folder}/pose_detection_128.DERIVED.onnx`,
      landmarks: `${folder}/pose_landmark_lite.DERIVED.onnx`,
    });
  });
  const bodiesOf = async (
    path: string,
    timeSec: number,
    filters?: string,
  ): Promise<readonly DetectedBody[]> => {
    const options = filters === undefined ? { longSide: 640 } : { longSide: 640, filters };
    return (await model.run({ picture: await frameOf(`media/${path}`, timeSec, options) })).bodies;
  };

  it('finds a man who faces the camera, down to where the picture ends', async () => {
    const bodies = await bodiesOf(...inFront);
    expect(taskOutputs.pose.safeParse({ bodies }).success).toBe(true);
    expect(bodies).toHaveLength(1);
    const points = bodies[0]?.points ?? [];
    // Measured on the picture.
    expect(distance(points[nose], { x: 0.515, y: 0.25 })).toBeLessThan(0.04);
    expect(distance(points[leftShoulder], { x: 0.64, y: 0.4 })).toBeLessThan(0.04);
    expect(distance(points[rightShoulder], { x: 0.41, y: 0.41 })).toBeLessThan(0.04);
    expect(distance(points[leftHip], { x: 0.6, y: 0.84 })).toBeLessThan(0.04);
    expect(points[leftShoulder]?.visibility).toBeGreaterThan(0.9);
    expect(points[leftAnkle]?.visibility).toBeLessThan(0.1);
  });

  it('finds the whole of a man who stands with his back to the camera', async () => {
    const bodies = await bodiesOf(...fromBehind);
    expect(bodies).toHaveLength(1);
    const points = bodies[0]?.points ?? [];
    // Seen from behind, a person's own left is on the left.
    expect(points[leftShoulder]?.x).toBeLessThan(points[rightShoulder]?.x ?? NaN);
    expect(points[leftHip]?.x).toBeLessThan(points[rightHip]?.x ?? NaN);
    for (const [ankle, place] of [
      [leftAnkle, { x: 0.57, y: 0.82 }],
      [rightAnkle, { x: 0.6, y: 0.83 }],
    ] as const) {
      expect(distance(points[ankle], place)).toBeLessThan(0.04);
      expect(points[ankle]?.visibility).toBeGreaterThan(0.8);
    }
    const { y = NaN, height = NaN } = bodies[0]?.box ?? {};
    expect(y).toBeLessThan(0.12);
    expect(y + height).toBeGreaterThan(0.82);
  });

  it('finds two men who stand beside each other', async () => {
    const bodies = await bodiesOf('moviepy/chaplin.mp4', 8);
    const middles = bodies.map(({ box }) => box.x + box.width / 2).sort((one, other) => one - other);
    expect(middles).toHaveLength(2);
    expect(Math.abs((middles[0] ?? NaN) - 0.3)).toBeLessThan(0.05);
    expect(Math.abs((middles[1] ?? NaN) - 0.58)).toBeLessThan(0.06);
  });

  it('finds the same body in a mirror, with left and right changed over', async () => {
    const [plain] = await bodiesOf(...inFront);
    const [mirrored] = await bodiesOf(...inFront, 'hflip');
    for (const [point, other] of [
      [nose, nose],
      [leftShoulder, rightShoulder],
      [leftHip, rightHip],
    ] as const) {
      const { x = NaN, y = NaN } = plain?.points[point] ?? {};
      expect(distance(mirrored?.points[other], { x: 1 - x, y })).toBeLessThan(0.07);
    }
  });

  it('finds the same body in a picture turned a quarter', async () => {
    const [plain] = await bodiesOf(...inFront);
    const [turned] = await bodiesOf(...inFront, 'transpose=1');
    for (const point of [nose, leftShoulder, rightShoulder, leftHip, rightHip]) {
      const { x = NaN, y = NaN } = plain?.points[point] ?? {};
      expect(distance(turned?.points[point], { x: 1 - y, y: x })).toBeLessThan(0.07);
    }
  });

  it('finds the same body at another size, odd in both directions', async () => {
    const [plain] = await bodiesOf(...inFront);
    const [smaller] = await bodiesOf(...inFront, 'scale=401:301');
    for (const point of [nose, leftShoulder, rightShoulder, leftHip, rightHip]) {
      const { x = NaN, y = NaN } = plain?.points[point] ?? {};
      expect(distance(smaller?.points[point], { x, y })).toBeLessThan(0.03);
    }
  });

  it.each([
    ['intel/one-by-one-person-detection.mp4', 45],
    ['mdn/pig.mp4', 1],
    ['moviepy/smpte-2997.mp4', 1],
    ['pyscenedetect/testvideo.mp4', 11],
    ['androidx-media/bbb_2500ms.ts', 2],
  ])('finds nobody in %s, where nobody is', async (path, timeSec) => {
    expect(await bodiesOf(path, timeSec)).toEqual([]);
  });

  describe('an empty picture', () => {
    it.each([
      [640, 360],
      [33, 7],
      [1, 1],
    ])('of %i x %i has no bodies', async (width, height) => {
      expect((await model.run({ picture: greyPicture(width, height) })).bodies).toEqual([]);
    });
  });
});
