import { describe, expect, it } from 'vitest';
import type { JoinedClip } from './cut-corpus.ts';
import { seededRandom } from './cut-random.ts';
import { addTallies, ratesOf, scoreClip } from './cut-scores.ts';

const clip: JoinedClip = {
  path: 'made.mp4',
  frameRate: 25,
  frameCount: 400,
  hardCuts: [50, 300],
  dissolves: [{ startFrame: 100, endFrame: 120 }],
};

describe('scoreClip', () => {
  it('counts hits, misses and false alarms of each kind', () => {
    const found = [
      { frame: 52, kind: 'cut' },
      { frame: 300, kind: 'cut' },
      { frame: 112, kind: 'gradual' },
      { frame: 200, kind: 'gradual' },
    ] as const;
    const exact = scoreClip(clip, found, 0);
    expect(exact.hard).toEqual({ truths: 2, hits: 1, falseAlarms: 1 });
    expect(exact.dissolves).toEqual({ truths: 1, hits: 1, falseAlarms: 1 });
    expect(exact.middleErrors).toEqual([2]);
    expect(scoreClip(clip, found, 2).hard).toEqual({ truths: 2, hits: 2, falseAlarms: 0 });
  });

  it('lets one found cut stand for one true cut, and no cut for a dissolve', () => {
    const twice = [
      { frame: 50, kind: 'cut' },
      { frame: 50.2, kind: 'cut' },
      { frame: 110, kind: 'cut' },
    ] as const;
    const { hard, dissolves } = scoreClip(clip, twice, 2);
    expect(hard).toEqual({ truths: 2, hits: 1, falseAlarms: 2 });
    expect(dissolves.hits).toBe(0);
  });
});

describe('ratesOf', () => {
  it('gives precision, recall and their harmonic mean', () => {
    const sum = addTallies([
      { truths: 3, hits: 2, falseAlarms: 0 },
      { truths: 1, hits: 1, falseAlarms: 1 },
    ]);
    expect(ratesOf(sum)).toEqual({ precision: 0.75, recall: 0.75, f1: 0.75 });
    expect(ratesOf({ truths: 4, hits: 0, falseAlarms: 2 }).f1).toBe(0);
    expect(ratesOf({ truths: 0, hits: 0, falseAlarms: 0 }).f1).toBe(1);
  });
});

describe('seededRandom', () => {
  it('repeats itself, within bounds, and differs by seed', () => {
    const draw = (seed: number): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 200 }, () => random.integer(3, 9));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect([...new Set(draw(7))].sort()).toEqual([3, 4, 5, 6, 7, 8, 9]);
    expect(seededRandom(1).shuffle([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
