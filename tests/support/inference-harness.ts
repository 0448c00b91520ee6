/** An inference client over real processes, with models that do what tests tell them to. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createInferenceClient, type InferenceClient } from '../../src-main/inference/client.ts';
import { forkInferenceProcess } from '../../src-main/inference/fork-inference-process.ts';
import type { InferenceProcess } from '../../src-main/inference/inference-process.ts';
import type { InferenceLimits } from '../../src-main/inference/limits.ts';
import type { ModelInUse } from '../../src-main/inference/model-in-use.ts';
import { tempDir } from './temp-dir.ts';
import { onnxModel, type OnnxModelParts } from './tiny-onnx.ts';

export const testModelsFolder = new URL('inference-models/', import.meta.url);
export const noSignal = new AbortController().signal;

export interface TestClient extends InferenceClient {
  /** All that were started, the last one last. */
  readonly processes: InferenceProcess[];
  readonly warnings: { readonly message: string; readonly facts: unknown }[];
  /** What the obedient model answers to an order. */
  obey(order: string, argument?: string, signal?: AbortSignal): Promise<string | undefined>;
}

const clients: InferenceClient[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

/** Closed after the test. Two requests at once, whatever the machine has. */
export function testClient(limits: Partial<InferenceLimits> = {}, modelsFolder?: URL): TestClient {
  const processes: InferenceProcess[] = [];
  const warnings: { message: string; facts: unknown }[] = [];
  const client = createInferenceClient({
    start: () => {
      const started = forkInferenceProcess();
      processes.push(started);
      return started;
    },
    log: {
      info: () => undefined,
      warn: (message, facts) => warnings.push({ message, facts }),
    },
    limits: { concurrency: 2, intraOpThreads: 1, ...limits },
    modelsFolder: modelsFolder ?? testModelsFolder,
  });
  clients.push(client);
  return {
    ...client,
    processes,
    warnings,
    obey: async (order, argument = '', signal = noSignal) => {
      const input = { texts: [order, argument], from: 'en', to: 'en' };
      return (await client.run(obedient, 'translation', input, signal)).texts[0];
    },
  };
}

export const obedient: ModelInUse = {
  key: 'obedient@1',
  model: 'obedient',
  files: {},
  hub: { path: '/nowhere', dtype: 'fp32' },
  provider: 'cpu',
};

export function tinySum(path: string, files: Readonly<Record<string, string>> = {}): ModelInUse {
  const all = { model: path, ...files };
  return { key: 'tiny-sum@1', model: 'tiny-sum', files: all, hub: null, provider: 'cpu' };
}

const sumGraph: OnnxModelParts = {
  inputs: [{ name: 'x', type: 'float32', shape: ['batch', 4] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['batch', 4] }],
  initializers: [{ name: 'bias', type: 'float32', dims: [4], data: [0.5, 1.5, 2.5, 3.5] }],
  nodes: [{ op: 'Add', inputs: ['x', 'bias'], outputs: ['y'] }],
};

/** Weights for tiny-sum in a folder of their own; `change` makes them others than those it wants. */
export async function tinySumFile(change: Partial<OnnxModelParts> = {}): Promise<string> {
  return writeModel('sum.onnx', onnxModel({ ...sumGraph, ...change }));
}

export async function writeModel(name: string, content: Uint8Array | string): Promise<string> {
  const folder = join(await tempDir(), 'weights');
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
