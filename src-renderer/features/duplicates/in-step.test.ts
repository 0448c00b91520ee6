import { describe, expect, it } from 'vitest';
import { extentOf, fromTheirBeginning, ownTime, playbackRate, positionAt } from './in-step.ts';

/** The second begins at 30 s of the first, and plays it twice as fast. */
const cutAndFaster = { offsetSec: 30, speed: 2 };

describe('two clips in step', () => {
  it('are at the same moment of what they show', () => {
    expect(ownTime('first', 40, cutAndFaster)).toBe(40);
    expect(ownTime('second', 40, cutAndFaster)).toBe(5);
    expect(positionAt('second', 5, cutAndFaster)).toBe(40);
    expect(playbackRate('second', cutAndFaster)).toBe(0.5);
  });
  it('last from where the earlier begins to where the later ends', () => {
    expect(extentOf(60, 10, cutAndFaster)).toEqual({ startSec: 0, endSec: 60 });
    expect(extentOf(10, 60, { offsetSec: -20, speed: 1 })).toEqual({ startSec: -20, endSec: 40 });
    expect(extentOf(8, 9, fromTheirBeginning)).toEqual({ startSec: 0, endSec: 9 });
  });
});
