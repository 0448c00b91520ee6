/**
 * Search by likeness in two levels: codes of one bit a number, which are held in memory and looked through whole (or those of the clips that a
 * filter leaves), and exact similarities of the best of them, from the stored vectors. One for each connection; it loads when it is first asked.
 */
import type { Connection } from '../../db/connection.ts';
import { CodeLikeness } from './code-likeness.ts';
import { type ClipSelection, isAmong } from './code-store.ts';
import { type CodeSpace, CodeSpaces } from './code-spaces.ts';
import { type ExactRow, ExactSimilarity } from './exact-similarity.ts';
import { nearestCodes } from './nearest-codes.ts';
import { ScoreOutlook } from './score-outlook.ts';
import { evenly } from './evenly.ts';
import { withoutCentre, writeCode } from './one-bit-codes.ts';
import { SpaceSamples } from './space-samples.ts';
import { centredCosine, unitVector } from './unit-vectors.ts';
import type { SimilaritySpread } from './similarity-cutoff.ts';
import { TimeSlices } from './time-slices.ts';
import type { SpaceName } from './vector-space.ts';

/** At most so many are looked up for each vector that is wanted, and so many where few are wanted: some 20 ms where the vectors are in the system's cache. */
const exactPerWanted = 40;
const mostExactOfFew = 3_000;
/** Looked up between two looks at the clock: a millisecond or two. */
const exactAtOnce = 128;
/** The same for clips, which are ranked by the best of several vectors. */
const exactPerClip = 4;
const mostExactOfFewClips = 800;
/** Vectors of one clip that are looked up for each of its moments: neighbouring frames look alike. */
const exactPerMoment = 2;

export interface NearestQuestion {
  readonly space: SpaceName;
  /** Of the space's length; need not have length 1. */
  readonly vector: Float32Array;
  /** null: all clips. */
  readonly among: ClipSelection | null;
  readonly signal: AbortSignal;
}

export interface VectorHit {
  readonly vectorId: number;
  /** The clip's. */
  readonly sequence: number;
  /** 'frame', 'shot', 'summary' or 'keywords'. */
  readonly kind: string;
  readonly startSec: number;
  /** null: an instant. */
  readonly endSec: number | null;
  /** Cosine similarity, -1 to 1. */
  readonly similarity: number;
  /** The same after the centre of the space is taken off both vectors: 0 is what any two vectors have. */
  readonly centred: number;
}

export interface ClipHit {
  readonly sequence: number;
  /** Of its best moment. */
  readonly similarity: number;
  /** Best first. */
  readonly moments: readonly VectorHit[];
}

interface LikelyQuestion extends Omit<NearestQuestion, 'vector'> {
  readonly vectors: readonly Float32Array[];
  readonly clips: number;
}

interface WholesQuestion {
  readonly space: SpaceName;
  readonly vectors: readonly Float32Array[];
  /** Sequences. */
  readonly among: readonly number[];
  readonly clips: number;
  /** Of each clip so many vectors are compared, evenly. */
  readonly picturesOfClip: number;
}

export interface LikelyWhole {
  readonly sequence: number;
  readonly vectorIds: readonly number[];
}

export interface LikelyClip {
  readonly sequence: number;
  /** The vector that makes it likely. */
  readonly vectorId: number;
}

/** What a query has with the space as a whole. */
export interface QuerySpread {
  /** Clips that the space has. */
  readonly clips: number;
  readonly similarity: SimilaritySpread;
  readonly centred: SimilaritySpread;
}

export interface KnownSpace extends SpaceName {
  readonly dimensions: number;
  readonly vectors: number;
  readonly clips: number;
  readonly memoryBytes: number;
}

export class VectorIndex {
  readonly #spaces: () => CodeSpaces;
  readonly #exact: ExactSimilarity;
  readonly #samples: SpaceSamples;

  constructor(connection: Connection) {
    let spaces: CodeSpaces | null = null;
    this.#spaces = () => (spaces ??= new CodeSpaces(connection));
    this.#exact = new ExactSimilarity(connection);
    this.#samples = new SpaceSamples(this.#exact);
  }

  /** Takes up what changed; every question does that first. @throws the signal's reason; AppError out-of-memory */
  async refresh(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const spaces = this.#spaces();
    try {
      await spaces.refresh(new TimeSlices(signal));
    } finally {
      this.#samples.dropOutdated(spaces.all);
    }
  }

  /** As of the last refresh. */
  get spaces(): readonly KnownSpace[] {
    return this.#spaces().all.map(({ model, kind, dimensions, store }) => ({
      ...{ model, kind, dimensions, vectors: store.size, clips: store.clips },
      memoryBytes: store.memoryBytes,
    }));
  }

  /** The `count` most similar vectors, best first; none where there is no such space. @throws the signal's reason; AppError out-of-memory */
  async nearest(question: NearestQuestion & { readonly count: number }): Promise<VectorHit[]> {
    const { count } = question;
    const most = Math.max(mostExactOfFew, count * exactPerWanted);
    const hits = await this.#search(question, {
      most,
      mostOfClip: most,
      leastOf: (found) => nthHighest(found, count),
    });
    return hits.slice(0, count);
  }

  /**
   * The `clips` clips with the most similar vectors, best first, with the best `moments` of each. Of each clip some vectors only are
   * looked at, so that one with many frames of the same does not crowd out others.
   *
   * @throws the signal's reason; AppError out-of-memory
   */
  async nearestClips(
    question: NearestQuestion & { readonly clips: number; readonly moments: number },
  ): Promise<ClipHit[]> {
    const mostOfClip = Math.max(1, question.moments) * exactPerMoment;
    const most = Math.max(mostExactOfFewClips, question.clips * exactPerClip);
    const byClip = new Map<number, VectorHit[]>();
    const leastOf = (found: readonly VectorHit[]): number => nthHighest(bestOfClips(found), question.clips);
    for (const hit of await this.#search(question, { most, mostOfClip, leastOf })) {
      const moments = byClip.get(hit.sequence) ?? [];
      if (moments.length < Math.max(1, question.moments)) moments.push(hit);
      byClip.set(hit.sequence, moments);
    }
    return [...byClip]
      .slice(0, question.clips)
      .map(([sequence, moments]) => ({ sequence, similarity: moments[0]?.similarity ?? 0, moments }));
  }

  /**
   * For each vector the `clips` clips that by their codes are likeliest to have a similar one, likeliest first: none is looked up. Nothing where
   * there is no such space.
   *
   * @throws the signal's reason; AppError out-of-memory
   */
  async likelyClips({ vectors, clips, ...question }: LikelyQuestion): Promise<LikelyClip[][]> {
    const [vector] = vectors;
    const space = vector === undefined ? null : await this.#space({ ...question, vector });
    if (space === null) return [];
    const { store, centre } = space;
    const residuals = vectors.map((each) => withoutCentre(unitVector(each), centre));
    const wanted = { residuals, ranges: store.rangesOf(question.among), count: clips, mostOfClip: 1 };
    const found = await nearestCodes(store, wanted, new TimeSlices(question.signal));
    return found.map((codes) =>
      codes.map(({ code }) => ({ sequence: store.sequenceOf(code), vectorId: store.vectorId(code) })),
    );
  }

  /**
   * Of some clips the `clips` that by their codes are likeliest to be like some vectors as wholes, each with vectors that are worth a look; as of
   * the last refresh.
   */
  likelyWholes({ space, vectors, among, clips, picturesOfClip }: WholesQuestion): LikelyWhole[] {
    const [first] = vectors;
    const found = first === undefined ? null : this.#spaces().find(space, first.length);
    if (found === null) return [];
    const { store, centre } = found;
    const own = new Uint8Array(vectors.length * store.bytes);
    for (const [at, vector] of vectors.entries())
      writeCode(unitVector(vector), centre, own, at * store.bytes);
    const likeness = new CodeLikeness(own, store.bytes);
    const codes = store.codes();
    const wholes = among.map((sequence) => {
      const numbers = evenly(store.codesOf(sequence), picturesOfClip);
      return { sequence, numbers, likeness: likeness.of(codes, numbers) };
    });
    return wholes
      .sort((one, other) => other.likeness - one.likeness)
      .slice(0, clips)
      .map(({ sequence, numbers }) => ({ sequence, vectorIds: numbers.map((code) => store.vectorId(code)) }));
  }

  /** null: there is no such space, or nothing in it. */
  async spread(question: Omit<NearestQuestion, 'among'>): Promise<QuerySpread | null> {
    const space = await this.#space(question);
    if (space === null) return null;
    return { clips: space.store.clips, ...this.#samples.spread(space, unitVector(question.vector)) };
  }

  /** About the mean of a space's vectors, as of the last refresh; null: there is no such space, or nothing in it. */
  centre(space: SpaceName, dimensions: number): Float32Array | null {
    const found = this.#spaces().find(space, dimensions);
    return found === null || found.store.size === 0 ? null : found.centre;
  }

  async #space({ space, vector, signal }: Omit<NearestQuestion, 'among'>): Promise<CodeSpace | null> {
    await this.refresh(signal);
    const found = this.#spaces().find(space, vector.length);
    return found === null || found.store.size === 0 ? null : found;
  }

  async #search(question: NearestQuestion, extent: Extent): Promise<VectorHit[]> {
    const space = await this.#space(question);
    if (space === null) return [];
    const { store, centre } = space;
    const query = unitVector(question.vector);
    const slices = new TimeSlices(question.signal);
    const residual = withoutCentre(query, centre);
    const ranges = store.rangesOf(question.among);
    const wanted = { residuals: [residual], ranges, count: extent.most, mostOfClip: extent.mostOfClip };
    const [codes = []] = await nearestCodes(store, wanted, slices);
    // A code's vector may have been replaced meanwhile; then its id finds nothing, or another, of which the truth is told.
    const candidates = codes.map(({ code, score }) => ({ vectorId: store.vectorId(code), score }));
    const hits = await this.#exactHits({ space, query, candidates, slices }, extent);
    return hits
      .filter(({ sequence }) => question.among === null || isAmong(question.among, sequence))
      .sort((one, other) => other.similarity - one.similarity || one.vectorId - other.vectorId);
  }

  /** Best scores first, until none of the rest is likely to be among those that are wanted. */
  async #exactHits({ space, query, candidates, slices }: Lookup, { leastOf }: Extent): Promise<VectorHit[]> {
    const { model, centre } = space;
    const hits: VectorHit[] = [];
    const outlook = new ScoreOutlook();
    const centredOf = centredCosine(query, centre);
    for (let at = 0; at < candidates.length; at += exactAtOnce) {
      if (at > 0 && outlook.highest(candidates[at]?.score ?? 0) < leastOf(hits)) break;
      const some = new Map(
        candidates.slice(at, at + exactAtOnce).map(({ vectorId, score }) => [vectorId, score]),
      );
      for (const row of this.#exact.rows({ ids: [...some.keys()], model, query, centre })) {
        const hit = hitOf(row, centredOf);
        outlook.add(some.get(hit.vectorId) ?? 0, hit.similarity);
        hits.push(hit);
      }
      if (slices.isOver) await slices.next();
    }
    return hits;
  }
}

/** How far a search goes. */
interface Extent {
  /** Vectors that are looked up. */
  readonly most: number;
  readonly mostOfClip: number;
  /** What similarity another one must have to change the result. */
  readonly leastOf: (found: readonly VectorHit[]) => number;
}

interface Lookup {
  readonly space: CodeSpace;
  /** Of length 1. */
  readonly query: Float32Array;
  /** Best first. */
  readonly candidates: readonly { readonly vectorId: number; readonly score: number }[];
  readonly slices: TimeSlices;
}

function bestOfClips(hits: readonly VectorHit[]): Pick<VectorHit, 'similarity'>[] {
  const best = new Map<number, VectorHit>();
  for (const hit of hits) {
    if (hit.similarity > (best.get(hit.sequence)?.similarity ?? -Infinity)) best.set(hit.sequence, hit);
  }
  return [...best.values()];
}

/** -Infinity: there are not so many. */
function nthHighest(hits: readonly Pick<VectorHit, 'similarity'>[], count: number): number {
  if (hits.length < count) return -Infinity;
  const sorted = Float64Array.from(hits, ({ similarity }) => similarity).sort();
  return sorted[hits.length - count] ?? -Infinity;
}

function hitOf(
  { similarity, toCentre, ...row }: ExactRow,
  centredOf: (similarity: number, toCentre: number) => number,
): VectorHit {
  return { ...row, similarity: similarity ?? 0, centred: centredOf(similarity ?? 0, toCentre ?? 0) };
}
