/** The models of an open library: the packs that are installed, and the process that runs them, as stages and windows see them. */
import type { ModelPacks } from '../../src-preload/contract/commands/models.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { type TaskName, taskNames } from '../../src-preload/contract/inference-tasks.ts';
import type { PackProgress } from '../../src-preload/contract/model-packs.ts';
import { createInferenceClient, type InferenceClient } from '../inference/client.ts';
import { measureModels } from '../inference/measure-models.ts';
import { readCatalogue } from '../inference/packs/catalogue.ts';
import { ModelPackManager, modelsFolder } from '../inference/packs/model-pack-manager.ts';
import { useProxyOf } from '../inference/packs/proxy.ts';
import { loadModelRegistry } from '../inference/registry.ts';
import type { SpeechToolbox } from '../media/speech-tools.ts';
import type { ModelKeys } from '../pipeline/model-keys.ts';
import type { ModelService } from '../pipeline/stage-inference.ts';
import type { FileHasher } from '../platform/hashing.ts';
import type { Log } from '../platform/log.ts';
import { inferenceStarter } from './process/host-inference-process.ts';

export interface LibraryModels extends ModelService {
  readonly packs: ModelPacks;
  readonly client: Pick<InferenceClient, 'usage'>;
  /** Of every task that a model, or a program, does here now. */
  keys(): ModelKeys;
  /** Told when other models may be in use than before; must not throw. */
  onModelsChanged(listener: () => void): () => void;
  /** Told when the files of a pack that was damaged may be sound again; must not throw. */
  onRepaired(listener: () => void): () => void;
  /** Told of every change of a pack; must not throw. */
  onPack(listener: (pack: PackProgress) => void): () => void;
  /** Running requests end as cancelled; downloads are paused. */
  close(): Promise<void>;
}

export interface LibraryModelsParts {
  readonly libraryPath: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly hasher: FileHasher;
  /** Programs that write down speech where no model does. */
  readonly speech: Pick<SpeechToolbox, 'programs'>;
  readonly log: Log;
}

/** They are given minutes of sound or pages of text at once. */
const longTasks: ReadonlySet<TaskName> = new Set<TaskName>([
  'transcript',
  'translation',
  'text-embedding',
  'entities',
]);
const longTimeoutSec = 600;

/** Starts no process and fetches nothing before it is asked to. */
export async function openLibraryModels(parts: LibraryModelsParts): Promise<LibraryModels> {
  const { libraryPath, environment, hasher, speech, log } = parts;
  const registry = await loadModelRegistry();
  const client = createInferenceClient({ start: inferenceStarter(process), log });
  const mirror = environment['RUSHES_MODEL_MIRROR'] ?? '';
  const leaveProxy = useProxyOf(environment);
  const manager = await ModelPackManager.open({
    folder: modelsFolder(libraryPath, environment),
    catalogue: await readCatalogue(),
    models: registry.models,
    hasher,
    inspect: (path, signal) => client.inspect(path, signal),
    measure: (models, signal) => measureModels(client, models, signal),
    mirror: mirror === '' ? null : mirror,
  });
  return {
    packs: manager,
    client,
    modelFor(task) {
      const [best] = manager.candidates(task);
      return best === undefined ? null : { key: best.inUse.key, title: best.pack.manifest.title };
    },
    async run(task, input, signal) {
      const model = await manager.modelFor(task, signal);
      if (model === null) throw new AppError('model-missing', { task });
      return client.run(
        model,
        task,
        input,
        signal,
        longTasks.has(task) ? { timeoutSec: longTimeoutSec } : {},
      );
    },
    keys: () => withPrograms(keysOf(manager), speech),
    onModelsChanged: (listener) => manager.onModelsChanged(listener),
    onRepaired: (listener) => manager.onRepaired(listener),
    onPack: (listener) => manager.onChange(listener),
    close: async () => {
      await manager.close();
      leaveProxy();
      await client.close();
    },
  };
}

/** A transcript is keyed by the program that makes it where no model does. */
function withPrograms(keys: ModelKeys, { programs }: Pick<SpeechToolbox, 'programs'>): ModelKeys {
  const [best] = programs;
  return best === undefined || keys.has('transcript') ? keys : new Map([...keys, ['transcript', best.key]]);
}

function keysOf(manager: ModelPackManager): ModelKeys {
  return new Map(
    taskNames.flatMap((task): [TaskName, string][] => {
      const key = manager.keyOf(task);
      return key === null ? [] : [[task, key]];
    }),
  );
}
