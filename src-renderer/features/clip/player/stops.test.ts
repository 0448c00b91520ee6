import { describe, expect, it } from 'vitest';
import { nextStop, previousStop, stopsOf } from './stops.ts';

describe('stops', () => {
  const stops = stopsOf([4, 2, 2, 0, 11], 10);

  it('are the beginning, the cuts inside, and the end', () => {
    expect(stops).toEqual([0, 2, 4, 10]);
    expect(stopsOf([], 0)).toEqual([0]);
  });

  it.each([
    [3, 2, 4],
    [2, 0, 4],
    [0, 0, 2],
    [10, 4, 10],
    // Half a frame behind a cut, where stepping leaves the playhead, counts as being on it.
    [2.02, 0, 4],
  ])('at %d: %d before, %d behind', (timeSec, before, behind) => {
    expect(previousStop(stops, timeSec, 0.03)).toBe(before);
    expect(nextStop(stops, timeSec, 0.03)).toBe(behind);
  });
});
