/**
 * Picture vectors as models give them: all with something in common, in clusters of very different sizes, those of a clip near each other, those of a
 * shot nearer. They are sums of a few vectors from pools, which makes millions of them in seconds.
 */
import { type Random, seededRandom } from './seeded-random.ts';
import { dot, unitVector } from '../../src-main/search/vectors/unit-vectors.ts';

export const dimensions = 512;
const clusters = 4_096;
const poolSize = 4_096;
/** Sizes of clusters fall with their rank to this power. */
const clusterExponent = 0.8;
/**
 * Shares of a vector's squared length: any two have a cosine of about 0.5, those of one cluster 0.75, of one clip (and cluster) 0.87, of one shot 0.95: about
 * what image encoders give for photographs.
 */
const shares = { common: 0.5, cluster: 0.25, clip: 0.12, shot: 0.08, frame: 0.05 } as const;
/** Directions are not equally full: the variance along the n-th is in proportion to 1 / (1 + n / 16), in a basis that mixes all numbers. */
const spectrumKnee = 16;
/** A text's vector lies apart from all pictures (Liang et al. 2022, "Mind the gap"): about a cosine of 0.25 with those that fit. */
const textShares = { apart: 0.75, cluster: 0.25 } as const;

export class VectorWorld {
  readonly #pool: readonly Float32Array[];
  readonly #centres: readonly Float32Array[];
  readonly #common: Float32Array;
  readonly #apart: Float32Array;

  constructor(seed: number) {
    const normal = normals(seededRandom(seed));
    const basis = Float32Array.from({ length: dimensions * dimensions }, normal);
    const mixed = (): Float32Array => mixedVector(basis, normal);
    this.#pool = Array.from({ length: poolSize }, mixed);
    this.#centres = Array.from({ length: clusters }, mixed);
    this.#common = mixed();
    this.#apart = mixed();
  }

  /** Of the `count` frames of a clip, in order. */
  clip(index: number, count: number): Float32Array[] {
    const random = seededRandom(0x7a3 + index * 1_000_003);
    const pick = (): Float32Array => pickOf(this.#pool, random);
    const shots = 1 + Math.floor(random() * 3);
    const own = unitSum([pick(), 1], [pick(), 1]);
    const centres = Array.from({ length: shots }, () => this.#centre(random));
    const ofShots = centres.map(() => pick());
    return Array.from({ length: count }, (_, at) => {
      const shot = Math.floor((at * shots) / count);
      return unitSum(
        [this.#common, Math.sqrt(shares.common)],
        [centres[shot] ?? own, Math.sqrt(shares.cluster)],
        [own, Math.sqrt(shares.clip)],
        [ofShots[shot] ?? own, Math.sqrt(shares.shot)],
        [pick(), Math.sqrt(shares.frame)],
      );
    });
  }

  /** As if somebody had dropped another picture of the same. */
  likeFrame(frame: Float32Array, random: Random): Float32Array {
    return unitSum([frame, Math.sqrt(0.85)], [pickOf(this.#pool, random), Math.sqrt(0.15)]);
  }

  /** As a text encoder gives it: far from all, a little nearer to one cluster. */
  text(random: Random): Float32Array {
    return unitSum(
      [this.#apart, Math.sqrt(textShares.apart)],
      [this.#centre(random), Math.sqrt(textShares.cluster)],
    );
  }

  #centre(random: Random): Float32Array {
    // The inverse of the distribution function of a power law.
    const place = Math.floor(clusters * random() ** (1 / (1 - clusterExponent)));
    return this.#centres[place] ?? this.#common;
  }
}

function pickOf(from: readonly Float32Array[], random: Random): Float32Array {
  return from[Math.floor(random() * from.length)] ?? new Float32Array(dimensions);
}

/** The sum of the parts, brought to length 1. */
function unitSum(...parts: readonly (readonly [vector: Float32Array, weight: number])[]): Float32Array {
  const total = new Float32Array(dimensions);
  for (const [vector, weight] of parts) {
    for (let at = 0; at < dimensions; at += 1) total[at] = (total[at] ?? 0) + weight * (vector[at] ?? 0);
  }
  const length = Math.sqrt(dot(total, total));
  for (let at = 0; at < dimensions; at += 1) total[at] = (total[at] ?? 0) / length;
  return total;
}

/** Of length 1. `basis`: as many rows as there are dimensions, in no order and of no certain length. */
function mixedVector(basis: Float32Array, normal: () => number): Float32Array {
  const inside = Float32Array.from(
    { length: dimensions },
    (_, at) => normal() / Math.sqrt(1 + at / spectrumKnee),
  );
  return unitVector(
    Float32Array.from({ length: dimensions }, (_, row) =>
      dot(inside, basis.subarray(row * dimensions, (row + 1) * dimensions)),
    ),
  );
}

/** Of mean 0 and deviation 1 (Box and Muller 1958). */
function normals(random: Random): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
