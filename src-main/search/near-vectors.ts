/** What is near a query's vector, cut off where it does not stand out from the library any more. */
import type { QueryVector } from '../../src-preload/contract/search.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { NearClip, VectorSearch } from './find-clips.ts';
import { leastStandOut, standOut } from './vectors/similarity-cutoff.ts';
import type { ClipHit, VectorIndex } from './vectors/vector-index.ts';
import { floatsOfBytes, type SpaceKind } from './vectors/vector-space.ts';

/** The best of a query; what is ranked lower adds next to nothing to a fused order. */
const mostClips = 100;
const momentsOfClip = 5;
/** Of pictures, two moments this near to each other are one. */
const sameMomentSec = 2;

export function vectorSearch(index: VectorIndex): VectorSearch {
  return {
    async state(kind, signal) {
      await index.refresh(signal);
      return index.spaces.some((space) => space.kind === kind && space.vectors > 0) ? 'filled' : 'empty';
    },
    async nearest({ space: kind, vector, among }, signal) {
      const question = { space: { kind, model: vector.model }, vector: floatsOf(vector), signal };
      const spread = await index.spread(question);
      if (spread === null) return [];
      const least = leastStandOut(spread.clips);
      const hits = await index.nearestClips({ ...question, among, clips: mostClips, moments: momentsOfClip });
      return hits.flatMap((hit) => {
        const moments = hit.moments.filter(
          ({ similarity }) => standOut(similarity, spread.similarity) >= least,
        );
        return moments.length === 0 ? [] : [nearClip({ ...hit, moments }, kind)];
      });
    },
  };
}

function nearClip({ sequence, similarity, moments }: ClipHit, kind: SpaceKind): NearClip {
  if (kind !== 'picture') return { sequence, similarity, moments: [] };
  const apart: ClipHit['moments'][number][] = [];
  for (const moment of moments) {
    const isKnown = apart.some(
      ({ startSec, endSec }) =>
        moment.startSec >= startSec - sameMomentSec &&
        moment.startSec <= (endSec ?? startSec) + sameMomentSec,
    );
    if (!isKnown) apart.push(moment);
  }
  return {
    ...{ sequence, similarity },
    moments: apart.map((moment) => ({
      ...{ startSec: moment.startSec, endSec: moment.endSec, similarity: moment.similarity },
    })),
  };
}

/** @throws AppError bad-arguments on what is no vector */
function floatsOf({ vector }: QueryVector): Float32Array {
  const floats = floatsOfBytes(Buffer.from(vector, 'base64'));
  const isFit = floats.length > 0 && floats.every((each) => Number.isFinite(each));
  if (isFit) return floats;
  throw new AppError('bad-arguments', { detail: 'a vector of the query is none' });
}
