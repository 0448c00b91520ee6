/**
 * STAND-INS, not models: folders in Hugging Face's layout whose graphs of a few operators answer by a table. They prove the plumbing around
 * real weights (files found and read, tokens, pictures and sound as tensors, outputs read right) and nothing about
 * what real weights answer. Those of sequences are in `tiny-hub-sequences.ts`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HubFolder } from '../../src-main/inference/model.ts';
import { tempDir } from './temp-dir.ts';
import { onnxModel, type OnnxModelParts, type OnnxTensor } from './tiny-onnx.ts';

/** Path below the folder -> text, object (as JSON) or a graph. */
export type HubFiles = Readonly<Record<string, object | { readonly graph: OnnxModelParts }>>;

/** Writes the files into a folder of the given name in a new temporary one. */
export async function hubFolder(name: string, files: HubFiles): Promise<HubFolder> {
  const path = join(await tempDir(), name);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, file)), { recursive: true });
    const bytes = 'graph' in content ? onnxModel(content.graph) : JSON.stringify(content, null, 2);
    await writeFile(join(path, file), bytes);
  }
  return { path, dtype: 'fp32', threads: 1 };
}

function floatTable(name: string, rows: readonly (readonly number[])[]): OnnxTensor {
  return { name, type: 'float32', dims: [rows.length, rows[0]?.length ?? 0], data: rows.flat() };
}

export const specialTokens = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];

function addedToken(content: string, id: number): object {
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
}

/** A real WordPiece tokenizer as BERT's, of these words: lower case, punctuation apart, [CLS] and [SEP] around. Ids: special ones, then words. */
export function wordPieceTokenizer(words: readonly string[], mostTokens: number): HubFiles {
  const vocabulary = [...specialTokens, ...words];
  const special = (id: string): object => ({ SpecialToken: { id, type_id: 0 } });
  const named = (id: string): object => ({ id, ids: [vocabulary.indexOf(id)], tokens: [id] });
  return {
    'tokenizer.json': {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: specialTokens.map(addedToken),
      normalizer: {
        type: 'BertNormalizer',
        clean_text: true,
        handle_chinese_chars: true,
        strip_accents: null,
        lowercase: true,
      },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      post_processor: {
        type: 'TemplateProcessing',
        single: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')],
        pair: [],
        special_tokens: { '[CLS]': named('[CLS]'), '[SEP]': named('[SEP]') },
      },
      decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
      },
    },
    'tokenizer_config.json': {
      tokenizer_class: 'BertTokenizer',
      model_max_length: mostTokens,
      pad_token: '[PAD]',
      unk_token: '[UNK]',
      cls_token: '[CLS]',
      sep_token: '[SEP]',
    },
  };
}

const tokenInput = (name: string) => ({ name, type: 'int64' as const, shape: ['batch', 'tokens'] });
const bertInputs = ['input_ids', 'attention_mask', 'token_type_ids'].map(tokenInput);

/** BERT's signature; a token's hidden state is its row of the table, whatever stands around it. */
export function tokenTableGraph(output: string, rows: readonly (readonly number[])[]): OnnxModelParts {
  return {
    inputs: bertInputs,
    outputs: [{ name: output, type: 'float32', shape: ['batch', 'tokens', rows[0]?.length ?? 0] }],
    initializers: [floatTable('table', rows)],
    nodes: [{ op: 'Gather', inputs: ['table', 'input_ids'], outputs: [output] }],
  };
}

/** Classes by the mean red, green and blue of the picture, which the processor has brought to -1 … 1. */
export function pictureClassifierGraph(weights: readonly (readonly number[])[]): OnnxModelParts {
  const classes = weights[0]?.length ?? 0;
  return {
    inputs: [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, 8, 8] }],
    outputs: [{ name: 'logits', type: 'float32', shape: ['batch', classes] }],
    initializers: [floatTable('weights', weights)],
    nodes: [
      {
        op: 'ReduceMean',
        inputs: ['pixel_values'],
        outputs: ['colour'],
        attributes: { axes: [2, 3], keepdims: 0 },
      },
      { op: 'MatMul', inputs: ['colour', 'weights'], outputs: ['logits'] },
    ],
  };
}

/** What the processors of ViT and CLIP do, at 8 x 8: scaled, then value / 255 * 2 - 1. */
export const tinyPictureProcessor = {
  image_processor_type: 'ViTImageProcessor',
  do_resize: true,
  do_rescale: true,
  do_normalize: true,
  rescale_factor: 1 / 255,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
  resample: 2,
  size: { height: 8, width: 8 },
};

/** The settings that MIT published with its AST, fine-tuned on AudioSet. */
export const audioSpectrogramProcessor = {
  feature_extractor_type: 'ASTFeatureExtractor',
  do_normalize: true,
  feature_size: 1,
  max_length: 1024,
  mean: -4.2677393,
  num_mel_bins: 128,
  padding_side: 'right',
  padding_value: 0,
  return_attention_mask: false,
  sampling_rate: 16_000,
  std: 4.5689974,
};

/** AST's signature. Classes: more energy in the lower half of the mel bands, more in the upper half, and one that is always at 0. */
export function soundClassifierGraph(): OnnxModelParts {
  const rows = Array.from({ length: 128 }, (_, band) => (band < 64 ? [0.25, -0.25, 0] : [-0.25, 0.25, 0]));
  return {
    inputs: [{ name: 'input_values', type: 'float32', shape: ['batch', 1024, 128] }],
    outputs: [{ name: 'logits', type: 'float32', shape: ['batch', 3] }],
    initializers: [floatTable('weights', rows)],
    nodes: [
      {
        op: 'ReduceMean',
        inputs: ['input_values'],
        outputs: ['bands'],
        attributes: { axes: [1], keepdims: 0 },
      },
      { op: 'MatMul', inputs: ['bands', 'weights'], outputs: ['logits'] },
    ],
  };
}

/** The picture half of CLIP or SigLIP: the mean colour. */
export function pictureHalfGraph(output: 'image_embeds' | 'pooler_output'): OnnxModelParts {
  return {
    inputs: [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, 8, 8] }],
    outputs: [{ name: output, type: 'float32', shape: ['batch', 3] }],
    nodes: [
      {
        op: 'ReduceMean',
        inputs: ['pixel_values'],
        outputs: [output],
        attributes: { axes: [2, 3], keepdims: 0 },
      },
    ],
  };
}

/**
 * The text half of CLIP: each place sums up the tokens before it, and the vector is that of the place with the largest id, where CLIP has
 * its closing token. A text that lost this token would get another vector.
 */
export function clipTextHalfGraph(rows: readonly (readonly number[])[]): OnnxModelParts {
  return {
    inputs: [tokenInput('input_ids')],
    outputs: [{ name: 'text_embeds', type: 'float32', shape: ['batch', 3] }],
    initializers: [
      floatTable('table', rows),
      { name: 'one', type: 'int64', dims: [], data: [1] },
      { name: 'last axis', type: 'int64', dims: [1], data: [2] },
      { name: 'three', type: 'int64', dims: [3], data: [1, 1, 3] },
      { name: 'one axis', type: 'int64', dims: [1], data: [1] },
    ],
    nodes: [
      { op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['hidden'] },
      { op: 'CumSum', inputs: ['hidden', 'one'], outputs: ['summed'] },
      { op: 'ArgMax', inputs: ['input_ids'], outputs: ['end'], attributes: { axis: 1, keepdims: 1 } },
      { op: 'Unsqueeze', inputs: ['end', 'last axis'], outputs: ['place'] },
      { op: 'Expand', inputs: ['place', 'three'], outputs: ['places'] },
      { op: 'GatherElements', inputs: ['summed', 'places'], outputs: ['atEnd'], attributes: { axis: 1 } },
      {
        op: 'ReduceSum',
        inputs: ['atEnd', 'one axis'],
        outputs: ['text_embeds'],
        attributes: { keepdims: 0 },
      },
    ],
  };
}

/** The text half of SigLIP takes exactly as many tokens as it was trained with; here the vector is their sum. */
export function siglipTextHalfGraph(rows: readonly (readonly number[])[], tokens: number): OnnxModelParts {
  return {
    inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', tokens] }],
    outputs: [{ name: 'pooler_output', type: 'float32', shape: ['batch', 3] }],
    initializers: [floatTable('table', rows), { name: 'one axis', type: 'int64', dims: [1], data: [1] }],
    nodes: [
      { op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['hidden'] },
      {
        op: 'ReduceSum',
        inputs: ['hidden', 'one axis'],
        outputs: ['pooler_output'],
        attributes: { keepdims: 0 },
      },
    ],
  };
}
