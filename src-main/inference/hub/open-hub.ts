/** Opens a folder in Hugging Face's layout: checks its config.json, then hands out what models need to load their parts. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataType, PretrainedModelOptions } from '@huggingface/transformers';
import { z } from 'zod';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { HubFolder } from '../model.ts';
import { importTransformers, type Transformers } from './transformers.ts';

/** What is read of config.json here; transformers.js reads more. */
const hubConfig = z.looseObject({
  model_type: z.string(),
  /** The repository that the weights were exported from. */
  _name_or_path: z.string().optional(),
  id2label: z.record(z.string(), z.string()).optional(),
  problem_type: z.string().nullable().optional(),
  max_position_embeddings: z.number().int().optional(),
  pad_token_id: z.number().int().nullable().optional(),
  text_config: z.looseObject({ max_position_embeddings: z.number().int().optional() }).optional(),
});
export type HubConfig = z.infer<typeof hubConfig>;

export interface Hub {
  readonly transformers: Transformers;
  readonly config: HubConfig;
  readonly path: string;
  /** For `from_pretrained` and `pipeline`. */
  readonly options: PretrainedModelOptions;
}

const dataTypes: ReadonlySet<string> = new Set<DataType>([
  'fp32',
  'fp16',
  'q8',
  'int8',
  'uint8',
  'q4',
  'bnb4',
  'q4f16',
]);

function isDataType(name: string): name is DataType {
  return dataTypes.has(name);
}

/**
 * A JSON file of the folder.
 * @returns null where it is not there
 * @throws AppError model-damaged where it is not what it should be
 */
export async function readHubJson<T>(path: string, name: string, schema: z.ZodType<T>): Promise<T | null> {
  const file = join(path, name);
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw new AppError('model-damaged', { file, detail: messageOf(thrown) }, thrown);
  }
}

/**
 * @throws AppError model-damaged without a readable config.json; model-unsuitable where it is of no type in `modelTypes`, or the
 *   weights are of a kind that transformers.js does not know
 */
export async function openHub(folder: HubFolder, modelTypes: readonly string[]): Promise<Hub> {
  const { path, dtype, threads } = folder;
  const config = await readHubJson(path, 'config.json', hubConfig);
  if (config === null) throw new AppError('model-damaged', { file: path, detail: 'it has no config.json' });
  if (!modelTypes.includes(config.model_type)) {
    const detail = `it is of the type "${config.model_type}", wanted is one of ${modelTypes.join(', ')}`;
    throw new AppError('model-unsuitable', { file: path, detail });
  }
  if (!isDataType(dtype)) {
    throw new AppError('model-unsuitable', { file: path, detail: `unknown kind of weights "${dtype}"` });
  }
  const options: PretrainedModelOptions = {
    local_files_only: true,
    device: 'cpu',
    dtype,
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: 'sequential' },
  };
  return { transformers: await importTransformers(), config, path, options };
}

/** Runs what loads weights or tokenizers. @throws AppError model-damaged or out-of-memory, naming the folder */
export async function loadParts<T>(hub: Hub, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const detail = messageOf(thrown);
    const code = memoryRanOut.test(detail) ? 'out-of-memory' : 'model-damaged';
    throw new AppError(code, { file: hub.path, detail }, thrown);
  }
}

/** Runs what a task asks for. @throws AppError inference-failed or out-of-memory, with what the runtime said */
export async function runParts<T>(hub: Hub, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const detail = messageOf(thrown);
    const code = memoryRanOut.test(detail) ? 'out-of-memory' : 'inference-failed';
    throw new AppError(code, { detail, model: hub.path }, thrown);
  }
}

/** How onnxruntime and V8 put it. */
const memoryRanOut = /bad.?alloc|failed to allocate|allocation failed|out of memory/iu;

function messageOf(thrown: unknown): string {
  if (thrown instanceof z.ZodError) return z.prettifyError(thrown);
  return thrown instanceof Error ? thrown.message : String(thrown);
}
