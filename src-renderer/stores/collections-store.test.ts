import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Collection } from '../../src-preload/contract/collections.ts';
import type { EngineEvent } from '../../src-preload/contract/events.ts';
import type { RushesClient } from '../api/client.ts';
import { orderCollections, removeCollections, saveCollection } from './collection-deeds.ts';
import { createCollectionsStore } from './collections-store.ts';
import { createHistoryStore } from './history-store.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const made = (id: string, position: number): Collection => ({
  ...{ id, name: id, query: id, mode: 'hybrid', position, createdMs: 1, changedMs: 1 },
  sort: { by: 'relevance', direction: 'descending' },
});

/** Notes what it is asked; answers are given by hand. */
function asking(answers: Readonly<Record<string, unknown>>) {
  const asked: [string, unknown][] = [];
  const ask = (name: string, request: unknown): Promise<unknown> => {
    asked.push([name, request]);
    return Promise.resolve(answers[name]);
  };
  return { client: { ask } as unknown as RushesClient, asked };
}

const event = (type: EngineEvent['type']): EngineEvent =>
  ({ sequence: 1, atMs: 0, type, data: {} }) as unknown as EngineEvent;
const events = (...types: EngineEvent['type'][]) => ({ kind: 'events' as const, events: types.map(event) });

describe('collections', () => {
  it('are read and counted while somebody looks, as they and clips change', async () => {
    const { client, asked } = asking({
      'collections.list': { collections: [made('a', 0), made('b', 1)] },
      'collections.count': {
        counts: [
          { id: 'a', clips: 3 },
          { id: 'b', clips: null },
        ],
      },
    });
    const store = createCollectionsStore(client);
    const take = (): string[] => asked.splice(0).map(([name]) => name);
    store.getState().hear(events('collections-changed'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(take()).toEqual([]);

    const end = store.getState().watch();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(take()).toEqual(['collections.list', 'collections.count']);
    expect([...store.getState().counts]).toEqual([
      ['a', 3],
      ['b', null],
    ]);

    for (let number = 0; number < 50; number += 1) {
      store.getState().hear(events('artifact-stored', 'job-changed'));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(take()).toEqual(['collections.count', 'collections.count']);
    store.getState().hear(events('engine-changed'));
    await vi.advanceTimersByTimeAsync(10_000);
    take();
    store.getState().hear(events('collections-changed'));
    await vi.advanceTimersByTimeAsync(1);
    expect(take()).toEqual(['collections.list', 'collections.count']);

    end();
    store.getState().hear(events('clip-added'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(take()).toEqual([]);
  });

  it('are shown in their new order at once', async () => {
    const { client } = asking({
      'collections.list': { collections: ['a', 'b', 'c'].map((id, index) => made(id, index)) },
      'collections.count': { counts: [] },
    });
    const store = createCollectionsStore(client);
    await store.getState().read();
    store.getState().showOrder(['c', 'a']);
    expect(store.getState().collections?.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });
});

describe('what was done to collections', () => {
  const [a, b] = [made('a', 0), made('b', 1)];

  it('is undone and done again by what the library said stood there', async () => {
    const renamed = { ...a, name: 'x', changedMs: 2 };
    const { client, asked } = asking({
      'collections.save': { collection: renamed, previous: a },
      'collections.remove': { removed: [b] },
      'collections.order': { ids: ['b', 'a'], previous: ['a', 'b'] },
    });
    const history = createHistoryStore(client).getState();
    await history.change(() => saveCollection(client, { id: 'a', name: 'x' }));
    await history.change(() => orderCollections(client, ['b', 'a']));
    await history.change(() => removeCollections(client, ['b']));
    asked.length = 0;
    await history.undo();
    await history.undo();
    await history.undo();
    await history.redo();
    expect(await history.undo()).toMatchObject({ kind: 'collectionChanged', count: 1 });
    expect(asked).toEqual([
      ['collections.restore', { collections: [b] }],
      ['collections.order', { ids: ['a', 'b'] }],
      ['collections.restore', { collections: [a] }],
      ['collections.restore', { collections: [renamed] }],
      ['collections.restore', { collections: [a] }],
    ]);
  });

  it('is not there to be undone where nothing changed', async () => {
    const { client } = asking({
      'collections.save': { collection: a, previous: a },
      'collections.remove': { removed: [] },
      'collections.order': { ids: ['a'], previous: ['a'] },
    });
    const history = createHistoryStore(client).getState();
    await history.change(() => saveCollection(client, { id: 'a', name: 'a' }));
    await history.change(() => orderCollections(client, ['a']));
    await history.change(() => removeCollections(client, ['gone']));
    expect(await history.undo()).toBeNull();
  });
});
