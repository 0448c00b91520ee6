/** Inputs that any ONNX file can be run with, made from what it says of them: the same for the same seed. */
import { type InferenceSession, Tensor } from 'onnxruntime-common';

/** What lengths that a file leaves open are tried with. The first of a shape is a batch, of one. */
interface OpenLengths {
  readonly length: number;
  /** 'all': all but the batch have it, as height and width of a picture; 'last': only the last of a shape, others are 1. */
  readonly where: 'all' | 'last';
}

/**
 * One after the other until the file runs: pictures first (multiples of 32), then a window of sound with its context (Silero's 576),
 * then short sequences.
 */
export const openLengths: readonly OpenLengths[] = [
  { length: 320, where: 'all' },
  { length: 224, where: 'all' },
  { length: 64, where: 'all' },
  { length: 576, where: 'last' },
  { length: 16, where: 'last' },
  { length: 1, where: 'all' },
];

/** What all models of sound here want. */
const soundRateHz = 16_000n;

type Metadata = InferenceSession.ValueMetadata;

/** null: one of them is of a kind that is not made here (texts, sequences, half floats). */
export function seededInputs(
  inputs: readonly Metadata[],
  open: OpenLengths,
  seed: number,
): Readonly<Record<string, Tensor>> | null {
  const random = randomNumbers(seed);
  const feeds: Record<string, Tensor> = {};
  for (const input of inputs) {
    if (!input.isTensor) return null;
    const dims = input.shape.map((length, index) => {
      if (typeof length === 'number') return length;
      const isOther = open.where === 'last' && index < input.shape.length - 1;
      return index === 0 || isOther || /batch/i.test(length) ? 1 : open.length;
    });
    const tensor = seededTensor(input.type, dims, random);
    if (tensor === null) return null;
    feeds[input.name] = tensor;
  }
  return feeds;
}

function seededTensor(type: string, dims: readonly number[], random: () => number): Tensor | null {
  const length = dims.reduce((product, each) => product * each, 1);
  if (type === 'float32') return new Tensor('float32', Float32Array.from({ length }, random), dims);
  if (type === 'uint8')
    return new Tensor(
      'uint8',
      Uint8Array.from({ length }, () => Math.floor(random() * 256)),
      dims,
    );
  // Indices and masks: 1 is a token of every vocabulary, and "look here". One that stands alone is a rate of samples.
  const whole = dims.length === 0 ? soundRateHz : 1n;
  if (type === 'int64') return new Tensor('int64', new BigInt64Array(length).fill(whole), dims);
  if (type === 'int32') return new Tensor('int32', new Int32Array(length).fill(1), dims);
  if (type === 'bool') return new Tensor('bool', new Uint8Array(length).fill(1), dims);
  return null;
}

/** Mulberry32 (Tommy Ettinger, 2017; public domain): evenly spread over [0, 1). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
