import { describe, expect, it } from 'vitest';
import { nearestSample, runsOf } from './drawing.ts';
import { nearestTile } from './filmstrip-lane.ts';

describe('what lanes look up', () => {
  it.each([
    [-1, 0],
    [0, 0],
    [0.9, 0],
    [1.1, 1],
    [2.9, 1],
    [3.5, 2],
    [99, 2],
  ])('the tile nearest to %d s is %d', (timeSec, tile) => {
    expect(nearestTile([0, 2, 4], timeSec)).toBe(tile);
    expect(nearestSample([{ timeSec: 0 }, { timeSec: 2 }, { timeSec: 4 }], timeSec)).toEqual({
      timeSec: tile * 2,
    });
  });

  it('is nothing where nothing was measured', () => {
    const none: { timeSec: number }[] = [];
    expect(nearestSample(none, 3)).toBeUndefined();
    expect(nearestTile([5], 3)).toBe(0);
  });

  it('curves are broken where there is no value', () => {
    const points = [null, 1, 0.5, null, null, 0.2].map((level: number | null, timeSec: number) => ({
      timeSec,
      level,
    }));
    expect(runsOf(points)).toEqual([
      [
        { timeSec: 1, level: 1 },
        { timeSec: 2, level: 0.5 },
      ],
      [{ timeSec: 5, level: 0.2 }],
    ]);
  });
});
