/** With a STAND-IN of a few operators in place of weights: see tests/support/tiny-hub-models.ts. */
import { expect, it } from 'vitest';
import type { Picture } from '../../../src-preload/contract/inference-tasks.ts';
import {
  hubFolder,
  pictureClassifierGraph,
  tinyPictureProcessor,
} from '../../../tests/support/tiny-hub-models.ts';
import hubEmotion from './hub-emotion.model.ts';

/** Red makes it happy, green angry, blue sad. */
const files = {
  'config.json': { model_type: 'vit', id2label: { 0: 'Happy', 1: 'ANGRY', 2: 'sad' } },
  'preprocessor_config.json': tinyPictureProcessor,
  'onnx/model.onnx': {
    graph: pictureClassifierGraph([
      [4, 0, 0],
      [0, 4, 0],
      [0, 0, 4],
    ]),
  },
};

/** Left half red, right half blue, and a green square in the middle. */
function threeFaces(): Picture {
  const [width, height] = [120, 60];
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isGreen = x >= 45 && x < 75 && y >= 15 && y < 45;
      pixels[(y * width + x) * 3 + (isGreen ? 1 : x < 60 ? 0 : 2)] = 255;
    }
  }
  return { pixels, width, height };
}

it('tells the emotions of each face, most likely first, in lower case', async () => {
  const model = await hubEmotion.load(await hubFolder('faces', files));
  const boxes = [
    { x: 0.1, y: 0.2, width: 0.15, height: 0.5 },
    { x: 0.4, y: 0.3, width: 0.2, height: 0.4 },
    // Half of it lies outside the picture.
    { x: 0.9, y: 0.2, width: 0.2, height: 0.5 },
  ];
  const { faces } = await model.run({ picture: threeFaces(), boxes });
  expect(faces.map(({ scores }) => scores[0]?.label)).toEqual(['happy', 'angry', 'sad']);
  for (const { scores } of faces) {
    expect(scores).toHaveLength(3);
    expect(scores.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 5);
  }
  // Pure red: logits 4, -4, -4.
  expect(faces[0]?.scores[0]?.confidence).toBeCloseTo(1 / (1 + 2 * Math.exp(-8)), 3);
  await model.dispose?.();
});

it('answers nothing for no faces', async () => {
  const model = await hubEmotion.load(await hubFolder('faces', files));
  expect(await model.run({ picture: threeFaces(), boxes: [] })).toEqual({ faces: [] });
  await model.dispose?.();
});

it('refuses a folder whose classes have no names', async () => {
  const folder = await hubFolder('faces', { ...files, 'config.json': { model_type: 'vit' } });
  await expect(hubEmotion.load(folder)).rejects.toMatchObject({ code: 'model-unsuitable' });
});
