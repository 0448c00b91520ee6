import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Card } from '../../src-preload/contract/cards.ts';
import type { RushesClient } from '../api/client.ts';
import { OrderReader, type OrderState } from './library-order.ts';
import { cardAt } from './library-pages.ts';
import { firstPlace } from './library-place.ts';
import { chooseOnly, noSelection } from './library-selection.ts';

/** A library of so many clips, in memory; answers wait until they are let go where that is asked for. */
function libraryOf(count: number) {
  let ids = Array.from({ length: count }, (_, index) => `c${String(index)}`);
  const held: (() => void)[] = [];
  let isHolding = false;
  const answers: Readonly<Record<string, (input: never) => unknown>> = {
    'cards.page': ({ offset, limit }: { offset: number; limit: number }) => ({
      total: ids.length,
      cards: ids.slice(offset, offset + limit).map((id) => ({ id }) as Card),
    }),
    'cards.position': ({ clipId }: { clipId: string }) => ({
      position: ids.includes(clipId) ? ids.indexOf(clipId) : null,
    }),
  };
  const asked: string[] = [];
  const ask = async (name: string, input: unknown): Promise<unknown> => {
    asked.push(name);
    const answer = answers[name]?.(input as never);
    if (isHolding) await new Promise<void>((resolve) => held.push(resolve));
    return answer;
  };
  return {
    client: { ask } as unknown as RushesClient,
    asked,
    insertAbove: (...added: string[]) => {
      ids = [...added, ...ids];
    },
    remove: (id: string) => {
      ids = ids.filter((other) => other !== id);
    },
    hold: () => {
      isHolding = true;
    },
    letGo: async () => {
      isHolding = false;
      for (const resolve of held.splice(0)) resolve();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

function readerOf(library: ReturnType<typeof libraryOf>) {
  let state: OrderState = {
    place: firstPlace,
    pages: new Map(),
    total: 0,
    selection: noSelection,
    scrollTarget: null,
  };
  const failures: unknown[] = [];
  const set = (change: Partial<OrderState>): void => {
    state = { ...state, ...change };
  };
  const fail = (thrown: unknown): void => {
    failures.push(thrown);
  };
  return {
    reader: new OrderReader(library.client, { get: () => state, set, fail }),
    set,
    failures,
    state: () => state,
  };
}

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('reading an order', () => {
  it('loads what the screen needs, and what is near it', async () => {
    const { reader, state } = readerOf(libraryOf(1_000));
    await reader.readFromTop();
    reader.show({ first: 480, last: 520 });
    await vi.advanceTimersByTimeAsync(100);
    expect(state().total).toBe(1_000);
    expect([...state().pages.keys()].sort()).toEqual([0, 4, 5]);
  });

  it('asks once for where a fling ends, not for what it passes', async () => {
    const library = libraryOf(10_000);
    const { reader } = readerOf(library);
    await reader.readFromTop();
    const before = library.asked.length;
    for (let first = 0; first < 9_000; first += 300) reader.show({ first, last: first + 20 });
    await vi.advanceTimersByTimeAsync(200);
    expect(library.asked.length - before).toBeLessThanOrEqual(2);
  });

  it('keeps the clip at the upper edge there when others come in above it', async () => {
    const library = libraryOf(1_000);
    const { reader, state } = readerOf(library);
    await reader.readFromTop();
    reader.show({ first: 300, last: 330 });
    await vi.advanceTimersByTimeAsync(100);
    reader.moveTop({ clipId: 'c300', index: 300, offsetPx: 12 });
    library.insertAbove('n1', 'n2', 'n3');
    await reader.reread();
    expect(state().scrollTarget).toMatchObject({ kind: 'place', index: 303, offsetPx: 12 });
    expect(cardAt(state().pages, 303)?.id).toBe('c300');
    expect(reader.visible).toEqual({ first: 303, last: 333 });
  });

  it('shows what comes in above to whoever looks at the very beginning', async () => {
    const library = libraryOf(50);
    const { reader, state } = readerOf(library);
    await reader.readFromTop();
    reader.show({ first: 0, last: 20 });
    const target = state().scrollTarget;
    library.insertAbove('new');
    await reader.reread();
    expect(state().scrollTarget).toBe(target);
    expect(cardAt(state().pages, 0)?.id).toBe('new');
  });

  it('moves the cursor along, and drops it with its clip', async () => {
    const library = libraryOf(50);
    const { reader, state, set } = readerOf(library);
    await reader.readFromTop();
    set({ selection: chooseOnly({ clipId: 'c7', index: 7 }) });
    library.insertAbove('new');
    await reader.reread();
    expect(state().selection.cursor).toEqual({ clipId: 'c7', index: 8 });
    library.remove('c7');
    await reader.reread();
    expect(state().selection.cursor).toBeNull();
  });

  it('drops an answer to a question that is not the newest', async () => {
    const library = libraryOf(50);
    const { reader, state } = readerOf(library);
    library.hold();
    const first = reader.readFromTop();
    library.insertAbove('new');
    const second = reader.readFromTop();
    await library.letGo();
    await Promise.all([first, second]);
    await vi.advanceTimersByTimeAsync(10);
    expect(state().total).toBe(51);
  });

  it('goes back to where somebody left off, or to the beginning where that clip is gone', async () => {
    const { reader, state } = readerOf(libraryOf(1_000));
    await reader.readFrom({ clipId: 'c640', offsetPx: 5 });
    expect(state().scrollTarget).toMatchObject({ index: 640, offsetPx: 5 });
    expect(cardAt(state().pages, 640)?.id).toBe('c640');
    const other = readerOf(libraryOf(10));
    await other.reader.readFrom({ clipId: 'gone', offsetPx: 5 });
    expect(cardAt(other.state().pages, 0)?.id).toBe('c0');
  });
});
