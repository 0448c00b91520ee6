import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../tests/support/pack-manager.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { packManifest, type PackManifest } from '../../../src-preload/contract/model-packs.ts';
import { defineModel } from '../model.ts';
import { usualRetryDelaysMs } from './retries.ts';
import { Downloads } from './downloads.ts';
import { PackInventory } from './pack-inventory.ts';
import { type InstalledPack, PackStore } from './pack-store.ts';
import { StoredPreferences } from './preferences.ts';
import { openPart } from './transfer.ts';

const tensor = { type: 'float32', shape: [1] } as const;
const model = defineModel({
  ...{ name: 'stand-in', title: 'Stand-in', task: 'objects', version: 1, rank: 1 },
  files: { model: { kind: 'onnx', inputs: { x: tensor }, outputs: { y: tensor } } },
  load: () => {
    throw new Error('a stand-in is never run');
  },
});

const manifest: PackManifest = packManifest.parse({
  version: 1,
  id: 'eyes',
  title: 'Eyes',
  tasks: [{ task: 'objects', model: 'stand-in' }],
  unlocks: 'Shows how it is done.',
  licence: { name: 'MIT' },
  languages: [],
  memoryBytes: 1,
  speedClass: 'fast',
  engine: 'onnx',
  project: 'nobody',
  standing: 'side-loaded',
  origin: 'import',
  revision: null,
  dtype: null,
  files: [{ name: 'model', path: 'eyes.onnx', bytes: 3, sha256: '0'.repeat(64) }],
  installedAt: '2026-01-01T00:00:00.000Z',
  acceptedLicence: null,
});

/** What it reads first, it hands over when it is told to. */
class SlowAtFirst extends PackStore {
  readonly handOver = Promise.withResolvers<undefined>();
  #isFirst = true;

  override async list(): Promise<InstalledPack[]> {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    const found = await super.list();
    if (isFirst) await this.handOver.promise;
    return found;
  }
}

async function put(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'eyes.onnx'), 'abc');
}

describe('looks at the disk', () => {
  it('follow one another, so that the newest counts', async () => {
    const folder = join(await tempDir(), 'models');
    const store = new SlowAtFirst(folder);
    const preferences = new StoredPreferences(folder);
    const downloads = new Downloads({
      store,
      access: {
        ...{ fetch, retryDelaysMs: usualRetryDelaysMs, stallMs: 1000, openPart },
        hashFile: () => Promise.reject(new Error('nothing is hashed here')),
      },
      ...{ hubAddress: 'http://127.0.0.1:1', now: () => Date.now() },
      ...{ onChange: () => undefined, onInstalled: () => Promise.resolve() },
    });
    const catalogue = { version: 1, packs: [] } as const;
    const inventory = new PackInventory({
      ...{ catalogue: { ...catalogue, packs: [] }, models: [model], store, preferences, downloads },
    });
    const first = inventory.refresh();
    await sleep(50);
    await put(join(folder, 'fetched'));
    await store.install(join(folder, 'fetched'), manifest);
    const second = inventory.refresh();
    // Long enough for a second look that does not wait for the first one.
    await Promise.race([second, sleep(300)]);
    store.handOver.resolve(undefined);
    await Promise.all([first, second]);
    expect(inventory.candidates.get('objects')?.map(({ pack }) => pack.manifest.id)).toEqual(['eyes']);
  });
});

describe('a pack in the place of another', () => {
  it('leaves the old one there where it cannot be put in place', async () => {
    const folder = join(await tempDir(), 'models');
    const store = new PackStore(folder);
    await put(join(folder, 'fetched'));
    await store.install(join(folder, 'fetched'), manifest);
    // No system moves a folder into itself.
    await failureOf(store.install(folder, { ...manifest, title: 'Other eyes' }));
    expect((await store.read('eyes'))?.manifest.title).toBe('Eyes');
    expect(await readFile(join(folder, 'eyes', 'eyes.onnx'), 'utf8')).toBe('abc');
  });
});
