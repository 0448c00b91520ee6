import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveMessage } from '../../src-preload/contract/live.ts';
import type { QueryVector } from '../../src-preload/contract/search.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { RushesClient } from '../api/client.ts';
import { type SearchRoute, searchRoute, similarRoute } from './search-route.ts';
import { createSearchStore } from './search-store.ts';

const vector: QueryVector = { space: 'text', model: 'e5', vector: 'AAAA' };

interface Input {
  readonly query?: string;
  readonly text?: string;
  readonly vectors?: readonly QueryVector[];
  readonly offset: number;
  readonly limit: number;
  readonly clipIds?: readonly string[];
}

interface Engine {
  /** Clips that words find, and those that meaning finds as well. */
  words: string[];
  meaning: string[];
  /** What `search.embed` gives. */
  vectors: QueryVector[];
  missing: { task: string; packId: string | null }[];
}

const clipOf = (clipId: string) => ({
  ...{ clipId, path: `/${clipId}.mp4`, score: 1, matchType: 'name' },
  ...{ fields: [], ranks: [], moments: [] },
});

function answerTo(engine: Engine, name: string, input: Input): unknown {
  const page = (ids: readonly string[]) => ({
    total: ids.length,
    tookMs: 1,
    unindexed: 0,
    results: ids.slice(input.offset, input.offset + input.limit).map(clipOf),
  });
  if (name === 'search.embed') return { vectors: engine.vectors, missing: engine.missing };
  if (name === 'search.facets') return { total: 1, facets: [{ facet: 'camera', values: [] }] };
  if (name === 'cards.byId') return { cards: (input.clipIds ?? []).map((id) => ({ id })) };
  if (name === 'search.similar') return { ...page(engine.meaning), state: 'searched' };
  if (name !== 'search.run') return {};
  const isWhole = (input.vectors ?? []).length > 0;
  const found = isWhole ? [...engine.words, ...engine.meaning] : engine.words;
  const word = {
    start: 0,
    end: input.query?.length,
    kind: 'word',
    field: null,
    value: 'dog',
    use: 'include',
  };
  return {
    ...page(found),
    query: { text: input.query, words: 'dog', understood: [word], ignored: [], corrected: [] },
    sources: [{ source: 'summary', state: isWhole ? 'searched' : 'pending', clips: 0 }],
  };
}

/** Answers like an engine, one question after the other, and notes what it was asked and what was no longer wanted. */
function fakeEngine(change: Partial<Engine> = {}) {
  const engine: Engine = { words: ['a'], meaning: ['b'], vectors: [vector], missing: [], ...change };
  const asked: string[] = [];
  const aborted: string[] = [];
  const held: (() => void)[] = [];
  let hold: string | null = null;
  const ask = async (name: string, input: Input, signal?: AbortSignal): Promise<unknown> => {
    const what = `${name} ${input.query ?? input.text ?? ''}${(input.vectors ?? []).length > 0 ? ' +vectors' : ''}`;
    asked.push(what.trim());
    const answer = answerTo(engine, name, input);
    if (hold === name)
      await new Promise<void>((resolve) => {
        held.push(resolve);
      });
    await Promise.resolve();
    if (signal?.aborted === true) {
      aborted.push(what.trim());
      throw new AppError('cancelled');
    }
    return answer;
  };
  const store = createSearchStore({ ask } as unknown as RushesClient);
  return {
    ...{ engine, asked, aborted, store },
    state: () => store.getState(),
    ids: () => store.getState().results.map(({ clipId }) => clipId),
    holdBack: (name: string) => {
      hold = name;
    },
    letGo: () => {
      hold = null;
      for (const goOn of held.splice(0)) goOn();
    },
    runs: () => asked.filter((what) => what.startsWith('search.run')),
  };
}

const settle = () => vi.advanceTimersByTimeAsync(1_000);

const annotated: LiveMessage = {
  kind: 'events',
  events: [{ sequence: 1, atMs: 0, type: 'clips-annotated', data: { clipIds: ['a'] } }],
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the search store', () => {
  it('shows what words find first, and what meaning finds when the vectors are there', async () => {
    const { store, ids, holdBack, letGo, state } = fakeEngine();
    holdBack('search.embed');
    store.getState().ask(searchRoute('dog'));
    await settle();
    expect([ids(), state().phase]).toEqual([['a'], 'partly']);
    const [first] = state().results;
    letGo();
    await settle();
    expect([ids(), state().phase]).toEqual([['a', 'b'], 'shown']);
    expect(state().results[0]).toBe(first);
    expect(state().facets).toEqual([{ facet: 'camera', values: [] }]);
    expect(state().cards.has('b')).toBe(true);
  });

  it('asks once for letters that follow each other, and drops what the last one made old', async () => {
    const { store, runs, aborted, ids } = fakeEngine();
    for (const query of ['d', 'do', 'dog', 'dogs']) {
      store.getState().ask(searchRoute(query));
      await vi.advanceTimersByTimeAsync(0);
    }
    await settle();
    expect(runs()).toEqual([
      'search.run d',
      'search.run d +vectors',
      'search.run dogs',
      'search.run dogs +vectors',
    ]);
    expect(ids()).toEqual(['a', 'b']);
    store.getState().ask(searchRoute('cat'));
    await vi.advanceTimersByTimeAsync(200);
    store.getState().ask(searchRoute('cats'));
    store.getState().ask(searchRoute('cow'));
    expect(aborted).toEqual([]);
    await settle();
    expect(runs().at(-1)).toBe('search.run cow +vectors');
  });

  it('ends the older search while it still waits for its answer', async () => {
    const { store, holdBack, letGo, aborted, state } = fakeEngine();
    holdBack('search.run');
    store.getState().ask(searchRoute('old'));
    await settle();
    store.getState().ask(searchRoute('new'));
    letGo();
    await settle();
    expect(aborted).toContain('search.run old');
    expect(state().answer?.query?.text).toBe('new');
  });

  it('leaves the list alone while words find nothing and meaning is awaited', async () => {
    const { store, engine, ids, holdBack, letGo } = fakeEngine();
    store.getState().ask(searchRoute('dog'));
    await settle();
    engine.words = [];
    engine.meaning = ['c'];
    holdBack('search.embed');
    store.getState().ask(searchRoute('puppy'));
    await settle();
    expect(ids()).toEqual(['a', 'b']);
    letGo();
    await settle();
    expect(ids()).toEqual(['c']);
  });

  it('asks for the beginning of a word only while somebody types', async () => {
    const { store, state } = fakeEngine();
    store.getState().ask(searchRoute('do'), 'typing');
    await settle();
    expect(state().asked?.writing).toBe('typing');
    store.getState().ask(searchRoute('do'));
    expect(state().asked?.writing).toBe('typing');
    store.getState().ask(searchRoute('dog'));
    expect(state().asked?.writing).toBe('finished');
  });

  it('asks for no vectors in modes that have none', async () => {
    const { store, asked, ids } = fakeEngine();
    store.getState().ask({ ...searchRoute('dog'), mode: 'text' });
    await settle();
    expect(asked.filter((what) => what.startsWith('search.embed'))).toEqual([]);
    expect(ids()).toEqual(['a']);
  });

  it('takes the meaning of a query with filters from its free words alone', async () => {
    const { store, asked } = fakeEngine();
    store.getState().ask(searchRoute('dog is:hdr'));
    await settle();
    expect(asked).toContain('search.embed dog');
  });

  it('says which model is missing, and searches by words all the same', async () => {
    const missing = [{ task: 'text-embedding', packId: 'e5' }];
    const { store, state, ids, runs } = fakeEngine({ vectors: [], missing });
    store.getState().ask(searchRoute('dog'));
    await settle();
    expect([ids(), state().phase]).toEqual([['a'], 'shown']);
    expect(state().missing).toEqual(missing);
    expect(runs()).toHaveLength(1);
  });

  it('turns pages until there are no more, with the same vectors', async () => {
    const words = Array.from({ length: 40 }, (_, index) => `clip${String(index)}`);
    const { store, ids, runs } = fakeEngine({ words });
    store.getState().ask(searchRoute('dog'));
    await settle();
    expect(ids()).toHaveLength(24);
    store.getState().more();
    store.getState().more();
    await settle();
    expect(ids()).toEqual([...words, 'b']);
    store.getState().more();
    await settle();
    expect(runs().slice(-2)).toEqual(['search.run dog +vectors', 'search.run dog +vectors']);
    expect(runs()).toHaveLength(3);
  });

  it('keeps place and results when the same is asked for again, and begins at the top of something else', async () => {
    const { store, state, runs } = fakeEngine();
    const route: SearchRoute = searchRoute('dog');
    store.getState().ask(route);
    await settle();
    const before = runs().length;
    store.getState().moveTo({ scrollTopPx: 500, active: { clipId: 'b', moment: 0 } });
    store.getState().ask({ ...route });
    await settle();
    expect(runs()).toHaveLength(before);
    expect(state().place).toEqual({ scrollTopPx: 500, active: { clipId: 'b', moment: 0 } });
    store.getState().ask({ ...route, mode: 'text' });
    expect(state().place).toEqual({ scrollTopPx: 0, active: null });
  });

  it('asks again when clips changed, but only while somebody looks', async () => {
    const { store, engine, ids, runs } = fakeEngine();
    store.getState().ask(searchRoute('dog'));
    await settle();
    engine.words = ['a', 'new'];
    store.getState().hear(annotated);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ids()).toEqual(['a', 'b']);
    const leave = store.getState().watch();
    await settle();
    expect(ids()).toEqual(['a', 'new', 'b']);
    const before = runs().length;
    for (let times = 0; times < 20; times += 1) store.getState().hear(annotated);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(runs()).toHaveLength(before + 1);
    leave();
  });

  it('keeps as many as somebody has gone through when clips changed, however many pages that are', async () => {
    const words = Array.from({ length: 700 }, (_, at) => `c${String(at)}`);
    const { store, ids, engine } = fakeEngine({ words, meaning: [] });
    store.getState().ask(searchRoute('dog'));
    store.getState().watch();
    await settle();
    while (ids().length < 500) {
      store.getState().more();
      await settle();
    }
    const shown = ids().length;
    engine.words = [...words.slice(0, 3), 'new', ...words.slice(3)];
    store.getState().hear(annotated);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ids().slice(0, 5)).toEqual(['c0', 'c1', 'c2', 'new', 'c3']);
    expect(ids()).toHaveLength(shown);
    expect(new Set(ids()).size).toBe(shown);
  });

  it('finds what is like a clip', async () => {
    const { store, ids, state } = fakeEngine();
    store.getState().ask(similarRoute('a', 12.5));
    await settle();
    expect(ids()).toEqual(['b']);
    expect(state().answer).toMatchObject({ likeness: 'searched', query: null });
    expect(store.getState().neighbours('b')).toEqual({ previous: null, next: null });
  });

  it('says so where a picture is not there any more', async () => {
    const { store, state } = fakeEngine();
    store.getState().ask({ ...searchRoute(''), like: { kind: 'picture', picture: '7' } });
    await settle();
    expect(state()).toMatchObject({ phase: 'shown', results: [], answer: { likeness: 'no-picture' } });
  });

  it('is empty when nothing is asked', async () => {
    const { store, state } = fakeEngine();
    store.getState().ask(searchRoute('dog'));
    await settle();
    store.getState().ask(searchRoute('  '));
    expect(state()).toMatchObject({ phase: 'idle', results: [], facets: null, answer: null });
  });

  it('tells of a failure, and tries again when the engine is back', async () => {
    const { store, state, engine } = fakeEngine();
    const words = engine.words;
    Object.defineProperty(engine, 'words', {
      configurable: true,
      get: () => {
        throw new AppError('engine-unavailable', { detail: 'gone' });
      },
    });
    store.getState().ask(searchRoute('dog'));
    await settle();
    expect(state()).toMatchObject({ phase: 'failed', failure: { code: 'engine-unavailable' } });
    Object.defineProperty(engine, 'words', { value: words });
    store.getState().hear({ kind: 'engine', engine: { state: 'running', library: '/l' } });
    await settle();
    expect(state().phase).toBe('shown');
  });
});
