/** Which clips look like given pictures, and how much. */
import type { Connection } from '../db/connection.ts';
import {
  type ClipVector,
  PictureVectorsOfClips,
} from '../db/repositories/search-vectors-of-clip.repository.ts';
import type { ClipSelection } from './vectors/code-store.ts';
import { leastStandOut, standOut } from './vectors/similarity-cutoff.ts';
import { TimeSlices } from './vectors/time-slices.ts';
import { dot, unitVector } from './vectors/unit-vectors.ts';
import { floatsOfBytes } from './vectors/vector-space.ts';
import type { VectorHit, VectorIndex } from './vectors/vector-index.ts';

/** A clip with so many shots looks like something by these, spread over it; each costs a scan. */
const mostAsked = 8;
/** Of a clip that is compared as a whole. */
const mostCompared = 32;
/** Found for each of those pictures, and compared as wholes. */
const mostClips = 200;
const momentsOfClip = 5;

export interface SimilarClip {
  readonly sequence: number;
  /** Cosine similarity after the mean of the library's pictures is taken off: of the best moments, or of the clips as wholes. */
  readonly similarity: number;
  /** Best first. */
  readonly moments: readonly {
    readonly startSec: number;
    readonly endSec: number | null;
    readonly similarity: number;
  }[];
}

export interface SimilarQuestion {
  readonly index: VectorIndex;
  readonly connection: Connection;
  readonly like: readonly ClipVector[];
  /** 'clip': clips are compared as wholes; 'moment': their best moments are. */
  readonly of: 'clip' | 'moment';
  /** A clip's sequence; null: none. */
  readonly leaveOut: number | null;
  readonly among: ClipSelection | null;
  /** Of `similarity`; null: what stands out from the library. */
  readonly threshold: number | null;
  readonly signal: AbortSignal;
}

/** @returns best first; null: there is nothing to compare, or nothing to compare with. @throws the signal's reason */
export async function similarClips(question: SimilarQuestion): Promise<SimilarClip[] | null> {
  const { index, like, leaveOut, signal } = question;
  const model = like[0]?.model;
  if (model === undefined) return null;
  const asked = spread(
    like.filter((each) => each.model === model),
    mostAsked,
  ).map(({ vector }) => floatsOfBytes(vector));
  await index.refresh(signal);
  const [first] = asked;
  const centre = first === undefined ? null : index.centre({ model, kind: 'picture' }, first.length);
  if (centre === null) return null;
  const byClip = new Map<number, VectorHit[]>();
  for (const vector of asked) {
    for (const [sequence, hits] of await hitsOf(vector, model, question)) {
      if (sequence !== leaveOut) byClip.set(sequence, [...(byClip.get(sequence) ?? []), ...hits]);
    }
  }
  const found = [...byClip].map(([sequence, hits]): SimilarClip => {
    const moments = bestMoments(hits);
    return { sequence, moments, similarity: moments[0]?.similarity ?? 0 };
  });
  const judged = question.of === 'clip' ? await wholes(found, { ...question, model, centre }) : found;
  const { threshold } = question;
  return judged
    .filter(({ similarity }) => threshold === null || similarity >= threshold)
    .sort((one, other) => other.similarity - one.similarity || other.sequence - one.sequence);
}

/** What is near to one of the pictures; with a calibrated threshold, only what stands out. */
async function hitsOf(
  vector: Float32Array,
  model: string,
  { index, among, threshold, signal }: SimilarQuestion,
): Promise<[sequence: number, hits: readonly VectorHit[]][]> {
  const question = { space: { model, kind: 'picture' as const }, vector, signal };
  const usual = threshold === null ? await index.spread(question) : null;
  const least = leastStandOut(usual?.clips ?? 0);
  const isNear = ({ centred }: VectorHit): boolean =>
    usual === null || standOut(centred, usual.centred) >= least;
  const clips = await index.nearestClips({ ...question, among, clips: mostClips, moments: momentsOfClip });
  return clips.flatMap(({ sequence, moments }): [number, VectorHit[]][] => {
    const near = moments.filter(isNear);
    return near.length === 0 ? [] : [[sequence, near]];
  });
}

/** Each moment as near as it is to any of the pictures. */
function bestMoments(hits: readonly VectorHit[]): SimilarClip['moments'] {
  const best = new Map<number, VectorHit>();
  for (const hit of hits)
    if (hit.centred > (best.get(hit.vectorId)?.centred ?? -2)) best.set(hit.vectorId, hit);
  return [...best.values()]
    .sort((one, other) => other.centred - one.centred || one.startSec - other.startSec)
    .map(({ startSec, endSec, centred }) => ({ startSec, endSec, similarity: centred }));
}

interface Wholes extends SimilarQuestion {
  readonly model: string;
  readonly centre: Float32Array;
}

/** Compares the clips with the best moments as wholes, one after the other. */
async function wholes(
  found: readonly SimilarClip[],
  { connection, like, model, centre, signal }: Wholes,
): Promise<SimilarClip[]> {
  const best = found.toSorted((one, other) => other.similarity - one.similarity).slice(0, mostClips);
  const isLike = (each: ClipVector): boolean =>
    each.model === model && each.vector.length === centre.byteLength;
  const own = spread(like.filter(isLike), mostCompared).map(({ vector }) => centred(vector, centre));
  const stored = new PictureVectorsOfClips(connection, { model, dimensions: centre.length });
  const slices = new TimeSlices(signal);
  const compared: SimilarClip[] = [];
  for (const clip of best) {
    const vectors = stored.vectors(spread(stored.ids(clip.sequence), mostCompared));
    const others = vectors.map((vector) => centred(vector, centre));
    compared.push({ ...clip, similarity: likeness(own, others) });
    await slices.next();
  }
  return compared;
}

function centred(bytes: Uint8Array, centre: Float32Array): Float32Array {
  return unitVector(unitVector(floatsOfBytes(bytes)).map((value, at) => value - (centre[at] ?? 0)));
}

/**
 * The mean of how well each shot of one clip is matched by the best of the other, both ways: a short clip that is in a long one is
 * like it, but not as like as one that is it all.
 */
function likeness(these: readonly Float32Array[], those: readonly Float32Array[]): number {
  if (these.length === 0 || those.length === 0) return 0;
  const bestOfThese = new Float64Array(these.length).fill(-1);
  const bestOfThose = new Float64Array(those.length).fill(-1);
  for (const [at, one] of these.entries()) {
    for (const [place, other] of those.entries()) {
      const cosine = dot(one, other);
      bestOfThese[at] = Math.max(bestOfThese[at] ?? -1, cosine);
      bestOfThose[place] = Math.max(bestOfThose[place] ?? -1, cosine);
    }
  }
  return (mean(bestOfThese) + mean(bestOfThose)) / 2;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** At most `most` of them, evenly. */
function spread<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, at) => all[Math.floor(((at + 0.5) * all.length) / most)]).filter(
    (each) => each !== undefined,
  );
}
