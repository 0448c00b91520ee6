import '../../tests/support/property-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOnce } from './turns.ts';
import { cosine, meanDirection } from './unit-vectors.ts';
import { clusterVectors } from './vector-clusters.ts';

/** A unit vector in the plane. */
const towards = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

const clustersOf = (...degrees: number[]) => atOnce(clusterVectors(degrees.map(towards), { threshold: 0.9 }));

describe('clusterVectors', () => {
  it('gathers what points the same way', () => {
    expect(clustersOf(0, 90, 5, 95, 200)).toStrictEqual([[0, 2], [1, 3], [4]]);
    expect(clustersOf()).toStrictEqual([]);
  });

  it('goes by the mean over a cluster, so that a chain of likenesses does not make all the same', () => {
    // Neighbours are 23 or 24 degrees apart (cosine 0.91), the ends 94.
    expect(clustersOf(0, 23, 47, 70, 94)).toStrictEqual([[0, 1], [2, 3], [4]]);
  });

  it('never puts together what must not be, not even by way of a third', () => {
    const vectors = [0, 1, 2].map(towards);
    const mayJoin = (one: number, other: number) => one + other !== 2;
    const clusters = atOnce(clusterVectors(vectors, { threshold: 0.9, mayJoin }));
    expect(clusters.every((members) => !(members.includes(0) && members.includes(2)))).toBe(true);
    expect(clusters).toHaveLength(2);
  });

  it('puts every vector in one cluster, whose mean likeness is the threshold or more, and no two clusters could be one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 359 }), { maxLength: 14 }), (degrees) => {
        const vectors = degrees.map(towards);
        const clusters = atOnce(clusterVectors(vectors, { threshold: 0.8 }));
        expect(clusters.flat().toSorted((one, other) => one - other)).toStrictEqual([...degrees.keys()]);
        const likeness = (one: readonly number[], other: readonly number[]): number => {
          const pairs = one.flatMap((a) =>
            other.map((b) => cosine(towards(degrees[a] ?? 0), towards(degrees[b] ?? 0))),
          );
          return pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
        };
        clusters.forEach((one, at) => {
          for (const other of clusters.slice(at + 1)) expect(likeness(one, other)).toBeLessThan(0.8 + 1e-6);
        });
      }),
    );
  });
});

describe('meanDirection', () => {
  it('lies between', () => {
    const middle = meanDirection([towards(10), towards(50)]);
    expect(middle === null ? null : cosine(middle, towards(30))).toBeCloseTo(1, 6);
  });

  it('is none of opposites, and of nothing', () => {
    expect(meanDirection([towards(0), towards(180)])).toBeNull();
    expect(meanDirection([])).toBeNull();
  });
});
