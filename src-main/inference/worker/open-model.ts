/** A model from its files to something that runs: sessions opened and checked, texts read, its own `load` called. */
import { readFile } from 'node:fs/promises';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { TaskName } from '../../../src-preload/contract/inference-tasks.ts';
import type { ModelInUse } from '../model-in-use.ts';
import type { AnyModel, HubModel, LoadedModel, ModelFile, OnnxModel } from '../model.ts';
import { loadModel } from '../registry.ts';
import { checkSignature } from '../signature.ts';
import { type OpenSession, openSession } from './onnx-session.ts';
import { loadError, runError } from './runtime-errors.ts';

export interface OpenModel {
  /** @throws AppError inference-failed, out-of-memory; bad-arguments where the model is for another task */
  run(task: TaskName, input: unknown): Promise<unknown>;
  dispose(): Promise<void>;
}

export interface OpenModelOptions {
  readonly modelsFolder: URL;
  readonly threads: number;
}

/** @throws AppError model-damaged, model-unsuitable, model-unknown, permission-denied, out-of-memory, inference-failed */
export async function openModel(inUse: ModelInUse, options: OpenModelOptions): Promise<OpenModel> {
  const model = await loadModel(options.modelsFolder, inUse.model);
  const sessions: OpenSession[] = [];
  const release = async (): Promise<void> => {
    for (const session of sessions.splice(0)) await session.release();
  };
  try {
    const loaded =
      model.engine === 'transformers'
        ? await loadHub(model, inUse, options.threads)
        : await loadOnnx(model, inUse, options.threads, sessions);
    return {
      run: (task, input) => run(model, inUse.key, loaded, task, input),
      dispose: async () => {
        try {
          await loaded.dispose?.();
        } finally {
          await release();
        }
      },
    };
  } catch (error) {
    await release();
    throw error instanceof AppError ? error : runError(error, { model: inUse.key });
  }
}

type Loaded = LoadedModel<TaskName>;

async function run(
  model: AnyModel,
  key: string,
  loaded: Loaded,
  task: TaskName,
  input: unknown,
): Promise<unknown> {
  if (model.task !== task) {
    throw new AppError('bad-arguments', { model: key, detail: `it does ${model.task}, not ${task}` });
  }
  try {
    return await loaded.run(input as Parameters<Loaded['run']>[0]);
  } catch (error) {
    throw runError(error, { model: key });
  }
}

async function loadHub(model: HubModel, { key, hub }: ModelInUse, threads: number): Promise<Loaded> {
  if (hub === null) throw new AppError('model-unsuitable', { model: key, detail: 'it has no folder' });
  try {
    return await model.load({ ...hub, threads });
  } catch (error) {
    throw loadError(error, { file: hub.path });
  }
}

async function loadOnnx(
  model: OnnxModel,
  inUse: ModelInUse,
  threads: number,
  opened: OpenSession[],
): Promise<Loaded> {
  const sessions: Record<string, OpenSession> = {};
  const texts: Record<string, string | null> = {};
  for (const [name, file] of Object.entries(model.files)) {
    const path = inUse.files[name];
    if (path === undefined) requireNot(inUse, name, file);
    if (file.kind === 'text') {
      texts[name] = path === undefined ? null : await readText(path);
    } else if (path !== undefined) {
      const session = await openSession(path, { provider: inUse.provider, threads });
      opened.push(session);
      checkSignature(path, file, session.signature);
      sessions[name] = session;
    }
  }
  return model.load({ sessions, texts });
}

/** @throws AppError model-unsuitable where a file that the model can't do without was not named */
function requireNot({ key }: ModelInUse, name: string, file: ModelFile): void {
  if (file.kind === 'text' && file.need === 'optional') return;
  throw new AppError('model-unsuitable', { model: key, detail: `its file "${name}" is missing` });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw loadError(error, { file: path });
  }
}
