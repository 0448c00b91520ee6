/** Numbers out of what transformers.js answers, whose outputs are untyped. */
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { Scored } from '../../../src-preload/contract/inference-tasks.ts';
import type { Hub } from './open-hub.ts';

/** Row by row, the last dimension fastest. */
export interface Floats {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/**
 * The first of these outputs that is there; half precision is widened.
 * @throws AppError model-unsuitable where none is
 */
export function outputFloats(hub: Hub, output: unknown, names: readonly string[]): Floats {
  for (const name of names) {
    const found: unknown = (output as Readonly<Record<string, unknown>>)[name];
    if (!(found instanceof hub.transformers.Tensor)) continue;
    const { data, dims } = found.to('float32');
    if (data instanceof Float32Array) return { data, dims };
  }
  throw new AppError('model-unsuitable', {
    file: hub.path,
    detail: `it has no output ${names.join(' or ')}`,
  });
}

/** Each row of the last dimension. */
export function rowsOf({ data, dims }: Floats): Float32Array[] {
  const length = dims.at(-1) ?? 0;
  if (length === 0) return [];
  return Array.from({ length: data.length / length }, (_, row) =>
    data.slice(row * length, (row + 1) * length),
  );
}

/** The same direction with length 1; nothing stays nothing. */
export function unitVector(values: Float32Array): Float32Array<ArrayBuffer> {
  let sum = 0;
  for (const value of values) sum += value * value;
  const length = sum === 0 ? 1 : Math.sqrt(sum);
  return values.map((value) => value / length);
}

/** Adds up to 1. */
export function softmax(logits: Float32Array): Float32Array {
  let largest = -Infinity;
  for (const logit of logits) largest = Math.max(largest, logit);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  let sum = 0;
  for (const power of powers) sum += power;
  return powers.map((power) => power / sum);
}

/** Each for itself. */
export function sigmoid(logits: Float32Array): Float32Array {
  return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
}

/** Labels with their probabilities, most likely first. */
export function scoredLabels(probabilities: Float32Array, labels: readonly string[]): Scored[] {
  return Array.from(probabilities, (probability, index) => ({
    label: labels[index] ?? `class ${String(index)}`,
    confidence: Math.min(1, Math.max(0, probability)),
  })).sort((one, other) => other.confidence - one.confidence);
}

/** Names of the classes in the order of the logits. @throws AppError model-unsuitable where config.json names none */
export function classLabels(hub: Hub): readonly string[] {
  const named = hub.config.id2label;
  if (named === undefined) {
    throw new AppError('model-unsuitable', { file: hub.path, detail: 'its config.json names no classes' });
  }
  return Object.keys(named)
    .map(Number)
    .sort((one, other) => one - other)
    .map((index) => named[String(index)] ?? '');
}
