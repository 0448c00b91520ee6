import { beforeAll, describe, expect, it } from 'vitest';
import { taskOutputs, type Box, type DetectedHand } from '../../../src-preload/contract/inference-tasks.ts';
import { frameOf } from '../../../tests/support/clip-frames.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import { greyPicture } from '../../../tests/support/made-pictures.ts';
import type { LoadedModel } from '../model.ts';
import { intersectionOverUnion } from '../picture/boxes.ts';
import mediapipeHands from './mediapipe-hands.model.ts';

const folder = 'models/hands/mediapipe';
const sign = ['intel/help.mkv', 1.1] as const;
const inBed = ['androidx-media/internal_emulator_transformer_output.mp4', 1] as const;

describeWithFixtures('MediaPipe Hands', () => {
  let model: LoadedModel<'hands'>;
  beforeAll(async () => {
    model = await loadModel(mediapipeHands, {
      palm: `${folder}/palm_detection_lite.onnx`,
      hand: `${folder}/hand_landmark_lite.onnx`,
    });
  });
  const handsOf = async (
    path: string,
    timeSec: number,
    filters?: string,
  ): Promise<readonly DetectedHand[]> => {
    const options = filters === undefined ? { longSide: 640 } : { longSide: 640, filters };
    return (await model.run({ picture: await frameOf(`media/${path}`, timeSec, options) })).hands;
  };

  it('finds the hand that makes a sign, its points along the hand', async () => {
    const hands = await handsOf(...sign);
    expect(taskOutputs.hands.safeParse({ hands }).success).toBe(true);
    expect(hands).toHaveLength(1);
    const [hand] = hands;
    expect(hand?.confidence).toBeGreaterThan(0.9);
    // Measured on the picture: the flat hand in front of the chest, its fingers to the left.
    const wanted: Box = { x: 0.44, y: 0.33, width: 0.11, height: 0.12 };
    expect(intersectionOverUnion(hand?.box ?? wanted, wanted)).toBeGreaterThan(0.7);
    const [wrist, middleFingerTip] = [hand?.points[0], hand?.points[12]];
    expect(wrist?.y).toBeGreaterThan(middleFingerTip?.y ?? NaN);
    expect(wrist?.x).toBeGreaterThan(middleFingerTip?.x ?? NaN);
  });

  it('finds two hands of a man in bed: the left one, with a watch, and the right one at the edge', async () => {
    const hands = await handsOf(...inBed);
    const handsAndPlaces = hands.map(({ handedness, box }) => [handedness, Math.round(box.x * 20) / 20]);
    expect(handsAndPlaces.sort()).toEqual([
      ['left', 0.8],
      ['right', 0.95],
    ]);
  });

  it('takes a hand for the other one in a mirror, in the mirrored place', async () => {
    const [plain] = await handsOf(...sign);
    const [mirrored] = await handsOf(...sign, 'hflip');
    expect([plain?.handedness, mirrored?.handedness]).toEqual(['left', 'right']);
    const { x = 0, width = 0 } = mirrored?.box ?? {};
    expect(Math.abs(1 - x - width - (plain?.box.x ?? 0))).toBeLessThan(0.04);
  });

  it.each([
    ['a quarter', 'transpose=1'],
    ['upside down', 'hflip,vflip'],
  ])('finds the same hands in a picture turned %s', async (_, filters) => {
    const [plain] = await handsOf(...sign);
    const [turned] = await handsOf(...sign, filters);
    expect(turned?.handedness).toBe(plain?.handedness);
    for (const [at, { x, y }] of (plain?.points ?? []).entries()) {
      const wanted = filters === 'transpose=1' ? { x: 1 - y, y: x } : { x: 1 - x, y: 1 - y };
      const found = turned?.points[at] ?? { x: NaN, y: NaN };
      expect(Math.hypot(found.x - wanted.x, found.y - wanted.y)).toBeLessThan(0.06);
    }
  });

  it('finds the same at another size, odd in both directions', async () => {
    const [plain] = await handsOf(...sign);
    const [smaller] = await handsOf(...sign, 'scale=501:375');
    expect(smaller?.handedness).toBe(plain?.handedness);
    for (const [at, { x, y }] of (plain?.points ?? []).entries()) {
      const found = smaller?.points[at] ?? { x: NaN, y: NaN };
      expect(Math.hypot(found.x - x, found.y - y)).toBeLessThan(0.02);
    }
  });

  it.each([
    ['mdn/pig.mp4', 1],
    ['pyscenedetect/testvideo.mp4', 5],
    ['moviepy/smpte-2997.mp4', 1],
    ['intel/one-by-one-person-detection.mp4', 45],
  ])('finds none in %s, where there are none', async (path, timeSec) => {
    expect(await handsOf(path, timeSec)).toEqual([]);
  });

  describe('an empty picture', () => {
    it.each([
      [640, 360],
      [33, 7],
      [1, 1],
    ])('of %i x %i has no hands', async (width, height) => {
      expect((await model.run({ picture: greyPicture(width, height) })).hands).toEqual([]);
    });
  });
});
