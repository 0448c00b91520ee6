/** All test weights, imported as a person would, into a folder of the bench's own. */
import { createInferenceClient, type InferenceClient } from '../../src-main/inference/client.ts';
import { forkAtOurPriority } from '../../src-main/inference/fork-inference-process.ts';
import { readCatalogue } from '../../src-main/inference/packs/catalogue.ts';
import type { Candidate } from '../../src-main/inference/packs/installed-models.ts';
import { ModelPackManager } from '../../src-main/inference/packs/model-pack-manager.ts';
import { loadModelRegistry } from '../../src-main/inference/registry.ts';
import { createFileHasher } from '../../src-main/platform/hashing.ts';
import { type TaskName, taskNames } from '../../src-preload/contract/inference-tasks.ts';

export interface ImportedModels {
  readonly client: InferenceClient;
  /** Of each task, the one that would be used first. */
  candidates(task: TaskName): readonly Candidate[];
  /** Of all tasks. */
  readonly all: readonly Candidate[];
  close(): Promise<void>;
}

/** The client asks one process, one lane, one thread: as much as the bare runs beside it have. */
export async function importModels(from: string, folder: string): Promise<ImportedModels> {
  const client = createInferenceClient({
    // As the engine starts it, but for its low priority: the bare runs beside it have none either.
    start: forkAtOurPriority,
    log: {
      info: () => undefined,
      warn: (message, facts) => {
        console.warn(message, facts);
      },
    },
    // Nothing is unloaded, or replaced, between two rounds.
    limits: { concurrency: 1, intraOpThreads: 1, keepWarmSec: 600, idleSec: 600 },
  });
  const hasher = createFileHasher({ workers: 1 });
  const manager = await ModelPackManager.open({
    folder,
    catalogue: await readCatalogue(),
    models: (await loadModelRegistry()).models,
    hasher,
    inspect: (path, signal) => client.inspect(path, signal),
    measure: () => Promise.resolve([]),
    mirror: null,
  });
  await manager.importFrom({ path: from }, new AbortController().signal);
  return {
    client,
    candidates: (task) => manager.candidates(task),
    all: taskNames.flatMap((task) => manager.candidates(task)),
    close: async () => {
      await manager.close();
      await client.close();
      await hasher.close();
    },
  };
}
