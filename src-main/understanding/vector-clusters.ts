/**
 * Agglomerative clustering with average linkage (R. R. Sokal and C. D. Michener, "A statistical method for evaluating
 * systematic relationships", 1958): the two most similar clusters become one, over and over, while the mean cosine between their
 * members is at least the threshold. Similarities after a merger by the formula of G. N. Lance and W. T. Williams (1967).
 */
import type { Steps } from './turns.ts';
import { cosine } from './unit-vectors.ts';

export interface ClusterOptions {
  /** Least mean cosine within a cluster. */
  readonly threshold: number;
  /** Whether two of the vectors can stand for the same; no cluster holds two that can't. */
  readonly mayJoin?: (one: number, other: number) => boolean;
}

/** Indexes of the vectors by cluster, the cluster of the first vector first. Memory grows with the square of their number. */
export function* clusterVectors(
  vectors: readonly Float32Array[],
  options: ClusterOptions,
): Steps<number[][]> {
  const count = vectors.length;
  const clusters: (number[] | null)[] = vectors.map((_, at) => [at]);
  const similarity = yield* similarities(vectors, options);
  const nearest = Int32Array.from({ length: count }, (_, row) => nearestOf(row, clusters, similarity));
  for (;;) {
    const [one, other] = closestPair(nearest, similarity, options.threshold, count);
    const [kept, joined] = [clusters[one], clusters[other]];
    if (!kept || !joined) break;
    mergeSimilarities(similarity, { one, other, sizes: [kept.length, joined.length], count });
    kept.push(...joined);
    clusters[other] = null;
    yield;
    for (let row = 0; row < count; row += 1) {
      if (clusters[row] === null) nearest[row] = -1;
      else if (row === one || nearest[row] === one || nearest[row] === other) {
        nearest[row] = nearestOf(row, clusters, similarity);
      } else if (
        similarityAt(similarity, row, one, count) > similarityAt(similarity, row, nearest[row] ?? -1, count)
      ) {
        nearest[row] = one;
      }
    }
  }
  return clusters.flatMap((members) => (members === null ? [] : [members.toSorted((a, b) => a - b)]));
}

/** -Infinity: they must not come together. Averages keep it. */
function* similarities(vectors: readonly Float32Array[], { mayJoin }: ClusterOptions): Steps<Float64Array> {
  const count = vectors.length;
  const similarity = new Float64Array(count * count).fill(-Infinity);
  for (const [row, vector] of vectors.entries()) {
    for (let column = row + 1; column < count; column += 1) {
      const other = vectors[column];
      if (other === undefined || mayJoin?.(row, column) === false) continue;
      similarity[row * count + column] = similarity[column * count + row] = cosine(vector, other);
    }
    yield;
  }
  return similarity;
}

function similarityAt(similarity: Float64Array, row: number, column: number, count: number): number {
  return column < 0 ? -Infinity : (similarity[row * count + column] ?? -Infinity);
}

/** -1: there is none it may join. */
function nearestOf(
  row: number,
  clusters: readonly (readonly number[] | null)[],
  similarity: Float64Array,
): number {
  const count = clusters.length;
  let found = -1;
  for (let column = 0; column < count; column += 1) {
    if (column === row || clusters[column] === null) continue;
    if (similarityAt(similarity, row, column, count) > similarityAt(similarity, row, found, count))
      found = column;
  }
  return found;
}

/** [-1, -1]: no two are similar enough. */
function closestPair(
  nearest: Int32Array,
  similarity: Float64Array,
  threshold: number,
  count: number,
): readonly [number, number] {
  let pair: readonly [number, number] = [-1, -1];
  let highest = -Infinity;
  nearest.forEach((column, row) => {
    const here = similarityAt(similarity, row, column, count);
    if (here < threshold || here <= highest) return;
    highest = here;
    pair = row < column ? [row, column] : [column, row];
  });
  return pair;
}

interface Merger {
  readonly one: number;
  readonly other: number;
  readonly sizes: readonly [number, number];
  readonly count: number;
}

function mergeSimilarities(similarity: Float64Array, { one, other, sizes: [a, b], count }: Merger): void {
  for (let row = 0; row < count; row += 1) {
    if (row === one || row === other) continue;
    const merged =
      (a * similarityAt(similarity, row, one, count) + b * similarityAt(similarity, row, other, count)) /
      (a + b);
    similarity[row * count + one] = similarity[one * count + row] = merged;
  }
}
