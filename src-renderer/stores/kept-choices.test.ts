import { describe, expect, it } from 'vitest';
import { createClipViewStore, isLayerShown } from './clip-view-store.ts';
import { createKeptChoices } from './kept-choices.ts';

function memory(kept: Record<string, string> = {}) {
  const store = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, text: string) => {
      kept[key] = text;
    },
  };
  return { kept, choices: createKeptChoices('view', () => store) };
}

describe('choices about the clip screen', () => {
  it('are there again in the next window', () => {
    const { choices } = memory();
    const first = createClipViewStore(choices);
    first.getState().change({ layers: { text: 'hidden' }, folds: { objects: 'open' } });
    const second = createClipViewStore(choices).getState();
    expect(isLayerShown(second, 'text')).toBe(false);
    expect(isLayerShown(second, 'faces')).toBe(true);
    expect(second.folds).toEqual({ objects: 'open' });
  });

  it('are not written for what only holds while the window is open', () => {
    const { choices, kept } = memory();
    createClipViewStore(choices).getState().change({ volume: 0.3 });
    expect(kept).toEqual({});
  });

  it.each(['{"boxes":"sideways"}', 'no JSON', '[]'])('are as usual where %s is kept', (text) => {
    const { choices } = memory({ view: text });
    expect(isLayerShown(createClipViewStore(choices).getState(), 'objects')).toBe(true);
  });

  it('hold for as long as the window is open where nothing can be kept', () => {
    const choices = createKeptChoices('view', () => {
      throw new Error('SecurityError');
    });
    const store = createClipViewStore(choices);
    store.getState().change({ boxes: 'hidden' });
    expect(isLayerShown(store.getState(), 'objects')).toBe(false);
  });
});
