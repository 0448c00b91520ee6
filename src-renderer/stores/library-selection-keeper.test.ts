import { describe, expect, it, vi } from 'vitest';
import type { RushesClient } from '../api/client.ts';
import type { OrderState } from './library-order.ts';
import { firstPlace } from './library-place.ts';
import { chooseOnly, noSelection, type Selection } from './library-selection.ts';
import { SelectionKeeper } from './library-selection-keeper.ts';

/** A keeper of so few clips that their positions are all it asks for. */
function keeperOf(position: (clipId: string) => Promise<number | null>, selection: Selection = noSelection) {
  let state: OrderState = { place: firstPlace, pages: new Map(), total: 3, selection, scrollTarget: null };
  const ask = async (_name: string, { clipId }: { clipId: string }) => ({ position: await position(clipId) });
  const failures: unknown[] = [];
  const revealed: number[] = [];
  const keeper = new SelectionKeeper({ ask } as unknown as RushesClient, {
    get: () => state,
    set: (change) => {
      state = { ...state, ...change };
    },
    fail: (thrown) => failures.push(thrown),
    reveal: (index) => revealed.push(index),
  });
  return { keeper, failures, revealed, chosen: () => [...state.selection.ids] };
}

describe('coming back from a clip', () => {
  it('chooses it and leads to it', async () => {
    const { keeper, chosen, revealed } = keeperOf(() => Promise.resolve(2));
    keeper.returnTo('c');
    await vi.waitFor(() => {
      expect(chosen()).toEqual(['c']);
    });
    expect(revealed).toEqual([2]);
  });

  it('keeps a choice that it is part of', async () => {
    const several: Selection = { ...chooseOnly({ clipId: 'a', index: 0 }), ids: new Set(['a', 'c']) };
    const { keeper, chosen, revealed } = keeperOf(() => Promise.resolve(2), several);
    keeper.returnTo('c');
    await vi.waitFor(() => {
      expect(revealed).toEqual([2]);
    });
    expect(chosen()).toEqual(['a', 'c']);
  });

  it('tells where the clip could not be asked for, and changes nothing', async () => {
    const gone = new Error('away');
    const { keeper, failures, chosen, revealed } = keeperOf(() => Promise.reject(gone));
    keeper.returnTo('c');
    await vi.waitFor(() => {
      expect(failures).toEqual([gone]);
    });
    expect([chosen(), revealed]).toEqual([[], []]);
  });
});
