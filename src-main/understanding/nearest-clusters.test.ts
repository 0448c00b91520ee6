import { describe, expect, it } from 'vitest';
import { clusterByNearest } from './nearest-clusters.ts';
import { atOnce } from './turns.ts';

/** A unit vector in the plane. */
const towards = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

function clustersOf(degrees: readonly number[], mostCompared: number, mayJoin = () => true) {
  let asked = 0;
  const clusters = atOnce(
    clusterByNearest(degrees.map(towards), {
      threshold: 0.9,
      mostCompared,
      mayJoin: () => {
        asked += 1;
        return mayJoin();
      },
    }),
  );
  return { clusters, asked };
}

describe('clusterByNearest', () => {
  it('gives those that come later to the nearest, or to one of their own that others may join', () => {
    const degrees = [0, 90, 5, 95, 8, 200, 88, 205];
    expect(clustersOf(degrees, 4).clusters).toStrictEqual([
      [0, 2, 4],
      [1, 3, 6],
      [5, 7],
    ]);
    expect(clustersOf(degrees, 100).clusters).toStrictEqual([
      [0, 2, 4],
      [1, 3, 6],
      [5, 7],
    ]);
  });

  it('goes by the mean over a cluster', () => {
    // 40 degrees is within 0.9 of 20 (cosine 0.94) but not of 0 (0.77): 0.85 in the mean.
    expect(clustersOf([0, 20, 40], 2).clusters).toStrictEqual([[0, 1], [2]]);
  });

  it('never puts together what must not be', () => {
    expect(clustersOf([0, 1, 2], 1, () => false).clusters).toStrictEqual([[0], [1], [2]]);
  });

  it('compares no more with each other than it should', () => {
    const degrees = Array.from({ length: 500 }, (_, at) => (at % 2) * 90);
    // 20 with each other, and each of the others with the members of one cluster at most.
    const { clusters, asked } = clustersOf(degrees, 20, () => true);
    expect(clusters.map(({ length }) => length)).toStrictEqual([250, 250]);
    expect(asked).toBeLessThanOrEqual((20 * 19) / 2 + 480 * 250);
    expect(clustersOf(degrees.slice(0, 20), 20).asked).toBe((20 * 19) / 2);
  });
});
