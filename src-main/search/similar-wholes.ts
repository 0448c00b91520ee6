/**
 * Clips that look like a whole clip. The codes of its pictures tell which clips are worth a look, and each of those is compared with it picture
 * by picture, by the vectors themselves.
 */
import {
  type ClipVector,
  type PictureVector,
  PictureVectors,
} from '../db/repositories/search-vectors-of-clip.repository.ts';
import type { SimilarClip, SimilarQuestion } from './similar-question.ts';
import { evenly } from './vectors/evenly.ts';
import { leastNear, sameSight } from './vectors/similarity-cutoff.ts';
import { TimeSlices } from './vectors/time-slices.ts';
import { dot, unitVector } from './vectors/unit-vectors.ts';
import type { LikelyWhole } from './vectors/vector-index.ts';
import { floatsOfBytes } from './vectors/vector-space.ts';

/** Pictures of one clip that are compared: of a longer one so many, evenly, and those that led to it. */
const mostCompared = 16;
/** Pictures that are searched for; each costs a scan. */
const mostAsked = 8;
/** Clips that one of them may lead to. */
const mostLikely = 400;
/** Read at once: a few milliseconds' work. */
const clipsAtOnce = 16;

/** Where it is looked for, and how much is told. */
interface WholeExtent {
  readonly model: string;
  readonly centre: Float32Array;
  readonly clips: number;
  readonly moments: number;
}

/** A picture of the clip that others are compared with, centred. */
interface OwnPicture {
  readonly vector: Float32Array;
  /** What is less similar does not stand out from the library. */
  readonly least: number;
}

/** @returns in no order. @throws the signal's reason */
export async function likeWhole(question: SimilarQuestion, extent: WholeExtent): Promise<SimilarClip[]> {
  const { connection, like, signal } = question;
  const { model, centre, moments } = extent;
  const isLike = (each: ClipVector): boolean =>
    each.model === model && each.vector.length === centre.byteLength;
  const given = evenly(like.filter(isLike), mostCompared).map(({ vector }) => floatsOfBytes(vector));
  const { pictures, candidates } = await search(given, question, extent);
  const stored = new PictureVectors(connection, { model, dimensions: centre.length });
  const slices = new TimeSlices(signal);
  const found: SimilarClip[] = [];
  for (let at = 0; at < candidates.length; at += clipsAtOnce) {
    const rows = stored.read(candidates.slice(at, at + clipsAtOnce));
    for (const [sequence, others] of Map.groupBy(rows, (row) => row.sequence)) {
      const clip = compare(pictures, others, centre, moments);
      if (clip !== null) found.push({ sequence, ...clip });
      await slices.next();
    }
  }
  return found;
}

/** The pictures that differ most are searched for; what they lead to is ordered by all of them. */
async function search(
  given: readonly Float32Array[],
  { index, among, threshold, signal, leaveOut }: SimilarQuestion,
  { model, centre, clips }: WholeExtent,
): Promise<{ readonly pictures: readonly OwnPicture[]; readonly candidates: readonly LikelyWhole[] }> {
  const space = { model, kind: 'picture' as const };
  const own = given.map((vector) => centred(vector, centre));
  const least = new Map<number, number>();
  const ledTo = new Map<number, Set<number>>();
  const asked = distinct(own).map((at) => ({ at, vector: given[at] ?? new Float32Array() }));
  const vectors = asked.map(({ vector }) => vector);
  const likely = await index.likelyClips({ space, vectors, among, signal, clips: mostLikely });
  for (const { sequence, vectorId } of likely.flat()) {
    if (sequence !== leaveOut) ledTo.set(sequence, (ledTo.get(sequence) ?? new Set()).add(vectorId));
  }
  for (const { at, vector } of asked) {
    const usual = await index.spread({ space, vector, signal });
    if (usual !== null) least.set(at, leastNear(usual.clips, usual.centred));
  }
  const wholes = { space, vectors: given, among: [...ledTo.keys()], clips, picturesOfClip: mostCompared };
  return {
    pictures: own.map((vector, at) => ({
      vector,
      least: threshold === null ? (least.get(at) ?? sameSight) : -1,
    })),
    candidates: index.likelyWholes(wholes).map(({ sequence, vectorIds }) => ({
      sequence,
      vectorIds: [...new Set([...vectorIds, ...(ledTo.get(sequence) ?? [])])],
    })),
  };
}

/** Places of the vectors that differ most from each other, until the rest is like one of them: the farthest from all before comes next. */
function distinct(vectors: readonly Float32Array[]): number[] {
  const nearest = new Float64Array(vectors.length).fill(-1);
  const chosen: number[] = [];
  for (let next = 0; chosen.length < Math.min(mostAsked, vectors.length);) {
    chosen.push(next);
    const last = vectors[next] ?? new Float32Array();
    for (const [at, vector] of vectors.entries())
      nearest[at] = Math.max(nearest[at] ?? -1, dot(vector, last));
    next = nearest.reduce((least, value, at) => (value < (nearest[least] ?? 1) ? at : least), 0);
    // Pictures of the same find the same clips.
    if ((nearest[next] ?? 1) >= sameSight) break;
  }
  return chosen;
}

/**
 * The mean of how well each picture of one clip is matched by the best of the other, both ways: a short clip that is in a long one is
 * like it, but not as like as one that is it all. null: nothing of it stands out.
 */
function compare(
  pictures: readonly OwnPicture[],
  others: readonly PictureVector[],
  centre: Float32Array,
  mostMoments: number,
): Omit<SimilarClip, 'sequence'> | null {
  const bestOfOwn = new Float64Array(pictures.length).fill(-1);
  const bestOfOthers = new Float64Array(others.length).fill(-1);
  const near = new Set<number>();
  for (const [place, other] of others.entries()) {
    const vector = centred(floatsOfBytes(other.vector), centre);
    for (const [at, own] of pictures.entries()) {
      const cosine = dot(own.vector, vector);
      bestOfOwn[at] = Math.max(bestOfOwn[at] ?? -1, cosine);
      bestOfOthers[place] = Math.max(bestOfOthers[place] ?? -1, cosine);
      if (cosine >= own.least) near.add(place);
    }
  }
  if (near.size === 0) return null;
  const moments = others
    .map(({ startSec, endSec }, at) => ({ startSec, endSec, similarity: bestOfOthers[at] ?? 0 }))
    .filter((_, at) => near.has(at))
    .sort((one, other) => other.similarity - one.similarity || one.startSec - other.startSec);
  return { similarity: (mean(bestOfOwn) + mean(bestOfOthers)) / 2, moments: moments.slice(0, mostMoments) };
}

/** Brought to length 1 before the centre is taken off, and after. */
function centred(vector: Float32Array, centre: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  const apart = new Float32Array(vector.length);
  for (let at = 0; at < vector.length; at += 1) apart[at] = (vector[at] ?? 0) / length - (centre[at] ?? 0);
  return unitVector(apart);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
