/** Clusters of more vectors than can all be compared with each other. */
import type { Steps } from './turns.ts';
import { cosine } from './unit-vectors.ts';
import { type ClusterOptions, clusterVectors } from './vector-clusters.ts';

export interface NearestOptions extends ClusterOptions {
  /** The first so many are clustered with each other; the others come to whichever cluster is nearest. */
  readonly mostCompared: number;
}

interface OpenCluster {
  readonly members: number[];
  /** Of its members' vectors, so that the mean cosine with them is one product. */
  readonly sum: Float32Array;
}

/**
 * Indexes of the vectors by cluster. One that comes later joins the cluster with the highest mean cosine to it, where that is the
 * threshold or more and all its members may be joined; else it begins a cluster that the next may join (the leader algorithm: J. A. Hartigan,
 * "Clustering Algorithms", 1975). Memory grows with the square of `mostCompared` only.
 */
export function* clusterByNearest(
  vectors: readonly Float32Array[],
  { mostCompared, ...options }: NearestOptions,
): Steps<number[][]> {
  const compared = yield* clusterVectors(vectors.slice(0, mostCompared), options);
  const clusters = compared.map((members): OpenCluster => ({ members, sum: sumOf(members, vectors) }));
  for (const [offset, vector] of vectors.slice(mostCompared).entries()) {
    const at = mostCompared + offset;
    const cluster = nearest(clusters, { at, vector }, options);
    if (cluster === null) clusters.push({ members: [at], sum: vector.slice() });
    else {
      cluster.members.push(at);
      addTo(cluster.sum, vector);
    }
    yield;
  }
  return clusters.map(({ members }) => members);
}

function nearest(
  clusters: readonly OpenCluster[],
  { at, vector }: { readonly at: number; readonly vector: Float32Array },
  { threshold, mayJoin }: ClusterOptions,
): OpenCluster | null {
  let found: OpenCluster | null = null;
  let highest = threshold;
  for (const cluster of clusters) {
    const similarity = cosine(cluster.sum, vector) / cluster.members.length;
    if (similarity < highest || (found !== null && similarity === highest)) continue;
    if (cluster.members.some((member) => mayJoin?.(member, at) === false)) continue;
    found = cluster;
    highest = similarity;
  }
  return found;
}

function sumOf(members: readonly number[], vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const member of members) {
    const vector = vectors[member];
    if (vector !== undefined) addTo(sum, vector);
  }
  return sum;
}

function addTo(sum: Float32Array, vector: Float32Array): void {
  for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0);
}
