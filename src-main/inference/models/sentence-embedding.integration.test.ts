/** With a STAND-IN of a few operators in place of weights: see tests/support/tiny-hub-models.ts. */
import { describe, expect, it } from 'vitest';
import {
  hubFolder,
  tokenTableGraph,
  wordPieceTokenizer,
  type HubFiles,
} from '../../../tests/support/tiny-hub-models.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import sentenceEmbedding from './sentence-embedding.model.ts';

const words = ['query', 'passage', ':', 'dog', 'cat', 'runs', '##ning'];
/** Of the special tokens, then of the words. */
const table = [
  [9, 9],
  [5, 5],
  [1, 0],
  [0, 1],
  [10, 0],
  [0, 10],
  [0, 0],
  [3, 4],
  [-3, 1],
  [2, -2],
  [1, 1],
];
const rowOf = (token: string): readonly number[] => table[4 + words.indexOf(token)] ?? [];
const opening = [1, 0];
const closing = [0, 1];

function unitMean(...rows: (readonly number[])[]): number[] {
  const sum = [0, 1].map((column) => rows.reduce((total, row) => total + (row[column] ?? 0), 0));
  return sum.map((value) => value / Math.hypot(...sum));
}

function expectVector(vector: Float32Array | undefined, expected: readonly number[]): void {
  expect(vector).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(vector?.[index]).toBeCloseTo(value, 5);
  });
}

const bert = { model_type: 'bert', max_position_embeddings: 512 };

function encoderFiles(config: object = bert, mostTokens = 8): HubFiles {
  return {
    'config.json': config,
    ...wordPieceTokenizer(words, mostTokens),
    'onnx/model.onnx': { graph: tokenTableGraph('last_hidden_state', table) },
  };
}

describe('sentence embedding', () => {
  it('is the mean over a text’s own tokens with length 1, whatever else is in the batch', async () => {
    const model = await sentenceEmbedding.load(await hubFolder('mini', encoderFiles()));
    const texts = ['dog', 'Dog runs, running cat'];
    const { vectors, tokenCounts, mostTokens } = await model.run({ texts, purpose: 'passage' });
    expectVector(vectors[0], unitMean(opening, rowOf('dog'), closing));
    // Neither the comma nor "running" (nor any beginning of it) is in the vocabulary.
    const unknown = [5, 5];
    const second = [rowOf('dog'), rowOf('runs'), unknown, unknown, rowOf('cat')];
    expectVector(vectors[1], unitMean(opening, ...second, closing));
    expect({ tokenCounts, mostTokens }).toEqual({ tokenCounts: [3, 7], mostTokens: 8 });
    expect(await model.run({ texts: [], purpose: 'query' })).toMatchObject({ vectors: [], tokenCounts: [] });
    await model.dispose?.();
  });

  it('cuts long texts off but counts them whole, and keeps the closing token', async () => {
    const model = await sentenceEmbedding.load(await hubFolder('mini', encoderFiles(bert, 5)));
    const given = { texts: ['dog cat dog runs runs runs runs', 'cat'], purpose: 'query' } as const;
    const { vectors, tokenCounts, mostTokens } = await model.run(given);
    expect({ tokenCounts, mostTokens }).toEqual({ tokenCounts: [9, 3], mostTokens: 5 });
    expectVector(vectors[0], unitMean(opening, rowOf('dog'), rowOf('cat'), rowOf('dog'), closing));
    await model.dispose?.();
  });

  it.each([
    ['multilingual-e5-small', bert, {}],
    ['pack', { ...bert, _name_or_path: 'intfloat/e5-small-v2' }, {}],
    [
      'pack',
      bert,
      { 'config_sentence_transformers.json': { prompts: { query: 'query: ', document: 'passage: ' } } },
    ],
  ])('puts what e5 was trained with before each text: folder %s', async (name, config, more) => {
    const model = await sentenceEmbedding.load(await hubFolder(name, { ...encoderFiles(config), ...more }));
    const query = await model.run({ texts: ['dog'], purpose: 'query' });
    const passage = await model.run({ texts: ['dog'], purpose: 'passage' });
    const rest = [rowOf(':'), rowOf('dog'), closing];
    expectVector(query.vectors[0], unitMean(opening, rowOf('query'), ...rest));
    expectVector(passage.vectors[0], unitMean(opening, rowOf('passage'), ...rest));
    expect(query.tokenCounts).toEqual([5]);
    await model.dispose?.();
  });

  it('takes the smallest of the limits that the folder names, and the first token where it says so', async () => {
    const more = {
      'sentence_bert_config.json': { max_seq_length: 4, do_lower_case: false },
      '1_Pooling/config.json': { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false },
    };
    const model = await sentenceEmbedding.load(await hubFolder('mini', { ...encoderFiles(), ...more }));
    const { vectors, mostTokens } = await model.run({ texts: ['dog cat'], purpose: 'query' });
    expect(mostTokens).toBe(4);
    expectVector(vectors[0], opening);
    await model.dispose?.();
  });
});

describe('a folder that is no sentence embedding', () => {
  async function failureOf(files: HubFiles, dtype = 'fp32'): Promise<AppError> {
    const folder = { ...(await hubFolder('mini', files)), dtype };
    const thrown: unknown = await sentenceEmbedding.load(folder).catch((error: unknown) => error);
    if (thrown instanceof AppError) return thrown;
    throw new Error('it was loaded', { cause: thrown });
  }

  it('is refused with a code and the folder or file', async () => {
    const { 'config.json': config, ...withoutConfig } = encoderFiles();
    expect(config).toBeDefined();
    const { 'tokenizer.json': tokenizer, ...withoutTokenizer } = encoderFiles();
    expect(tokenizer).toBeDefined();
    const wrong = await failureOf(encoderFiles({ model_type: 'whisper' }));
    expect(wrong).toMatchObject({ code: 'model-unsuitable' });
    expect(wrong.message).toContain('"whisper"');
    expect((await failureOf(withoutConfig)).code).toBe('model-damaged');
    expect((await failureOf(withoutTokenizer)).message).toContain('tokenizer.json');
    expect((await failureOf(encoderFiles(), 'q8')).message).toContain('model_quantized.onnx');
    expect((await failureOf(encoderFiles(), 'fp1')).code).toBe('model-unsuitable');
    const notOnnx = await failureOf({ ...encoderFiles(), 'onnx/model.onnx': { not: 'a graph' } });
    expect(notOnnx.code).toBe('model-damaged');
  });
});
