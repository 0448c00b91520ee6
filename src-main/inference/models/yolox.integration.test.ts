import { beforeAll, expect, it } from 'vitest';
import { frameOf, framesOf } from '../../../tests/support/clip-frames.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import { greyPicture, mirrored, turnedQuarter } from '../../../tests/support/made-pictures.ts';
import type { Box, DetectedObject, Picture } from '../../../src-preload/contract/inference-tasks.ts';
import type { LoadedModel } from '../model.ts';
import { intersectionOverUnion } from '../picture/boxes.ts';
import yolox from './yolox.model.ts';

const model = 'models/objects/yolox-nano/yolox_nano.onnx';
const labels = 'models/objects/yolox-nano/coco_classes.txt';

const oneByOne = 'media/intel/one-by-one-person-detection.mp4';
const personAndDog = 'media/androidx-media/internal_emulator_transformer_output.mp4';
const personAndDogTurned = 'media/androidx-media/internal_emulator_transformer_output_270_rotated.mp4';

/** As seen in the pictures. */
const standingMan = { x: 0.5, y: 0.01, width: 0.21, height: 0.85 };
const dog = { x: 0.235, y: 0.29, width: 0.39, height: 0.46 };
const signingMan = { x: 0.285, y: 0.12, width: 0.475, height: 0.88 };

const best = (objects: readonly DetectedObject[], label: string): number =>
  Math.max(0, ...objects.filter((object) => object.label === label).map(({ confidence }) => confidence));

const overlapWith = (objects: readonly DetectedObject[], label: string, box: Box): number =>
  Math.max(
    0,
    ...objects
      .filter((object) => object.label === label)
      .map((object) => intersectionOverUnion(object.box, box)),
  );

describeWithFixtures('yolox, on real pictures', () => {
  let detector: LoadedModel<'objects'>;
  beforeAll(async () => {
    detector = await loadModel(yolox, { model });
  });
  const objectsIn = async (picture: Picture): Promise<DetectedObject[]> =>
    (await detector.run({ picture })).objects;

  it('finds the man who stands in the room, however the picture comes', async () => {
    const picture = await frameOf(oneByOne, 40, { longSide: 640 });
    expect(overlapWith(await objectsIn(picture), 'person', standingMan)).toBeGreaterThan(0.85);
    const reflected = { ...standingMan, x: 1 - standingMan.x - standingMan.width };
    expect(overlapWith(await objectsIn(mirrored(picture)), 'person', reflected)).toBeGreaterThan(0.85);
    const small = await frameOf(oneByOne, 40, { longSide: 322 });
    expect(overlapWith(await objectsIn(small), 'person', standingMan)).toBeGreaterThan(0.8);
    const full = await frameOf(oneByOne, 40);
    expect(overlapWith(await objectsIn(full), 'person', standingMan)).toBeGreaterThan(0.85);
  });

  it('finds a person and a dog', async () => {
    const objects = await objectsIn(await frameOf(personAndDog, 2.5, { longSide: 640 }));
    expect(overlapWith(objects, 'dog', dog)).toBeGreaterThan(0.8);
    expect(best(objects, 'person')).toBeGreaterThan(0.4);
    expect(best(objects, 'cat')).toBe(0);
  });

  it('finds the same in the copy that lies on its side, once its frames are turned back', async () => {
    const turned = turnedQuarter(await frameOf(personAndDogTurned, 2.5, { longSide: 640 }));
    const upright = await objectsIn(await frameOf(personAndDog, 2.5, { longSide: 640 }));
    const again = await objectsIn(turned);
    expect(again.map(({ label }) => label).toSorted()).toEqual(upright.map(({ label }) => label).toSorted());
    for (const { label, box, confidence } of upright) {
      expect(overlapWith(again, label, box), label).toBeGreaterThan(0.9);
      expect(Math.abs(best(again, label) - confidence), label).toBeLessThan(0.1);
    }
  });

  it('finds a person who lies on his side', async () => {
    for (const picture of await framesOf(personAndDogTurned, { perSec: 1, longSide: 640 })) {
      expect(best(await objectsIn(picture), 'person')).toBeGreaterThan(0.3);
    }
  });

  it('finds a man in a frame of another aspect, and the birds and planes that there are', async () => {
    const man = await objectsIn(await frameOf('media/intel/help.mkv', 0.3, { longSide: 640 }));
    expect(overlapWith(man, 'person', signingMan)).toBeGreaterThan(0.85);
    const gull = await objectsIn(await frameOf('media/androidx-media/sample.avi', 2, { longSide: 640 }));
    expect(best(gull, 'bird')).toBeGreaterThan(0.5);
  });

  it('sees six persons come and go, one after the other', async () => {
    const frames = await framesOf(oneByOne, { perSec: 0.5, longSide: 640 });
    const present: boolean[] = [];
    for (const picture of frames) present.push(best(await objectsIn(picture), 'person') > 0.5);
    const visits = present.filter((here, at) => here && present[at - 1] !== true);
    expect(visits).toHaveLength(6);
    expect(present.slice(0, 3)).toEqual([false, false, false]);
    expect(present.at(-1)).toBe(false);
  });

  it('calls things as the file beside the weights does', async () => {
    const named = await loadModel(yolox, { model, labels });
    const { objects } = await named.run({ picture: await frameOf(personAndDog, 2.5, { longSide: 640 }) });
    expect(best(objects, 'dog')).toBeGreaterThan(0.4);
    const tv = 'media/moviepy/fire2.mp4';
    const frame = await frameOf(tv, 0, { longSide: 640 });
    expect((await objectsIn(frame)).map(({ label }) => label)).toContain('tv');
    expect((await named.run({ picture: frame })).objects.map(({ label }) => label)).toContain('tvmonitor');
  });

  it('finds nothing in grey, black or white, whatever the size', async () => {
    for (const [width, height] of [
      [640, 360],
      [1, 1],
      [641, 17],
      [3, 200],
    ] as const) {
      for (const value of [0, 128, 255])
        expect(await objectsIn(greyPicture(width, height, value))).toEqual([]);
    }
  });
});
