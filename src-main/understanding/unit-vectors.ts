/** Vectors of length 1, compared by the cosine of the angle between them: -1 to 1, 1 = the same direction. */

export function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** The direction of the sum; null where that has none, or of no vectors. */
export function meanDirection(vectors: readonly Float32Array[]): Float32Array | null {
  const [first] = vectors;
  if (first === undefined) return null;
  const sum = new Float64Array(first.length);
  for (const vector of vectors) {
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0);
  }
  const length = Math.hypot(...sum);
  return length < 1e-6 || !Number.isFinite(length) ? null : Float32Array.from(sum, (value) => value / length);
}
