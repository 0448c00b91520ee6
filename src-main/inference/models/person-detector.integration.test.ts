import { beforeAll, expect, it } from 'vitest';
import { frameOf, framesOf } from '../../../tests/support/clip-frames.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import { greyPicture, mirrored } from '../../../tests/support/made-pictures.ts';
import type { LoadedModel } from '../model.ts';
import { intersectionOverUnion } from '../picture/boxes.ts';
import personDetector from './person-detector.model.ts';

const oneByOne = 'media/intel/one-by-one-person-detection.mp4';
const standingMan = { x: 0.5, y: 0.01, width: 0.21, height: 0.85 };
const nowhere = { x: 0, y: 0, width: 0, height: 0 };

describeWithFixtures('person-detector, on real pictures', () => {
  let detector: LoadedModel<'objects'>;
  beforeAll(async () => {
    detector = await loadModel(personDetector, { model: 'models/objects/person-detector/model.onnx' });
  });

  it('finds the man who stands in the room, and him only', async () => {
    const picture = await frameOf(oneByOne, 40, { longSide: 640 });
    const [found, ...others] = (await detector.run({ picture })).objects;
    expect(others).toEqual([]);
    expect(found?.label).toBe('person');
    expect(intersectionOverUnion(found?.box ?? nowhere, standingMan)).toBeGreaterThan(0.85);
    const [reflected] = (await detector.run({ picture: mirrored(picture) })).objects;
    const box = { ...standingMan, x: 1 - standingMan.x - standingMan.width };
    expect(intersectionOverUnion(reflected?.box ?? nowhere, box)).toBeGreaterThan(0.8);
  });

  it('sees six persons come and go', async () => {
    const present: boolean[] = [];
    for (const picture of await framesOf(oneByOne, { perSec: 0.5, longSide: 640 })) {
      present.push((await detector.run({ picture })).objects.length > 0);
    }
    expect(present.filter((here, at) => here && present[at - 1] !== true)).toHaveLength(6);
  });

  it('finds nobody where there is nobody', async () => {
    for (const file of [
      'media/mdn/pig.mp4',
      'media/pyscenedetect/testvideo.mp4',
      'media/androidx-media/sample.avi',
    ]) {
      expect((await detector.run({ picture: await frameOf(file, 2, { longSide: 640 }) })).objects).toEqual(
        [],
      );
    }
    for (const [width, height] of [
      [640, 360],
      [1, 1],
      [641, 17],
    ] as const) {
      expect((await detector.run({ picture: greyPicture(width, height) })).objects).toEqual([]);
    }
  });
});
