/** Arithmetic of vectors of length 1. */

/** A copy of length 1; of zeros, or of what are no numbers, zeros. */
export function unitVector(vector: Float32Array): Float32Array<ArrayBuffer> {
  const length = Math.sqrt(dot(vector, vector));
  if (length === 0 || !Number.isFinite(length)) return new Float32Array(vector.length);
  const unit = new Float32Array(vector.length);
  for (let at = 0; at < vector.length; at += 1) unit[at] = (vector[at] ?? 0) / length;
  return unit;
}

export function dot(one: Float32Array, other: Float32Array): number {
  // Four sums, so that no addition has to wait for the one before.
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const whole = one.length - (one.length % 4);
  for (let at = 0; at < whole; at += 4) {
    first += (one[at] ?? 0) * (other[at] ?? 0);
    second += (one[at + 1] ?? 0) * (other[at + 1] ?? 0);
    third += (one[at + 2] ?? 0) * (other[at + 2] ?? 0);
    fourth += (one[at + 3] ?? 0) * (other[at + 3] ?? 0);
  }
  for (let at = whole; at < one.length; at += 1) first += (one[at] ?? 0) * (other[at] ?? 0);
  return first + second + third + fourth;
}

/**
 * From cosines to the cosine after the centre is taken off both vectors, which have length 1 (the first step of Mu and Viswanath 2018,
 * "All-but-the-top"): features that are never negative are alike in what all of them have, and that tells nothing.
 *
 * @returns a function of the cosine to the query and of that to the centre; it gives 0 for the centre itself
 */
export function centredCosine(
  query: Float32Array,
  centre: Float32Array,
): (similarity: number, toCentre: number) => number {
  const centreSquared = dot(centre, centre);
  const centreLength = Math.sqrt(centreSquared);
  const queryAlong = dot(query, centre);
  const queryApart = 1 - 2 * queryAlong + centreSquared;
  return (similarity, toCentre) => {
    const along = toCentre * centreLength;
    const apart = 1 - 2 * along + centreSquared;
    // Float32 of the stored numbers: below this nothing but rounding is left.
    if (apart < 1e-6 || queryApart < 1e-6) return 0;
    const cosine = (similarity - queryAlong - along + centreSquared) / Math.sqrt(apart * queryApart);
    return Math.min(Math.max(cosine, -1), 1);
  };
}
