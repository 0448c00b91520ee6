/** A manager of model packs on a folder of its own, with a small catalogue whose files are on a hub on loopback. */
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { ModelPackManager, type ManagerOptions } from '../../src-main/inference/packs/model-pack-manager.ts';
import { defineHubModel, defineModel } from '../../src-main/inference/model.ts';
import { createFileHasher } from '../../src-main/platform/hashing.ts';
import type { CataloguePack, PackProgress } from '../../src-preload/contract/model-packs.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { type ModelHub, noise, sha256Of } from './model-hub.ts';
import { tempDir } from './temp-dir.ts';

export const never = new AbortController().signal;

const tensor = { type: 'float32', shape: [1, 2] } as const;
const unloadable = (): never => {
  throw new Error('a stand-in is never run');
};

/** Stand-ins: they are declared, and never run. */
const standIns = [
  defineModel({
    ...{ name: 'stand-in-eyes', title: 'Eyes', task: 'objects', version: 1, rank: 50 },
    files: {
      model: { kind: 'onnx', inputs: { x: tensor }, outputs: { y: tensor } },
      labels: { kind: 'text', names: ['labels.txt'], need: 'optional' },
    },
    load: unloadable,
  }),
  defineModel({
    ...{ name: 'stand-in-lenses', title: 'Lenses', task: 'objects', version: 1, rank: 40 },
    files: {
      first: { kind: 'onnx', inputs: { a: tensor }, outputs: { b: tensor } },
      second: { kind: 'onnx', inputs: { c: tensor }, outputs: { d: tensor } },
      names: { kind: 'text', names: ['names.txt'], need: 'required' },
    },
    load: unloadable,
  }),
  defineHubModel({
    ...{ name: 'stand-in-ears', title: 'Ears', task: 'transcript', version: 1, rank: 60 },
    modelTypes: ['whisper'],
    load: unloadable,
  }),
];

const described: Omit<CataloguePack, 'id' | 'title' | 'tasks' | 'engine' | 'source'> = {
  unlocks: 'Shows how it is done.',
  licence: { name: 'MIT', address: 'https://example.org/licence' },
  languages: [],
  memoryBytes: 1000,
  speedClass: 'fast',
  project: 'https://example.org/project',
};

export const eyesModel = noise(300_000, 7);
export const eyesLabels = Buffer.from('one\ntwo\n');
export const eyesPath = '/raw/abc/eyes.onnx';

const pinned = (name: string, path: string, content: Buffer) => ({
  name,
  path,
  url: `https://files.example.org/raw/abc/${path}`,
  bytes: content.length,
  sha256: sha256Of(content),
});

export const eyesPack: CataloguePack = {
  ...described,
  id: 'eyes',
  title: 'Eyes',
  tasks: [{ task: 'objects', model: 'stand-in-eyes' }],
  engine: 'onnx',
  source: {
    kind: 'pinned-files',
    files: [pinned('model', 'eyes.onnx', eyesModel), pinned('labels', 'labels.txt', eyesLabels)],
  },
};

const earsRepository = 'people/ears';
export const earsFiles = {
  'README.md': Buffer.from('# not wanted'),
  'config.json': Buffer.from('{"model_type":"whisper"}'),
  'onnx/encoder_model_quantized.onnx': noise(50_000, 3),
  'onnx/encoder_model.onnx': noise(90_000, 4),
};

export const earsPack: CataloguePack = {
  ...described,
  id: 'ears',
  title: 'Ears',
  tasks: [{ task: 'transcript', model: 'stand-in-ears' }],
  engine: 'transformers',
  source: {
    kind: 'hub',
    repository: earsRepository,
    revision: 'main',
    dtype: 'q8',
    bytes: 50_000,
    files: [
      { pattern: 'config.json', need: 'required' },
      { pattern: 'onnx/*_quantized.onnx', need: 'required' },
      { pattern: 'vocab.txt', need: 'optional' },
    ],
  },
};

/** What the two packs are made of. */
export function stock(hub: ModelHub): void {
  hub.files.set(eyesPath, eyesModel);
  hub.files.set('/raw/abc/labels.txt', eyesLabels);
  hub.addRepository(earsRepository, earsFiles);
}

export interface ManagedPacks {
  readonly manager: ModelPackManager;
  readonly folder: string;
  /** All that was told, oldest first. */
  readonly told: PackProgress[];
}

export async function managePacks(
  mirror: string,
  options: Partial<ManagerOptions> = {},
): Promise<ManagedPacks> {
  const folder = options.folder ?? join(await tempDir(), 'models');
  const hasher = createFileHasher({ workers: 1 });
  const manager = await ModelPackManager.open({
    folder,
    catalogue: { version: 1, packs: [eyesPack, earsPack] },
    models: standIns,
    hasher,
    inspect: (path) => Promise.reject(new AppError('model-damaged', { file: path, detail: 'no ONNX' })),
    measure: () => Promise.resolve([]),
    mirror,
    ...options,
    access: { retryDelaysMs: [1, 1, 1], stallMs: 2000, ...options.access },
  });
  afterAll(async () => {
    await manager.close();
    await hasher.close();
  });
  const told: PackProgress[] = [];
  manager.onChange((change) => told.push(change));
  return { manager, folder, told };
}

export const wish = (packId: string) =>
  ({ packId, acceptLicence: true, mirror: null, until: 'finished' }) as const;

/** The failure of what should fail. */
export async function failureOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it should have failed');
}
