/** The centre of a space: the mean of its vectors, or of a sample of many. */
import type { SearchVectorsRepository, SpaceRow } from '../../db/repositories/search-vectors.repository.ts';
import { floatsOfBytes, kindsOfSpace, type SpaceKind } from './vector-space.ts';

/** The mean of so many is off by a sixty-fourth of the deviation (its standard error is 1 / √n): few bits of codes hang on that. */
const mostForCentre = 4_096;
/** Read between two looks at the clock: some milliseconds. */
const idsPerStep = 16_384;
const vectorsPerStep = 256;

export interface SpaceCentre {
  readonly centre: Float32Array;
  /** How many vectors there were, whether in the sample or not. */
  readonly size: number;
}

/** Each `next()` is one short step; nothing is held open in between. @returns null: there are no vectors */
export function* centreSteps(
  rows: SearchVectorsRepository,
  space: Pick<SpaceRow, 'model' | 'kind' | 'dimensions'>,
): Generator<undefined, SpaceCentre | null> {
  const sample = new ThinnedIds(mostForCentre);
  for (const kind of kindsOfSpace[space.kind as SpaceKind]) {
    for (let ids = rows.vectorIds(space.model, kind, 0, idsPerStep); ids.length > 0;) {
      sample.add(ids);
      yield;
      ids = rows.vectorIds(space.model, kind, ids.at(-1) ?? Infinity, idsPerStep);
    }
  }
  const sums = new Float64Array(space.dimensions);
  let count = 0;
  for (let at = 0; at < sample.ids.length; at += vectorsPerStep) {
    for (const bytes of rows.vectorsOfIds(sample.ids.slice(at, at + vectorsPerStep), space)) {
      for (const [place, value] of floatsOfBytes(bytes).entries()) sums[place] = (sums[place] ?? 0) + value;
      count += 1;
    }
    yield;
  }
  if (count === 0) return null;
  const centre = Float32Array.from(sums, (sum) => (Number.isFinite(sum) ? sum / count : 0));
  return { centre, size: sample.seen };
}

/** The same at once. */
export function centreOf(...asked: Parameters<typeof centreSteps>): SpaceCentre | null {
  const steps = centreSteps(...asked);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * A sample spread over all ids there are, however many come: those whose hash (Knuth's multiplicative one, The Art of Computer Programming, 6.4)
 * is below a limit, which is halved whenever there are too many.
 */
class ThinnedIds {
  readonly #most: number;
  #limit = 2 ** 32;
  ids: readonly number[] = [];
  seen = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(ids: readonly number[]): void {
    const isBelow = (id: number): boolean => Math.imul(id, 2_654_435_761) >>> 0 < this.#limit;
    this.seen += ids.length;
    this.ids = [...this.ids, ...ids.filter(isBelow)];
    while (this.ids.length > this.#most) {
      this.#limit /= 2;
      this.ids = this.ids.filter(isBelow);
    }
  }
}
