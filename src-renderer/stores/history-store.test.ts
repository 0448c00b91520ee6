import { describe, expect, it } from 'vitest';
import type { RushesClient } from '../api/client.ts';
import { createHistoryStore } from './history-store.ts';

type Changes = { readonly changes: readonly { readonly rating?: number | null }[] };

/** A library with one clip; what is asked later may be answered sooner, as on a network. */
function oneClip() {
  let rating: number | null = null;
  let waitMs = 20;
  const ask = async (_name: string, { changes }: Changes) => {
    waitMs = Math.max(0, waitMs - 10);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const previous = [{ clipId: 'clip', rating }];
    rating = changes[0]?.rating ?? null;
    return { changed: 1, previous };
  };
  const client = { ask } as unknown as RushesClient;
  return { history: createHistoryStore(client).getState(), rating: () => rating };
}

describe('history', () => {
  it('takes back one deed for each press, however quick they are', async () => {
    const { history, rating } = oneClip();
    const rate = (stars: number) => history.annotate('rating', [{ clipId: 'clip', rating: stars }]);
    await Promise.all([rate(1), rate(2), rate(3)]);
    expect(rating()).toBe(3);
    await Promise.all([history.undo(), history.undo()]);
    expect(rating()).toBe(1);
    await Promise.all([history.redo(), history.redo()]);
    expect(rating()).toBe(3);
    await Promise.all([history.undo(), history.undo(), history.undo(), history.undo()]);
    expect(rating()).toBeNull();
  });

  it('takes a corrected word back to what stood there before, and corrects it again', async () => {
    const asked: unknown[] = [];
    const client = {
      ask: (name: string, edit: unknown) => {
        asked.push([name, edit]);
        return Promise.resolve({ clipId: 'clip' });
      },
    } as unknown as RushesClient;
    const history = createHistoryStore(client).getState();
    const edit = { clip: 'clip', startSec: 1.5, original: 'wreck', text: 'recognise' };
    await history.editWord(edit, null);
    await history.editWord({ ...edit, text: 'recognised' }, 'recognise');
    await history.undo();
    await history.undo();
    await history.redo();
    expect(asked).toEqual(
      ['recognise', 'recognised', 'recognise', null, 'recognise'].map((text) => [
        'clip.editWord',
        { ...edit, text },
      ]),
    );
  });
});
