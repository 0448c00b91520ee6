import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../tests/support/seeded-random.ts';
import { fuse, type RankedList } from './fusion.ts';

const list = (source: RankedList['source'], weight: number, ...sequences: number[]): RankedList => ({
  ...{ source, weight },
  hits: sequences.map((sequence, at) => ({ sequence, score: 1 - at / 100 })),
});

function shuffled(count: number, next: () => number): number[] {
  return Array.from({ length: count }, (_, at) => at)
    .map((value) => ({ value, by: next() }))
    .sort((one, other) => one.by - other.by)
    .map(({ value }) => value);
}

describe('reciprocal rank fusion', () => {
  it('adds weight / (k + rank) over the lists', () => {
    const [first, second] = fuse([list('text', 1, 7, 8), list('keywords', 0.8, 8)], 50);
    expect(first).toMatchObject({ sequence: 8, score: 1 / 52 + 0.8 / 51 });
    expect(second).toMatchObject({ sequence: 7, score: 1 / 51 });
    expect(first?.ranks.map(({ source }) => source)).toEqual(['text', 'keywords']);
  });

  it('gives equal scores equal ranks, and of equal clips the newer one first', () => {
    const hits = [3, 9, 4].map((sequence) => ({ sequence, score: 2 }));
    const fused = fuse([{ source: 'text', weight: 1, hits }], 50);
    expect(fused.map(({ sequence }) => sequence)).toEqual([9, 4, 3]);
    expect(fused.map(({ ranks }) => ranks[0]?.rank)).toEqual([1, 1, 1]);
  });

  it('leaves out a list of weight 0', () => {
    expect(fuse([list('text', 0, 1, 2), list('picture', 1, 3)], 50).map(({ sequence }) => sequence)).toEqual([
      3,
    ]);
  });

  it('keeps every clip once, in falling order, whatever the order of the lists; one list alone keeps its order', () => {
    const next = seededRandom(5);
    for (let round = 0; round < 200; round += 1) {
      const lists = (['text', 'summary', 'keywords', 'picture'] as const).map((source) =>
        list(source, next() * 2, ...shuffled(30, next).slice(0, Math.floor(next() * 30))),
      );
      const fused = fuse(lists, 50);
      const sequences = fused.map(({ sequence }) => sequence);
      expect(new Set(sequences).size).toBe(sequences.length);
      expect(new Set(sequences)).toEqual(
        new Set(lists.flatMap(({ hits }) => hits.map((hit) => hit.sequence))),
      );
      for (const [at, { score }] of fused.entries())
        expect(score).toBeLessThanOrEqual(fused[at - 1]?.score ?? Infinity);
      const again = fuse(lists.toReversed(), 50);
      for (const [at, { score }] of again.entries()) expect(score).toBeCloseTo(fused[at]?.score ?? -1, 12);
      const [only] = lists;
      if (only !== undefined) {
        expect(fuse([{ ...only, weight: 1 }], 50).map(({ sequence }) => sequence)).toEqual(
          only.hits.map(({ sequence }) => sequence),
        );
      }
    }
  });

  it('never ranks a clip lower for standing higher in a list', () => {
    const next = seededRandom(11);
    for (let round = 0; round < 100; round += 1) {
      const [one, other] = [shuffled(20, next), shuffled(20, next)];
      const placeOf = (lists: readonly RankedList[], sequence: number) =>
        fuse(lists, 50).findIndex((clip) => clip.sequence === sequence);
      const at = 1 + Math.floor(next() * 19);
      const [raised, passed] = [one[at] ?? 0, one[at - 1] ?? 0];
      const better = one.with(at, passed).with(at - 1, raised);
      const before = placeOf([list('text', 1, ...one), list('picture', 1, ...other)], raised);
      const after = placeOf([list('text', 1, ...better), list('picture', 1, ...other)], raised);
      expect(after).toBeLessThanOrEqual(before);
    }
  });
});
