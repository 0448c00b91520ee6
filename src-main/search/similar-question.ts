/** What clips are asked for that look like something, and what is told of them. */
import type { Connection } from '../db/connection.ts';
import type { ClipVector } from '../db/repositories/search-vectors-of-clip.repository.ts';
import type { NearClip } from './find-clips.ts';
import type { ClipSelection } from './vectors/code-store.ts';
import type { VectorIndex } from './vectors/vector-index.ts';

/** Its similarity is the cosine after the mean of the library's pictures is taken off: of the best moments, or of the clips as wholes. */
export type SimilarClip = NearClip;

export interface SimilarQuestion {
  readonly index: VectorIndex;
  readonly connection: Connection;
  readonly like: readonly ClipVector[];
  /** 'clip': clips are compared as wholes; 'moment': their best moments are compared with the first picture. */
  readonly of: 'clip' | 'moment';
  /** A clip's sequence; null: none. */
  readonly leaveOut: number | null;
  readonly among: ClipSelection | null;
  /** Of `similarity`; null: what stands out from the library. */
  readonly threshold: number | null;
  readonly signal: AbortSignal;
}
