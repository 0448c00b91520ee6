import { beforeAll, expect, it } from 'vitest';
import { pictureWith, seenFaces } from '../../../tests/support/face-detector-checks.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import { greyPicture, mirrored } from '../../../tests/support/made-pictures.ts';
import type { LoadedModel } from '../model.ts';
import fer from './fer-mini-xception.model.ts';

const model = 'models/emotion/fer-mini-xception/fer_mini_xception.DERIVED.onnx';
const labels = 'models/emotion/fer-mini-xception/labels.json';

describeWithFixtures('fer-mini-xception, on real pictures', () => {
  let emotion: LoadedModel<'emotion'>;
  beforeAll(async () => {
    emotion = await loadModel(fer, { model, labels });
  });

  it('sees that the smiling man is happy, at any size and mirrored', async () => {
    const { box } = seenFaces.smilingMan;
    const picture = await pictureWith('smilingMan');
    const reflected = { ...box, x: 1 - box.x - box.width };
    for (const [shown, around] of [
      [picture, box],
      [mirrored(picture), reflected],
      [await pictureWith('smilingMan', 150), box],
    ] as const) {
      const [face] = (await emotion.run({ picture: shown, boxes: [around] })).faces;
      expect(face?.scores[0]?.label).toBe('happy');
      expect(face?.scores[0]?.confidence).toBeGreaterThan(0.7);
    }
  });

  it('sees that the woman is not, and gives all seven, most likely first', async () => {
    const picture = await pictureWith('woman');
    const [face] = (await emotion.run({ picture, boxes: [seenFaces.woman.box] })).faces;
    const scores = face?.scores ?? [];
    expect(scores[0]?.label).toBe('neutral');
    expect(scores).toHaveLength(7);
    expect(scores.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 3);
    const confidences = scores.map(({ confidence }) => confidence);
    expect(confidences).toEqual(confidences.toSorted((one, other) => other - one));
  });

  it('gives each of a batch what it gives it alone', async () => {
    const picture = await pictureWith('signingMan');
    const boxes = [seenFaces.signingMan.box, { x: 0, y: 0, width: 0.2, height: 0.2 }];
    const together = (await emotion.run({ picture, boxes })).faces;
    expect(together).toHaveLength(2);
    for (const [at, box] of boxes.entries()) {
      const [alone] = (await emotion.run({ picture, boxes: [box] })).faces;
      expect(together[at]?.scores[0]?.label).toBe(alone?.scores[0]?.label);
      expect(together[at]?.scores[0]?.confidence).toBeCloseTo(alone?.scores[0]?.confidence ?? Number.NaN, 4);
    }
  });

  it('knows its labels without the file, and copes with nothing to do', async () => {
    const alone = await loadModel(fer, { model });
    const picture = await pictureWith('smilingMan');
    const [face] = (await alone.run({ picture, boxes: [seenFaces.smilingMan.box] })).faces;
    expect(face?.scores[0]?.label).toBe('happy');
    expect((await alone.run({ picture, boxes: [] })).faces).toEqual([]);
    const [nobody] = (
      await alone.run({ picture: greyPicture(1, 1), boxes: [{ x: 0, y: 0, width: 1, height: 1 }] })
    ).faces;
    expect(nobody?.scores).toHaveLength(7);
  });
});
