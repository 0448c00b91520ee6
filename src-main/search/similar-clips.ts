/** Which clips look like given pictures, and how much. */
import type { ClipVector } from '../db/repositories/search-vectors-of-clip.repository.ts';
import type { SimilarClip, SimilarQuestion } from './similar-question.ts';
import { likeWhole } from './similar-wholes.ts';
import { leastNear } from './vectors/similarity-cutoff.ts';
import type { VectorHit } from './vectors/vector-index.ts';
import { floatsOfBytes } from './vectors/vector-space.ts';

/** Found, or compared as wholes. */
const mostClips = 80;
const momentsOfClip = 5;

/** @returns best first; null: there is nothing to compare, or nothing to compare with. @throws the signal's reason */
export async function similarClips(question: SimilarQuestion): Promise<SimilarClip[] | null> {
  const { index, like, threshold, signal } = question;
  const [first] = like;
  if (first === undefined) return null;
  const { model } = first;
  await index.refresh(signal);
  const centre = index.centre(
    { model, kind: 'picture' },
    first.vector.length / Float32Array.BYTES_PER_ELEMENT,
  );
  if (centre === null) return null;
  const found =
    question.of === 'moment'
      ? await likeMoment(first, question)
      : await likeWhole(question, { model, centre, clips: mostClips, moments: momentsOfClip });
  return found
    .filter(({ similarity }) => threshold === null || similarity >= threshold)
    .sort((one, other) => other.similarity - one.similarity || other.sequence - one.sequence);
}

async function likeMoment(
  { model, vector }: ClipVector,
  { index, among, leaveOut, threshold, signal }: SimilarQuestion,
): Promise<SimilarClip[]> {
  const question = { space: { model, kind: 'picture' as const }, vector: floatsOfBytes(vector), signal };
  const usual = threshold === null ? await index.spread(question) : null;
  const least = usual === null ? -1 : leastNear(usual.clips, usual.centred);
  const isNear = ({ centred }: VectorHit): boolean => centred >= least;
  const clips = await index.nearestClips({ ...question, among, clips: mostClips, moments: momentsOfClip });
  return clips.flatMap((clip) => {
    const near = clip.moments.filter(isNear).map((hit) => ({ ...hit, similarity: hit.centred }));
    const moments = near.sort((one, other) => other.similarity - one.similarity);
    const [best] = moments;
    return best === undefined || clip.sequence === leaveOut
      ? []
      : [{ sequence: clip.sequence, similarity: best.similarity, moments }];
  });
}
