/** With a STAND-IN of a few operators in place of weights: see tests/support/tiny-hub-models.ts. */
import { expect, it } from 'vitest';
import {
  hubFolder,
  specialTokens,
  tokenTableGraph,
  wordPieceTokenizer,
  type HubFiles,
} from '../../../tests/support/tiny-hub-models.ts';
import hubEntities from './hub-entities.model.ts';

const labels = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC', 'B-ORG'];
const labelOfToken: Readonly<Record<string, string>> = {
  ada: 'B-PER',
  love: 'I-PER',
  '##lace': 'I-PER',
  bob: 'B-PER',
  new: 'B-LOC',
  york: 'I-LOC',
  zurich: 'B-LOC',
  acme: 'B-ORG',
};
const words = [...Object.keys(labelOfToken), 'met', 'in', ',', '.', 'of', '&'];

/** 4 for a token's own label and 0 for the others. */
const logits = [...specialTokens, ...words].map((token) =>
  labels.map((label) => (label === (labelOfToken[token] ?? 'O') ? 4 : 0)),
);
const likely = Math.exp(4) / (Math.exp(4) + labels.length - 1);

function taggerFiles(mostTokens = 512): HubFiles {
  return {
    'config.json': {
      model_type: 'bert',
      max_position_embeddings: 512,
      id2label: Object.fromEntries(labels.map((label, index) => [index, label])),
    },
    ...wordPieceTokenizer(words, mostTokens),
    'onnx/model.onnx': { graph: tokenTableGraph('logits', logits) },
  };
}

it('finds names with their places in the text as it is written', async () => {
  const model = await hubEntities.load(await hubFolder('names', taggerFiles()));
  const text = '  Ada Lovelace, Bob met ACME\n in  New York.Zürich!';
  const { entities } = await model.run({ text });
  expect(entities.map(({ text: name, label }) => [name, label])).toEqual([
    ['Ada Lovelace', 'person'],
    ['Bob', 'person'],
    ['ACME', 'organization'],
    ['New York', 'location'],
    ['Zürich', 'location'],
  ]);
  for (const { text: name, startCharacter, endCharacter, confidence } of entities) {
    expect(text.slice(startCharacter, endCharacter)).toBe(name);
    expect(confidence).toBeCloseTo(likely, 5);
  }
  await model.dispose?.();
});

it('reads long texts to their end, in windows', async () => {
  const model = await hubEntities.load(await hubFolder('names', taggerFiles(12)));
  const sentence = 'Ada Lovelace met Bob in New York. ';
  const { entities } = await model.run({ text: sentence.repeat(20) });
  expect(entities).toHaveLength(60);
  expect(entities.at(-1)).toMatchObject({ text: 'New York', startCharacter: sentence.length * 19 + 24 });
  await model.dispose?.();
});

it.each(['', '   ', 'met in of.'])('finds nothing in %j', async (text) => {
  const model = await hubEntities.load(await hubFolder('names', taggerFiles()));
  expect(await model.run({ text })).toEqual({ entities: [] });
  await model.dispose?.();
});
