import { describe, expect, it } from 'vitest';
import {
  chooseNone,
  chooseOnly,
  chooseRange,
  noSelection,
  rangeTo,
  reordered,
  toggle,
} from './library-selection.ts';

const spot = (index: number) => ({ clipId: `c${String(index)}`, index });
const ids = (selection: { readonly ids: ReadonlySet<string> }) => [...selection.ids];

describe('choosing clips', () => {
  it('puts one in and out while the others stay', () => {
    const two = toggle(chooseOnly(spot(1)), spot(4));
    expect(ids(two)).toEqual(['c1', 'c4']);
    expect(ids(toggle(two, spot(1)))).toEqual(['c4']);
  });

  it('ranges from where the last choice was, to either side, as often as somebody changes their mind', () => {
    const from = chooseOnly(spot(5));
    expect(rangeTo(from, 8)).toEqual({ first: 5, last: 8 });
    const wide = chooseRange(from, ['c5', 'c6', 'c7', 'c8'], spot(8), 'replace');
    expect(rangeTo(wide, 3)).toEqual({ first: 3, last: 5 });
    expect(wide.cursor).toEqual(spot(8));
  });

  it('keeps what is chosen beside a range where that is wanted', () => {
    const from = toggle(chooseOnly(spot(0)), spot(5));
    expect(ids(chooseRange(from, ['c5', 'c6'], spot(6), 'keep'))).toEqual(['c0', 'c5', 'c6']);
    expect(ids(chooseRange(from, ['c5', 'c6'], spot(6), 'replace'))).toEqual(['c5', 'c6']);
  });

  it('begins a range at the clip itself where nothing was chosen', () => {
    expect(rangeTo(noSelection, 7)).toEqual({ first: 7, last: 7 });
  });

  it('leaves keys where they were when nothing is chosen any more', () => {
    expect(chooseNone(chooseOnly(spot(3)))).toMatchObject({ cursor: spot(3) });
  });

  it('follows the cursor through a new order, and lets go of it when it is filtered out', () => {
    const before = chooseOnly(spot(3));
    expect(reordered(before, 9)).toMatchObject({ cursor: { clipId: 'c3', index: 9 } });
    expect(reordered(before, null)).toMatchObject({ cursor: null, ids: new Set(['c3']) });
    expect(reordered(before, 3)).toBe(before);
  });
});
