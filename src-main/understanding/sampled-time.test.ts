import { describe, expect, it } from 'vitest';
import { median, pictureEndSec, withEnds } from './sampled-time.ts';

const ends = (times: readonly number[], clipEndSec: number | null) =>
  withEnds(
    times.map((timeSec) => ({ timeSec })),
    clipEndSec,
  ).map(({ timeSec, endSec }) => [timeSec, endSec]);

describe('withEnds', () => {
  it('lets each sample stand until the next', () => {
    expect(ends([0, 1, 2.5], 3)).toStrictEqual([
      [0, 1],
      [1, 2.5],
      [2.5, 3],
    ]);
  });

  it('lets the last stand no longer than others do', () => {
    expect(ends([0, 1, 2], 60).at(-1)).toStrictEqual([2, 3]);
    expect(ends([0, 1, 2], null).at(-1)).toStrictEqual([2, 3]);
  });

  it('lets a single one stand for the clip', () => {
    expect(ends([0], 5)).toStrictEqual([[0, 5]]);
    expect(ends([0], null)).toStrictEqual([[0, 0]]);
  });

  it('believes a frame that comes after the end', () => {
    expect(ends([0, 1, 2], 1.5).at(-1)).toStrictEqual([2, 2]);
  });

  it('does not go back in time', () => {
    expect(ends([0, 2, 1, 3], 4)).toStrictEqual([
      [0, 2],
      [2, 2],
      [2, 3],
      [3, 4],
    ]);
    expect(ends([-0.5, 1], 2)[0]).toStrictEqual([0, 1]);
  });
});

it('ends the picture where the headers say, the earlier where both do', () => {
  expect(pictureEndSec({ durationSec: 10, video: { durationSec: 8 } })).toBe(8);
  expect(pictureEndSec({ durationSec: 10, video: { durationSec: 12 } })).toBe(10);
  expect(pictureEndSec({ durationSec: null, video: { durationSec: 12 } })).toBe(12);
  expect(pictureEndSec({ durationSec: 10, video: { durationSec: null } })).toBe(10);
  expect(pictureEndSec({ durationSec: null, video: { durationSec: null } })).toBeNull();
});

it('finds the middle', () => {
  expect(median([])).toBeNull();
  expect(median([3])).toBe(3);
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2);
});
