import { beforeAll, expect, it } from 'vitest';
import {
  taskOutputs,
  type Box,
  type DetectedObject,
  type Picture,
} from '../../../src-preload/contract/inference-tasks.ts';
import { frameOf, framesOf } from '../../../tests/support/clip-frames.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import { greyPicture, mirrored, turnedQuarter } from '../../../tests/support/made-pictures.ts';
import type { LoadedModel } from '../model.ts';
import { intersectionOverUnion } from '../picture/boxes.ts';
import deeplab from './deeplab-v3.model.ts';

const model = 'models/segmentation/deeplab-v3/deeplab_v3_1_default_1.onnx';

const oneByOne = 'media/intel/one-by-one-person-detection.mp4';
const personAndDog = 'media/androidx-media/internal_emulator_transformer_output.mp4';
const personAndDogTurned = 'media/androidx-media/internal_emulator_transformer_output_270_rotated.mp4';

/** As seen in the pictures. */
const standingMan = { x: 0.5, y: 0.01, width: 0.21, height: 0.85 };
const policeman = { x: 0.19, y: 0.115, width: 0.095, height: 0.82 };
const tramp = { x: 0.405, y: 0.125, width: 0.165, height: 0.865 };
const signingMan = { x: 0.285, y: 0.12, width: 0.475, height: 0.88 };
const dog = { x: 0.08, y: 0.01, width: 0.41, height: 0.97 };

const overlapWith = (objects: readonly DetectedObject[], label: string, box: Box): number =>
  Math.max(
    0,
    ...objects
      .filter((object) => object.label === label)
      .map((object) => intersectionOverUnion(object.box, box)),
  );
const labelsOf = (objects: readonly DetectedObject[]): string[] => objects.map(({ label }) => label);

describeWithFixtures('DeepLab v3, on real pictures', () => {
  let segmenter: LoadedModel<'objects'>;
  beforeAll(async () => {
    segmenter = await loadModel(deeplab, { model });
  });
  const objectsIn = async (picture: Picture): Promise<DetectedObject[]> =>
    (await segmenter.run({ picture })).objects;

  it('finds the man who stands in the room, however the picture comes', async () => {
    const picture = await frameOf(oneByOne, 40, { longSide: 640 });
    const found = await objectsIn(picture);
    expect(labelsOf(found)).toEqual(['person']);
    expect(found[0]?.confidence).toBeGreaterThan(0.85);
    expect(overlapWith(found, 'person', standingMan)).toBeGreaterThan(0.75);
    const reflected = { ...standingMan, x: 1 - standingMan.x - standingMan.width };
    expect(overlapWith(await objectsIn(mirrored(picture)), 'person', reflected)).toBeGreaterThan(0.75);
    const small = await frameOf(oneByOne, 40, { longSide: 322 });
    expect(overlapWith(await objectsIn(small), 'person', standingMan)).toBeGreaterThan(0.75);
    const full = await frameOf(oneByOne, 40);
    expect(overlapWith(await objectsIn(full), 'person', standingMan)).toBeGreaterThan(0.75);
  });

  it('sees six persons come and go, one after the other', async () => {
    const present: boolean[] = [];
    for (const picture of await framesOf(oneByOne, { perSec: 0.5, longSide: 640 }))
      present.push(labelsOf(await objectsIn(picture)).includes('person'));
    // One frame between two of the same person may be missed.
    const bridged = present.map((here, at) => here || (present[at - 1] === true && present[at + 1] === true));
    expect(bridged.filter((here, at) => here && bridged[at - 1] !== true)).toHaveLength(6);
    expect(present.slice(0, 3)).toEqual([false, false, false]);
    expect(present.at(-1)).toBe(false);
  });

  it('keeps two men apart', async () => {
    const found = await objectsIn(await frameOf('media/moviepy/chaplin.mp4', 2, { longSide: 640 }));
    expect(labelsOf(found)).toEqual(['person', 'person']);
    expect(overlapWith(found, 'person', policeman)).toBeGreaterThan(0.75);
    expect(overlapWith(found, 'person', tramp)).toBeGreaterThan(0.75);
  });

  it('finds a man in a frame of another aspect', async () => {
    const found = await objectsIn(await frameOf('media/intel/help.mkv', 0.3, { longSide: 640 }));
    expect(labelsOf(found)).toEqual(['person']);
    expect(overlapWith(found, 'person', signingMan)).toBeGreaterThan(0.9);
    const tall = turnedQuarter(await frameOf('media/fer/justin.jpg', 0, { longSide: 300 }));
    const [turned] = await objectsIn(tall);
    expect(turned?.label).toBe('person');
  });

  it('finds a dog, and the same in the copy that lies on its side, once it is turned back', async () => {
    const upright = await objectsIn(await frameOf(personAndDog, 4.5, { longSide: 640 }));
    const turned = await frameOf(personAndDogTurned, 4.5, { longSide: 640 });
    const again = await objectsIn(turnedQuarter(turned));
    for (const found of [upright, again]) {
      expect(labelsOf(found)).toEqual(['dog']);
      expect(overlapWith(found, 'dog', dog)).toBeGreaterThan(0.75);
    }
    expect(Math.abs((upright[0]?.confidence ?? 0) - (again[0]?.confidence ?? 1))).toBeLessThan(0.05);
  });

  it('answers as the task asks for it, surest first', async () => {
    const picture = await frameOf('media/moviepy/chaplin.mp4', 7, { longSide: 640 });
    const answer = await segmenter.run({ picture });
    expect(taskOutputs.objects.safeParse(answer).success).toBe(true);
    const confidences = answer.objects.map(({ confidence }) => confidence);
    expect(confidences).toHaveLength(2);
    expect(confidences).toEqual(confidences.toSorted((one, other) => other - one));
    for (const { box } of answer.objects) {
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(box.x + box.width, box.y + box.height)).toBeLessThanOrEqual(1 + 1e-6);
    }
  });

  it('finds nothing where there is nothing: an empty room, colour bars, numbers on a plain ground', async () => {
    for (const [path, timeSec] of [
      [oneByOne, 0],
      [oneByOne, 120],
      ['media/moviepy/smpte-2997.mp4', 1],
      ['media/pyscenedetect/counter.mp4', 1.5],
      ['media/moviepy/no_duration.webm', 1],
    ] as const) {
      const found = await objectsIn(await frameOf(path, timeSec, { longSide: 640 }));
      expect(found, `${path} at ${timeSec} s`).toEqual([]);
    }
  });

  it('finds nothing in grey, black or white, whatever the size', async () => {
    for (const [width, height] of [
      [640, 360],
      [360, 640],
      [1, 1],
      [641, 17],
      [3, 200],
    ] as const) {
      for (const value of [0, 16, 128, 255])
        expect(await objectsIn(greyPicture(width, height, value))).toEqual([]);
    }
  });
});
