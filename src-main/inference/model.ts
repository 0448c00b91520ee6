/**
 * The contract of a model: one file `models/<name>.model.ts` with one default export made by `defineModel` (ONNX files that
 * we run ourselves) or `defineHubModel` (a folder in Hugging Face's layout, run by transformers.js). It declares what it does, which files it needs and what
 * they must look like inside, and turns what a task gives into tensors and tensors into what the task answers.
 *
 * Model code runs in the inference process only. It keeps nothing between runs but what `load` made.
 */
import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-common';
import type { TaskInput, TaskName, TaskOutput } from '../../src-preload/contract/inference-tasks.ts';

/** One input or output: its element type and shape, null = any length there. */
export interface TensorShape {
  readonly type: 'float32' | 'int64' | 'int32' | 'uint8' | 'bool';
  readonly shape: readonly (number | null)[];
}

export interface OnnxFile {
  readonly kind: 'onnx';
  /** By name. More inputs or outputs than these make it another model, unless `extraOutputs` are 'ignored'. */
  readonly inputs: Readonly<Record<string, TensorShape>>;
  readonly outputs: Readonly<Record<string, TensorShape>>;
  readonly extraOutputs?: 'ignored';
}

export interface TextFile {
  readonly kind: 'text';
  /** Names that it goes by beside the weights: for files that somebody brings along. */
  readonly names: readonly string[];
  readonly need: 'required' | 'optional';
}

export type ModelFile = OnnxFile | TextFile;

/** A session as models use it. */
export interface Session {
  /** @throws AppError inference-failed with what the runtime said */
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
  readonly inputMetadata: InferenceSession['inputMetadata'];
}

/** What `load` is given: by the names under `files`. */
export interface ModelParts<Files extends Readonly<Record<string, ModelFile>>> {
  readonly sessions: { readonly [N in keyof Files as Files[N] extends OnnxFile ? N : never]: Session };
  /** null: an optional one that is not there. */
  readonly texts: { readonly [N in keyof Files as Files[N] extends TextFile ? N : never]: string | null };
}

export interface LoadedModel<T extends TaskName> {
  /** One after the other, in the order in which they were asked for: models use the memory of their inputs again. */
  run(input: TaskInput<T>): Promise<TaskOutput<T>>;
  /** Sessions are released by whoever opened them; this is for what a model opened itself. */
  dispose?(): Promise<void>;
}

interface ModelHead<T extends TaskName> {
  /** The file's name without `.model.ts`. */
  readonly name: string;
  /** What a person calls it. */
  readonly title: string;
  readonly task: T;
  /** Raise it when the same weights and input would give another answer. */
  readonly version: number;
  /** Among the installed models of a task the highest is used, unless a person says otherwise. 0 to 100. */
  readonly rank: number;
}

export interface OnnxModel<T extends TaskName = TaskName> extends ModelHead<T> {
  readonly engine: 'onnx';
  readonly files: Readonly<Record<string, ModelFile>>;
  load(parts: ModelParts<Readonly<Record<string, ModelFile>>>): Promise<LoadedModel<T>> | LoadedModel<T>;
}

/** What a hub model is given: nothing is ever fetched. */
export interface HubFolder {
  /** Absolute path of the folder with `config.json`, tokenizer files and `onnx/`. */
  readonly path: string;
  /** Which weights of `onnx/` are there: "fp32", "fp16", "q8", "q4"… as transformers.js calls them. */
  readonly dtype: string;
  readonly threads: number;
}

export interface HubModel<T extends TaskName = TaskName> extends ModelHead<T> {
  readonly engine: 'transformers';
  /** `model_type`s of config.json that it can run; for folders that somebody brings along. */
  readonly modelTypes: readonly string[];
  load(folder: HubFolder): Promise<LoadedModel<T>>;
}

export type AnyModel = OnnxModel | HubModel;

export function defineModel<
  const T extends TaskName,
  const Files extends Readonly<Record<string, ModelFile>>,
>(
  definition: ModelHead<T> & {
    readonly files: Files;
    load(parts: ModelParts<Files>): Promise<LoadedModel<T>> | LoadedModel<T>;
  },
): OnnxModel<T> {
  const load = (parts: ModelParts<Files>): Promise<LoadedModel<T>> | LoadedModel<T> => {
    const loaded = definition.load(parts);
    return loaded instanceof Promise ? loaded.then(oneAtATime) : oneAtATime(loaded);
  };
  // A model is only ever given the parts that its own `files` name: the registry sees to that.
  return { engine: 'onnx', ...definition, load } as unknown as OnnxModel<T>;
}

/** Lanes ask for one run at a time anyway; whoever opens a model without one need not know. */
function oneAtATime<T extends TaskName>(loaded: LoadedModel<T>): LoadedModel<T> {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (input) => {
      const turn = last.then(() => loaded.run(input));
      last = turn.catch(() => undefined);
      return turn;
    },
    dispose: async () => {
      await loaded.dispose?.();
    },
  };
}

export function defineHubModel<const T extends TaskName>(
  definition: ModelHead<T> & {
    readonly modelTypes: readonly string[];
    load(folder: HubFolder): Promise<LoadedModel<T>>;
  },
): HubModel<T> {
  return { engine: 'transformers', ...definition };
}

/** Numbers of an output tensor. @throws TypeError where it is not float32, which the signature check has ruled out */
export function floatsOf(tensor: Tensor | undefined): Float32Array {
  const data = (tensor as TypedTensor<'float32'> | undefined)?.data;
  if (!(data instanceof Float32Array)) throw new TypeError('not a float32 tensor');
  return data;
}
