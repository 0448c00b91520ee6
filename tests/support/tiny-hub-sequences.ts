/**
 * STAND-INS for encoder–decoder models (see `tiny-hub-models.ts`): the signatures of Whisper's and Marian's exports with their merged decoders,
 * key–value cache and cross attentions, around tables that say which token comes at which place. The cache holds the ids that the decoder was
 * given, and what comes next depends on it: a cache that is lost, mixed up or handed on wrongly changes the answer.
 */
import type { OnnxGraph, OnnxModelParts, OnnxNode, OnnxTensor, OnnxValue } from './tiny-onnx.ts';

const float = (name: string, shape: readonly (number | string)[]): OnnxValue => ({
  name,
  type: 'float32',
  shape,
});

const integer = (name: string, ...data: number[]): OnnxTensor => ({
  name,
  type: 'int64',
  dims: [data.length],
  data,
});

const scalar = (name: string, value: number): OnnxTensor => ({
  name,
  type: 'int64',
  dims: [],
  data: [value],
});

/** What decoders of one layer with one head have in common: [batch, heads, places, size of a head]. */
const cacheInputs: readonly OnnxValue[] = [
  ...['key', 'value'].flatMap((part) => [
    float(`past_key_values.0.decoder.${part}`, ['batch_size', 1, 'past_decoder_sequence_length', 1]),
    float(`past_key_values.0.encoder.${part}`, ['batch_size', 1, 'encoder_sequence_length_out', 1]),
  ]),
  { name: 'use_cache_branch', type: 'bool', shape: [1] },
];

const cacheOutputs: readonly OnnxValue[] = ['key', 'value'].flatMap((part) => [
  float(`present.0.decoder.${part}`, ['batch_size', 1, 'total', 1]),
  float(`present.0.encoder.${part}`, ['batch_size', 1, 'encoder_sequence_length_out', 1]),
]);

/** `If(use_cache_branch)`, as the merged decoders of Optimum have it: the length of the cache, or 0 at the beginning. */
function startOfCache(): OnnxNode {
  const cached: OnnxGraph = {
    inputs: [],
    outputs: [{ name: 'cachedLength', type: 'int64', shape: [] }],
    nodes: [
      { op: 'Shape', inputs: ['past_key_values.0.decoder.key'], outputs: ['pastShape'] },
      { op: 'Gather', inputs: ['pastShape', 'two'], outputs: ['cachedLength'] },
    ],
  };
  const first: OnnxGraph = {
    inputs: [],
    outputs: [{ name: 'noLength', type: 'int64', shape: [] }],
    nodes: [{ op: 'Identity', inputs: ['zero'], outputs: ['noLength'] }],
  };
  return {
    op: 'If',
    inputs: ['use_cache_branch'],
    outputs: ['start'],
    attributes: { then_branch: { graph: cached }, else_branch: { graph: first } },
  };
}

/** Makes `places` (of these ids in the sequence) and the new cache: `present.0.decoder.key` is the ids so far. */
const cacheNodes: readonly OnnxNode[] = [
  startOfCache(),
  { op: 'Shape', inputs: ['input_ids'], outputs: ['idsShape'] },
  { op: 'Gather', inputs: ['idsShape', 'one'], outputs: ['length'] },
  { op: 'Add', inputs: ['start', 'length'], outputs: ['end'] },
  { op: 'Range', inputs: ['start', 'end', 'one'], outputs: ['places'] },
  { op: 'Cast', inputs: ['input_ids'], outputs: ['idsAsFloats'], attributes: { to: 1 } },
  { op: 'Reshape', inputs: ['idsAsFloats', 'cacheShape'], outputs: ['newCache'] },
  ...['key', 'value'].flatMap((part): OnnxNode[] => [
    {
      op: 'Concat',
      inputs: [`past_key_values.0.decoder.${part}`, 'newCache'],
      outputs: [`present.0.decoder.${part}`],
      attributes: { axis: 2 },
    },
    {
      op: 'Reshape',
      inputs: ['encoder_hidden_states', 'cacheShape'],
      outputs: [`present.0.encoder.${part}`],
    },
  ]),
];

const cacheConstants: readonly OnnxTensor[] = [
  scalar('zero', 0),
  scalar('one', 1),
  scalar('two', 2),
  integer('cacheShape', 1, 1, -1, 1),
  integer('firstAxis', 0),
];

/** 1 where the decoder was given this id at any time, else 0. Needs `id` among the constants. */
const wasSeen = (id: string, output: string): OnnxNode[] => [
  { op: 'Cast', inputs: ['present.0.decoder.key'], outputs: [`${output} ids`], attributes: { to: 7 } },
  { op: 'Equal', inputs: [`${output} ids`, id], outputs: [`${output} equal`] },
  { op: 'Cast', inputs: [`${output} equal`], outputs: [`${output} flags`], attributes: { to: 7 } },
  { op: 'ReduceMax', inputs: [`${output} flags`], outputs: [output], attributes: { keepdims: 0 } },
];

/** `logits`: as high as `height` says at the tokens of `ids`, 0 at all others. */
const logitNodes: readonly OnnxNode[] = [
  { op: 'OneHot', inputs: ['ids', 'vocabulary', 'offAndOn'], outputs: ['oneHot'] },
  { op: 'Unsqueeze', inputs: ['height', 'lastAxis'], outputs: ['heightColumn'] },
  { op: 'Mul', inputs: ['oneHot', 'heightColumn'], outputs: ['logitRows'] },
  { op: 'Unsqueeze', inputs: ['logitRows', 'firstAxis'], outputs: ['logits'] },
];

const logitConstants = (vocabulary: number): OnnxTensor[] => [
  scalar('vocabulary', vocabulary),
  { name: 'offAndOn', type: 'float32', dims: [2], data: [0, 1] },
  integer('lastAxis', 1),
];

/** One place of a sequence: which token comes after it, how sure, and at which moment of the 30 s it looks. */
export interface SequencePlace {
  readonly token: number;
  readonly logit: number;
  readonly sec: number;
}

const whisperFrames = 1500;

/** Whisper's encoder: 0 at all 1500 places where the mel bands below the middle have most energy, else 1. */
export function whisperEncoderGraph(): OnnxModelParts {
  return {
    inputs: [float('input_features', ['batch_size', 80, 3000])],
    outputs: [float('last_hidden_state', ['batch_size', whisperFrames, 1])],
    initializers: [scalar('middle', 40), integer('hiddenShape', 1, whisperFrames, 1)],
    nodes: [
      {
        op: 'ReduceMean',
        inputs: ['input_features'],
        outputs: ['bands'],
        attributes: { axes: [2], keepdims: 0 },
      },
      { op: 'ArgMax', inputs: ['bands'], outputs: ['loudest'], attributes: { axis: 1, keepdims: 1 } },
      { op: 'Greater', inputs: ['loudest', 'middle'], outputs: ['isHigh'] },
      { op: 'Cast', inputs: ['isHigh'], outputs: ['kind'], attributes: { to: 1 } },
      { op: 'Expand', inputs: ['kind', 'hiddenShape'], outputs: ['last_hidden_state'] },
    ],
  };
}

/**
 * Whisper's merged decoder. Which sequence it says: 0 low sound, 1 high sound; 2 and 3 the same once `otherLanguage` was among the ids
 * that it was given. All sequences have the same number of places.
 */
export function whisperDecoderGraph(
  sequences: readonly (readonly SequencePlace[])[],
  { vocabulary, otherLanguage, attentions }: WhisperDecoder,
): OnnxModelParts {
  const places = sequences[0]?.length ?? 0;
  const flat = sequences.flat();
  const frames = flat.map(({ sec }) => attentionAround(sec * 50));
  const attentionNodes: OnnxNode[] = [
    { op: 'Gather', inputs: ['attentionTable', 'cells'], outputs: ['attentionRows'] },
    { op: 'Unsqueeze', inputs: ['attentionRows', 'firstTwoAxes'], outputs: ['cross_attentions.0'] },
  ];
  return {
    inputs: [
      { name: 'input_ids', type: 'int64', shape: ['batch_size', 'decoder_sequence_length'] },
      float('encoder_hidden_states', ['batch_size', whisperFrames, 1]),
      ...cacheInputs,
    ],
    outputs: [
      float('logits', ['batch_size', 'decoder_sequence_length', vocabulary]),
      ...cacheOutputs,
      ...(attentions === 'exported'
        ? [float('cross_attentions.0', ['batch_size', 1, 'n', whisperFrames])]
        : []),
    ],
    initializers: [
      ...cacheConstants,
      ...logitConstants(vocabulary),
      integer('tokenTable', ...flat.map(({ token }) => token)),
      { name: 'heightTable', type: 'float32', dims: [flat.length], data: flat.map(({ logit }) => logit) },
      { name: 'attentionTable', type: 'float32', dims: [flat.length, whisperFrames], data: frames.flat() },
      scalar('placesOfSequence', places),
      scalar('otherLanguage', otherLanguage),
      integer('firstTwoAxes', 0, 1),
    ],
    nodes: [
      ...cacheNodes,
      ...wasSeen('otherLanguage', 'isOther'),
      { op: 'ReduceMax', inputs: ['encoder_hidden_states'], outputs: ['kind'], attributes: { keepdims: 0 } },
      { op: 'Cast', inputs: ['kind'], outputs: ['sound'], attributes: { to: 7 } },
      { op: 'Mul', inputs: ['isOther', 'two'], outputs: ['language'] },
      { op: 'Add', inputs: ['language', 'sound'], outputs: ['sequence'] },
      { op: 'Mul', inputs: ['sequence', 'placesOfSequence'], outputs: ['firstCell'] },
      { op: 'Add', inputs: ['places', 'firstCell'], outputs: ['cells'] },
      { op: 'Gather', inputs: ['tokenTable', 'cells'], outputs: ['ids'] },
      { op: 'Gather', inputs: ['heightTable', 'cells'], outputs: ['height'] },
      ...logitNodes,
      ...(attentions === 'exported' ? attentionNodes : []),
    ],
  };
}

interface WhisperDecoder {
  readonly vocabulary: number;
  readonly otherLanguage: number;
  readonly attentions: 'exported' | 'left out';
}

/** Wide enough to outlast Whisper's median filter of 7 frames, and nowhere flat: it is divided by its deviation over the tokens. */
function attentionAround(frame: number): number[] {
  return Array.from({ length: whisperFrames }, (_, at) => 1 / (1 + ((at - frame) / 20) ** 2));
}

const tokenTexts: readonly OnnxValue[] = ['input_ids', 'attention_mask'].map((name) => ({
  name,
  type: 'int64',
  shape: ['batch_size', 'encoder_sequence_length'],
}));

/** An encoder whose hidden states are the ids themselves. */
export function translationEncoderGraph(): OnnxModelParts {
  return {
    inputs: tokenTexts,
    outputs: [float('last_hidden_state', ['batch_size', 'encoder_sequence_length', 1])],
    initializers: [integer('hiddenShape', 1, -1, 1)],
    nodes: [
      { op: 'Cast', inputs: ['input_ids'], outputs: ['floats'], attributes: { to: 1 } },
      { op: 'Reshape', inputs: ['floats', 'hiddenShape'], outputs: ['last_hidden_state'] },
    ],
  };
}

/**
 * A merged decoder as Marian's: each place says the translation of the source token at the same place, by the first row of the dictionary, or by the
 * second once `otherLanguage` was among the ids that it was given.
 */
export function translationDecoderGraph(
  dictionaries: readonly [readonly number[], readonly number[]],
  otherLanguage: number,
): OnnxModelParts {
  const vocabulary = dictionaries[0].length;
  return {
    inputs: [
      { name: 'encoder_attention_mask', type: 'int64', shape: ['batch_size', 'encoder_sequence_length'] },
      { name: 'input_ids', type: 'int64', shape: ['batch_size', 'decoder_sequence_length'] },
      float('encoder_hidden_states', ['batch_size', 'encoder_sequence_length', 1]),
      ...cacheInputs,
    ],
    outputs: [float('logits', ['batch_size', 'decoder_sequence_length', vocabulary]), ...cacheOutputs],
    initializers: [
      ...cacheConstants,
      ...logitConstants(vocabulary),
      integer('dictionary', ...dictionaries.flat()),
      scalar('rowLength', vocabulary),
      scalar('otherLanguage', otherLanguage),
      integer('flat', -1),
      { name: 'sure', type: 'float32', dims: [1], data: [10] },
    ],
    nodes: [
      ...cacheNodes,
      ...wasSeen('otherLanguage', 'isOther'),
      { op: 'Reshape', inputs: ['encoder_hidden_states', 'flat'], outputs: ['source'] },
      { op: 'Gather', inputs: ['source', 'places'], outputs: ['sourceFloats'] },
      { op: 'Cast', inputs: ['sourceFloats'], outputs: ['sourceIds'], attributes: { to: 7 } },
      { op: 'Mul', inputs: ['isOther', 'rowLength'], outputs: ['row'] },
      { op: 'Add', inputs: ['sourceIds', 'row'], outputs: ['cells'] },
      { op: 'Gather', inputs: ['dictionary', 'cells'], outputs: ['ids'] },
      { op: 'Identity', inputs: ['sure'], outputs: ['height'] },
      ...logitNodes,
    ],
  };
}
