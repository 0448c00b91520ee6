/** Both halves of an image–text pair, with STAND-INS in place of weights: see tests/support/tiny-hub-models.ts. */
import { describe, expect, it } from 'vitest';
import type { Picture } from '../../../src-preload/contract/inference-tasks.ts';
import {
  clipTextHalfGraph,
  hubFolder,
  pictureHalfGraph,
  siglipTextHalfGraph,
  tinyPictureProcessor,
  wordPieceTokenizer,
  type HubFiles,
} from '../../../tests/support/tiny-hub-models.ts';
import clipPicture from './clip-picture.model.ts';
import clipText from './clip-text.model.ts';

// The closing token has the largest id here, as in CLIP's vocabulary: it is named again as the last word.
const words = ['a', 'red', 'green', 'thing'];
const red = [1, -1, -1];
const green = [-1, 1, -1];
const nothing = [0, 0, 0];
/** [PAD] would spoil what it is added to. */
const table = [[50, 50, 50], nothing, nothing, nothing, nothing, red, green, nothing];

function colouredPicture(colour: readonly [number, number, number], width = 33, height = 17): Picture {
  const pixels = new Uint8Array(width * height * 3);
  for (let index = 0; index < pixels.length; index += 1) pixels[index] = colour[index % 3] ?? 0;
  return { pixels, width, height };
}

const reds = colouredPicture([255, 0, 0]);
const greens = colouredPicture([0, 255, 0], 16, 40);

function dot(one: Float32Array | undefined, other: Float32Array | undefined): number {
  return one?.reduce((sum, value, index) => sum + value * (other?.[index] ?? 0), 0) ?? Number.NaN;
}

/** With the closing token moved to the end of the vocabulary, where CLIP has it. */
function clipTokenizer(mostTokens: number): HubFiles {
  const files = JSON.parse(JSON.stringify(wordPieceTokenizer(words, mostTokens))) as Record<string, object>;
  const text = JSON.stringify(files).replaceAll('[SEP]', '[END]').replaceAll('"[END]":3', '"[END]":8');
  return JSON.parse(text.replaceAll('"ids":[3]', '"ids":[8]').replaceAll('{"id":3,', '{"id":8,')) as HubFiles;
}

const clipFiles: HubFiles = {
  'config.json': { model_type: 'clip', text_config: { max_position_embeddings: 5 } },
  'preprocessor_config.json': { ...tinyPictureProcessor, image_processor_type: 'CLIPFeatureExtractor' },
  ...clipTokenizer(77),
  'onnx/vision_model.onnx': { graph: pictureHalfGraph('image_embeds') },
  'onnx/text_model.onnx': { graph: clipTextHalfGraph([...table, nothing]) },
};

const siglipFiles: HubFiles = {
  'config.json': { model_type: 'siglip', text_config: { max_position_embeddings: 6 } },
  'preprocessor_config.json': { ...tinyPictureProcessor, image_processor_type: 'SiglipImageProcessor' },
  ...wordPieceTokenizer(words, 64),
  'onnx/vision_model.onnx': { graph: pictureHalfGraph('pooler_output') },
  'onnx/text_model.onnx': { graph: siglipTextHalfGraph([nothing, ...table.slice(1)], 6) },
};

describe.each([
  ['CLIP', clipFiles],
  ['SigLIP', siglipFiles],
])('%s', (_, files) => {
  it('gives unit vectors of pictures and texts in one space', async () => {
    const folder = await hubFolder('pair', files);
    const pictures = await clipPicture.load(folder);
    const texts = await clipText.load(folder);
    const ofReds = await pictures.run({ picture: reds });
    const ofGreens = await pictures.run({ picture: greens });
    const { vectors } = await texts.run({ texts: ['A red thing', 'green'] });
    expect(ofReds.labels).toEqual([]);
    for (const vector of [ofReds.vector, ofGreens.vector, ...vectors])
      expect(dot(vector, vector)).toBeCloseTo(1, 5);
    expect(dot(ofReds.vector, vectors[0])).toBeCloseTo(1, 3);
    expect(dot(ofGreens.vector, vectors[1])).toBeCloseTo(1, 3);
    expect(dot(ofReds.vector, vectors[1])).toBeLessThan(0);
    expect(await texts.run({ texts: [] })).toEqual({ vectors: [] });
    await Promise.all([pictures.dispose?.(), texts.dispose?.()]);
  });
});

it('cuts a text that is too long for CLIP off before its closing token', async () => {
  const texts = await clipText.load(await hubFolder('pair', clipFiles));
  const { vectors } = await texts.run({ texts: ['a thing red green green green', 'a thing red'] });
  // Five tokens: the opening one, three words and the closing one.
  expect(vectors[0]).toEqual(vectors[1]);
  expect(dot(vectors[0], Float32Array.from(red)) / Math.sqrt(3)).toBeCloseTo(1, 5);
  await texts.dispose?.();
});

it('refuses weights without the projection into the common space', async () => {
  const files = { ...clipFiles, 'onnx/vision_model.onnx': { graph: pictureHalfGraph('pooler_output') } };
  const model = await clipPicture.load(await hubFolder('pair', files));
  await expect(model.run({ picture: reds })).rejects.toMatchObject({ code: 'model-unsuitable' });
  await model.dispose?.();
});
