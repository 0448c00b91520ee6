import { describe, expect, it } from 'vitest';
import { selectedRange, TranscriptView } from './transcript-view.ts';

const matches = [3, 10, 20].map((word) => ({ firstWord: word, lastWord: word }));

describe('going through a transcript', () => {
  it('selects from where it began, in both directions', () => {
    const view = new TranscriptView();
    view.goTo(5);
    view.goTo(6, 'select');
    view.goTo(7, 'select');
    expect(selectedRange(view.store.getState())).toEqual({ first: 5, last: 7 });
    view.goTo(2, 'select');
    expect(selectedRange(view.store.getState())).toEqual({ first: 2, last: 5 });
    view.goTo(2);
    expect(selectedRange(view.store.getState())).toBeNull();
  });

  it.each([
    [1, 0, [3, 10, 20, 3]],
    [1, 11, [20, 3]],
    [1, 99, [3, 10]],
    [-1, 11, [10, 3, 20]],
    [-1, 0, [20, 10]],
    [-1, 99, [20]],
  ] as const)('steps by %d from word %d to matches %j', (by, word, expected) => {
    const view = new TranscriptView();
    view.find('a', matches);
    expect(expected.map(() => view.step(by, word)?.firstWord)).toEqual(expected);
  });

  it('steps nowhere where nothing was found', () => {
    expect(new TranscriptView().step(1, 0)).toBeNull();
  });
});
