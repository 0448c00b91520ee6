/** The command that finds what looks like a clip, like a moment of one, or like a picture. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { fusionConstant } from '../../src-preload/contract/search.ts';
import type { Connection } from '../db/connection.ts';
import {
  type ClipVector,
  momentVector,
  pictureVectors,
  sequenceOfClip,
} from '../db/repositories/search-vectors-of-clip.repository.ts';
import { inOrder, matchingSequences } from '../db/repositories/text-search.repository.ts';
import { resolveClip } from '../library/clip-names.ts';
import { describeFound } from './describe-found.ts';
import { understand } from './find-clips.ts';
import { matchAll } from './query/compile-query.ts';
import type { SearchDeps } from './search-clips.ts';
import { similarClips } from './similar-clips.ts';
import type { SimilarClip } from './similar-question.ts';
import { bytesOfFloats, floatsOfBytes } from './vectors/vector-space.ts';
import type { VectorIndex } from './vectors/vector-index.ts';

export interface SimilarDeps extends SearchDeps {
  readonly search: () => Promise<Awaited<ReturnType<SearchDeps['search']>> & { readonly index: VectorIndex }>;
}

type Request = CommandRequest<'search.similar'>;

/** @throws AppError clip-unknown; bad-arguments where neither a clip nor a vector is given; the signal's reason */
export async function searchSimilar(
  request: Request,
  { search }: SimilarDeps,
  signal: AbortSignal,
): Promise<CommandResponse<'search.similar'>> {
  const beganMs = performance.now();
  const deps = await search();
  const { connection, index } = deps;
  const own = ownSequence(request, connection);
  const like = own === null ? givenVector(request) : vectorsOf(own, request, connection);
  const { compiled } = understand({ query: request.query, mode: 'hybrid', writing: 'finished' }, deps);
  const matching = { match: matchAll(compiled.terms), condition: compiled.condition };
  const isNarrowed = matching.match !== null || matching.condition !== null;
  const found = await similarClips({
    ...{ index, connection, like, leaveOut: own, signal },
    among: isNarrowed ? new Set(matchingSequences(connection, matching)) : null,
    threshold: request.threshold,
    of: own !== null && request.timeSec === null ? 'clip' : 'moment',
  });
  const took = (): number => performance.now() - beganMs;
  if (found === null) return { total: 0, tookMs: took(), state: 'no-vectors', results: [] };
  const ranked = sorted(found, request, connection);
  const shown = ranked.slice(request.offset, request.offset + request.limit);
  // What narrows them down is no reason why they are alike: no words are marked.
  const plain = { ...compiled, terms: [] };
  const results = await describeFound(
    deps,
    {
      clips: shown.map(({ hit, rank }) => rankedClip(hit, rank)),
      compiled: plain,
      pictures: new Map(shown.map(({ hit }) => [hit.sequence, hit])),
    },
    request.moments,
    signal,
  );
  return { total: ranked.length, tookMs: took(), state: 'searched', results };
}

function ownSequence({ clip, relativeTo, vector }: Request, connection: Connection): number | null {
  if (clip !== null) return sequenceOfClip(connection, resolveClip(connection, { clip, relativeTo }));
  if (vector !== null) return null;
  throw new AppError('bad-arguments', { detail: 'name a clip, or give the vector of a picture' });
}

function givenVector({ vector }: Request): ClipVector[] {
  if (vector === null) return [];
  const floats = floatsOfBytes(Buffer.from(vector.vector, 'base64'));
  if (floats.length === 0 || !floats.every((value) => Number.isFinite(value))) {
    throw new AppError('bad-arguments', { detail: 'the vector holds what are no numbers' });
  }
  return [{ model: vector.model, kind: 'frame', startSec: 0, endSec: null, vector: bytesOfFloats(floats) }];
}

function vectorsOf(sequence: number, { timeSec }: Request, connection: Connection): ClipVector[] {
  if (timeSec === null) return pictureVectors(connection, sequence);
  const moment = momentVector(connection, sequence, timeSec);
  return moment === null ? [] : [moment];
}

interface Ranked {
  readonly hit: SimilarClip;
  /** By likeness, from 1, whatever they are sorted by. */
  readonly rank: number;
}

function sorted(found: readonly SimilarClip[], { sort }: Request, connection: Connection): Ranked[] {
  const ranked = found.map((hit, at) => ({ hit, rank: at + 1 }));
  const { by, direction } = sort;
  if (by === 'relevance') return ranked;
  const bySequence = new Map(ranked.map((each) => [each.hit.sequence, each]));
  const order = inOrder(connection, [...bySequence.keys()], { by, direction });
  return order.flatMap((sequence) => bySequence.get(sequence) ?? []);
}

function rankedClip({ sequence, similarity }: SimilarClip, rank: number) {
  const share = 1 / (fusionConstant + rank);
  return {
    ...{ sequence, score: similarity },
    ranks: [{ source: 'picture' as const, rank, score: similarity, share }],
  };
}
