/**
 * The models that Rushes can run: found by glob in `models/`, validated before any of them is used. A folder of one's own may
 * be given in place of it; the inference process is told which.
 */
import { readdir } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../src-preload/contract/errors.ts';
import { taskName } from '../../src-preload/contract/inference-tasks.ts';
import type { AnyModel } from './model.ts';

export interface ModelRegistry {
  /** By rank, the highest first, then by name. */
  readonly models: readonly AnyModel[];
  /** @throws AppError model-unknown */
  get(name: string): AnyModel;
}

interface FoundModel {
  /** The file's name without `.model.ts`. */
  readonly fileName: string;
  readonly exported: unknown;
}

const tensorShape = z.object({
  type: z.enum(['float32', 'int64', 'int32', 'uint8', 'bool']),
  shape: z.array(z.number().int().nonnegative().nullable()),
});

const modelFile = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('onnx'),
    inputs: z.record(z.string(), tensorShape),
    outputs: z.record(z.string(), tensorShape),
    extraOutputs: z.literal('ignored').optional(),
  }),
  z.object({
    kind: z.literal('text'),
    names: z.array(z.string().min(1)).min(1),
    need: z.enum(['required', 'optional']),
  }),
]);

const modelName = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);

const headParts = {
  name: modelName,
  title: z.string().min(1),
  task: taskName,
  version: z.number().int().positive(),
  rank: z.number().min(0).max(100),
  load: z.function(),
};

const headSchema = z.discriminatedUnion('engine', [
  z.object({
    ...headParts,
    engine: z.literal('onnx'),
    files: z
      .record(z.string().min(1), modelFile)
      .refine((files) => Object.keys(files).length > 0, 'it needs no file'),
  }),
  z.object({
    ...headParts,
    engine: z.literal('transformers'),
    modelTypes: z.array(z.string().min(1)).min(1),
  }),
]);

/** Of this module: `.ts` in the sources, `.js` in the build. */
const suffix = `.model${extname(import.meta.url)}`;

export const ownModelsFolder: URL = new URL('models/', import.meta.url);

/** Every `*.model` module of a folder. @throws AppError internal that names the model and what is wrong with it */
export async function loadModelRegistry(folder: URL = ownModelsFolder): Promise<ModelRegistry> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(suffix)).sort();
  return createModelRegistry(
    await Promise.all(names.map((name) => importModel(folder, basename(name, suffix)))),
  );
}

/**
 * One model alone, without reading the others.
 *
 * @throws AppError model-unknown; internal where the file is no model
 */
export async function loadModel(folder: URL, name: string): Promise<AnyModel> {
  const names = modelName.safeParse(name).success ? await readdir(folder) : [];
  if (!names.includes(`${name}${suffix}`)) throw new AppError('model-unknown', { model: name });
  return parseModel(await importModel(folder, name));
}

/** @throws AppError internal */
export function createModelRegistry(found: readonly FoundModel[]): ModelRegistry {
  const byName = new Map<string, AnyModel>();
  for (const each of found) {
    const model = parseModel(each);
    if (byName.has(model.name)) refuse(model.name, 'two models have this name');
    byName.set(model.name, model);
  }
  return {
    models: [...byName.values()].sort((a, b) => b.rank - a.rank || (a.name < b.name ? -1 : 1)),
    get(name) {
      const model = byName.get(name);
      if (model === undefined) throw new AppError('model-unknown', { model: name });
      return model;
    },
  };
}

async function importModel(folder: URL, fileName: string): Promise<FoundModel> {
  const module = (await import(new URL(`${fileName}${suffix}`, folder).href)) as { default?: unknown };
  return { fileName, exported: module.default };
}

function parseModel({ fileName, exported }: FoundModel): AnyModel {
  const head = headSchema.safeParse(exported);
  if (!head.success) return refuse(fileName, `not a model: ${z.prettifyError(head.error)}`);
  if (head.data.name !== fileName) return refuse(head.data.name, `its file is called ${fileName}.model`);
  return exported as AnyModel;
}

function refuse(model: string, detail: string): never {
  throw new AppError('internal', { model, detail });
}
