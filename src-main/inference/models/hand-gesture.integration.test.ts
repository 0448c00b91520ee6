import { beforeAll, expect, it } from 'vitest';
import { taskOutputs, type DetectedHand, type Point } from '../../../src-preload/contract/inference-tasks.ts';
import { frameOf } from '../../../tests/support/clip-frames.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import type { LoadedModel } from '../model.ts';
import handGesture from './hand-gesture.model.ts';
import mediapipeHands from './mediapipe-hands.model.ts';

const folder = 'models/hands';

type Hand = Pick<DetectedHand, 'points'>;

/** Root and tip of each finger from the thumb on, the wrist at 0, 0, up is negative. */
const fingers: readonly (readonly [root: Point, tip: Point])[] = [
  [
    { x: -0.25, y: -0.15 },
    { x: -0.6, y: -0.5 },
  ],
  [
    { x: -0.2, y: -0.6 },
    { x: -0.3, y: -1.2 },
  ],
  [
    { x: 0, y: -0.65 },
    { x: 0, y: -1.35 },
  ],
  [
    { x: 0.15, y: -0.6 },
    { x: 0.25, y: -1.2 },
  ],
  [
    { x: 0.3, y: -0.5 },
    { x: 0.45, y: -1 },
  ],
];
/** How far along the straight finger its four points lie. */
const straight = [0, 1 / 3, 2 / 3, 1];
const bent = [0, 0.45, 0.2, -0.1];

/** A hand seen from its palm, in pixels; 1 in `folded` is a bent finger. */
function drawnHand(folded: string, size: number, aspect: number): Hand {
  const points = fingers.flatMap(([root, tip], finger) =>
    (folded[finger] === '1' ? bent : straight).map((share) => ({
      x: root.x + (tip.x - root.x) * share,
      y: root.y + (tip.y - root.y) * share,
    })),
  );
  const placed = [{ x: 0, y: 0 }, ...points].map(({ x, y }) => ({
    x: 0.4 + (x * size) / aspect,
    y: 0.6 + y * size,
    z: 0,
  }));
  return { points: placed };
}

describeWithFixtures('Hand gestures', () => {
  let model: LoadedModel<'gesture'>;
  beforeAll(async () => {
    model = await loadModel(handGesture, {
      model: `${folder}/gesture/keypoint_classifier.onnx`,
      labels: `${folder}/gesture/keypoint_classifier_label.csv`,
    });
  });
  const labelsOf = async (hands: readonly Hand[], aspect: number): Promise<string[]> =>
    (await model.run({ hands, aspect })).gestures.map(({ label }) => label);

  it.each([
    [0.2, 1],
    [0.05, 1],
    [0.2, 16 / 9],
    [0.2, 9 / 16],
  ])('names drawn hands, at size %f in a picture of aspect %f', async (size, aspect) => {
    const hands = ['00000', '11111', '10111'].map((folded) => drawnHand(folded, size, aspect));
    expect(await labelsOf(hands, aspect)).toEqual(['Open', 'Close', 'Pointer']);
  });

  it('does not claim to be sure', async () => {
    const output = await model.run({ hands: [drawnHand('00000', 0.2, 1)], aspect: 1 });
    expect(taskOutputs.gesture.safeParse(output).success).toBe(true);
    expect(output.gestures).toEqual([{ label: 'Open', confidence: null }]);
  });

  it('names the open hand of a sign', async () => {
    const hands = await loadModel(mediapipeHands, {
      palm: `${folder}/mediapipe/palm_detection_lite.onnx`,
      hand: `${folder}/mediapipe/hand_landmark_lite.onnx`,
    });
    const picture = await frameOf('media/intel/help.mkv', 1.1, { longSide: 640 });
    const found = await hands.run({ picture });
    expect(await labelsOf(found.hands, picture.width / picture.height)).toEqual(['Open']);
  });

  it('answers nothing for no hands, and something for points that are all one', async () => {
    expect(await labelsOf([], 1)).toEqual([]);
    const flat = { points: Array.from({ length: 21 }, () => ({ x: 0.5, y: 0.5, z: 0 })) };
    expect(['Open', 'Close', 'Pointer']).toContain((await labelsOf([flat], 1))[0]);
  });

  it('refuses another list of gestures', () => {
    expect(() => handGesture.load({ sessions: {}, texts: { labels: 'Open\nClose\n' } })).toThrow(RangeError);
  });
});
