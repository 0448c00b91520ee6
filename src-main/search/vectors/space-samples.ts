/** A random but fixed sample of each space, held in memory, that queries are compared with to know what is usual for them. */
import type { CodeSpace } from './code-spaces.ts';
import type { ClipRange, CodeStore } from './code-store.ts';
import type { ExactSimilarity } from './exact-similarity.ts';
import { similaritySpread, type SimilaritySpread } from './similarity-cutoff.ts';
import { centredCosine, dot } from './unit-vectors.ts';
import { floatsOfBytes } from './vector-space.ts';

/** The median of so many is off by a twenty-fifth of the deviation (its standard error is 1.25 / √n). */
const sampleSize = 1_000;
/** A sample is good until the space has grown, or shrunk, by so much. */
const staleAfterChange = 0.1;

interface Sample {
  readonly epoch: number;
  readonly size: number;
  readonly vectors: readonly Float32Array[];
  /** Whose codes led to them. */
  readonly ranges: ReadonlySet<ClipRange>;
}

export class SpaceSamples {
  readonly #exact: ExactSimilarity;
  readonly #samples = new Map<number, Sample>();

  constructor(exact: ExactSimilarity) {
    this.#exact = exact;
  }

  /** @param query of length 1 */
  spread(
    space: CodeSpace,
    query: Float32Array,
  ): { readonly similarity: SimilaritySpread; readonly centred: SimilaritySpread } {
    const centredOf = centredCosine(query, space.centre);
    const centreLength = Math.sqrt(dot(space.centre, space.centre)) || 1;
    const { vectors } = this.#sample(space);
    const similarities = vectors.map((vector) => dot(query, vector));
    const centred = vectors.map((vector, at) =>
      centredOf(similarities[at] ?? 0, dot(vector, space.centre) / centreLength),
    );
    return { similarity: similaritySpread(similarities), centred: similaritySpread(centred) };
  }

  /** Lets go of samples that hold anything of what is not in the spaces any more: nothing of a removed clip stays. */
  dropOutdated(spaces: readonly CodeSpace[]): void {
    for (const [id, { epoch, ranges }] of this.#samples) {
      const space = spaces.find((each) => each.id === id && each.epoch === epoch);
      if (space === undefined || ![...ranges].every((range) => space.store.has(range)))
        this.#samples.delete(id);
    }
  }

  #sample(space: CodeSpace): Sample {
    const { id, epoch, store, model, dimensions } = space;
    const known = this.#samples.get(id);
    if (known?.epoch === epoch && Math.abs(store.size - known.size) <= known.size * staleAfterChange) {
      return known;
    }
    const codes = spreadCodes(store);
    const ids = codes.map((code) => store.vectorId(code));
    const sample = {
      ...{ epoch, size: store.size },
      vectors: this.#exact.vectors(ids, model, dimensions).map(floatsOfBytes),
      ranges: new Set(codes.flatMap((code) => store.rangeOf(code) ?? [])),
    };
    this.#samples.set(id, sample);
    return sample;
  }
}

/** Multiples of the golden ratio's fraction are spread evenly without a period (Knuth, The Art of Computer Programming, 6.4). */
const goldenFraction = 0.618_033_988_749_895;

function spreadCodes(store: CodeStore): number[] {
  const ranges = store.rangesOf(null);
  const count = Math.min(sampleSize, store.size);
  const places = Array.from({ length: count }, (_, at) =>
    count === store.size ? at : Math.floor((((at + 1) * goldenFraction) % 1) * store.size),
  ).sort((one, other) => one - other);
  const codes: number[] = [];
  let before = 0;
  let next = 0;
  for (const { first, count: length } of ranges) {
    for (let place = places[next]; place !== undefined && place < before + length; place = places[next]) {
      codes.push(first + place - before);
      next += 1;
    }
    before += length;
  }
  return codes;
}
