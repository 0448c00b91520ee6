import { describe, expect, it } from 'vitest';
import type { PackState } from '../../src-preload/contract/model-packs.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { RushesClient } from '../api/client.ts';
import { createKeptChoices } from './kept-choices.ts';
import { createModelsStore } from './models-store.ts';

function pack(id: string, state: PackState['state']): PackState {
  return {
    ...{ id, state, title: id, unlocks: 'Faces', licence: { name: 'MIT' }, languages: [], engine: 'onnx' },
    ...{ tasks: [{ task: 'faces', model: 'ultraface' }], memoryBytes: 1, speedClass: 'fast' },
    ...{
      project: 'https://example.org',
      source: 'pinned-files',
      revision: null,
      installedAt: null,
      files: [],
    },
    ...{ receivedBytes: 0, totalBytes: null, error: null, downloadBytes: 100, diskBytes: 0 },
    ...{ inUseFor: [], chosenFor: [], speed: null, verdicts: [] },
  };
}

/** Answers like an engine that has these packs, and notes what it was asked. */
function fakeEngine(packs: PackState[]) {
  const asked: [string, object][] = [];
  const answer = (name: string): unknown => {
    const [first] = packs;
    if (name === 'models.list')
      return { packs, folder: '/models', diskBytes: 5, freeBytes: null, mirror: null };
    if (name === 'models.verify') throw new AppError('model-damaged', { pack: 'a' });
    return { pack: { ...first, state: 'downloading' }, packs };
  };
  const ask = (name: string, input: object): Promise<unknown> => {
    asked.push([name, input]);
    return Promise.resolve().then(() => answer(name));
  };
  const client = { ask } as unknown as RushesClient;
  const kept: Record<string, string> = {};
  const choices = createKeptChoices('models', () => ({
    getItem: (key) => kept[key] ?? null,
    setItem: (key, text) => {
      kept[key] = text;
    },
  }));
  return { store: createModelsStore(client, choices), asked, client, choices };
}

const progress = { receivedBytes: 40, totalBytes: 100, error: null };

describe('the models store', () => {
  it('follows a download by live messages, and reads all again when it has ended', async () => {
    const { store, asked } = fakeEngine([pack('a', 'downloading')]);
    await store.getState().read();
    store.getState().hear({ kind: 'models', pack: { packId: 'a', state: 'downloading', ...progress } });
    expect(store.getState().packs?.[0]?.receivedBytes).toBe(40);
    expect(asked).toHaveLength(1);
    store.getState().hear({ kind: 'models', pack: { packId: 'a', state: 'installed', ...progress } });
    expect(asked.map(([name]) => name)).toEqual(['models.list', 'models.list']);
  });

  it('reads nothing for messages before anybody has looked at the packs', () => {
    const { store, asked } = fakeEngine([pack('a', 'available')]);
    store.getState().hear({ kind: 'models', pack: { packId: 'a', state: 'installed', ...progress } });
    expect(asked).toEqual([]);
  });

  it('fetches from the mirror that was set, in the next window too', async () => {
    const { store, asked, client, choices } = fakeEngine([pack('a', 'available')]);
    store.getState().setMirror('https://mirror.example');
    await store.getState().download('a');
    expect(asked).toEqual([
      ['models.download', { packId: 'a', acceptLicence: true, mirror: 'https://mirror.example' }],
    ]);
    expect(store.getState().packs?.map(({ state }) => state)).toEqual(['downloading']);
    expect(createModelsStore(client, choices).getState().mirror).toBe('https://mirror.example');
  });

  it('lets no answer undo what was told after it was asked for', async () => {
    const { store } = fakeEngine([pack('a', 'available')]);
    await store.getState().read();
    const error = new AppError('download-failed', { pack: 'a' }).serialize();
    const answered = store.getState().download('a');
    const told = { packId: 'a', state: 'available', receivedBytes: 0, totalBytes: null, error } as const;
    store.getState().hear({ kind: 'models', pack: told });
    await answered;
    expect(store.getState().packs?.[0]).toMatchObject({ state: 'available', error });
  });

  it('ends the work on a pack that failed, and tells of the failure', async () => {
    const { store } = fakeEngine([pack('a', 'installed')]);
    const verified = store.getState().verify('a');
    expect(store.getState().work.get('a')).toBe('verifying');
    await expect(verified).rejects.toThrow(AppError);
    expect(store.getState().work.size).toBe(0);
    expect(store.getState().packs).toHaveLength(1);
  });
});
