/**
 * Queries, and what they should find among `labelledClips`.
 *
 * To add one, put a line into the list of its kind, in `queries-by-content.ts` or `queries-by-facts.ts`:
 * - `clips`: every clip that fits, at most ten, with 3 (exactly what is asked for), 2 (fits well) or 1 (fits loosely). None: nothing fits.
 * - `moments`: where it is, in seconds: `{ clip, at }` for what begins there, `{ clip, from, to }` for what lasts; with `lane`, it has to be
 *   found by that. Left out where the clip as a whole is meant.
 *
 * Label from looking and listening, never from what search answers: a clip that a model gets wrong stays in, and lowers the measure.
 */
import type { LabelledClip } from './labelled-library.ts';

export const kinds = [
  ...(['said', 'read', 'seen', 'heard', 'technical', 'place', 'time'] as const),
  ...(['annotated', 'combined', 'misspelt', 'nonsense'] as const),
] as const;
export type Kind = (typeof kinds)[number];

type Lane = 'said' | 'read' | 'sees' | 'hears' | 'picture';
export type Moment = { readonly clip: LabelledClip; readonly lane?: Lane } & (
  { readonly at: number } | { readonly from: number; readonly to: number }
);

export interface LabelledQuery {
  readonly query: string;
  readonly clips: Readonly<Partial<Record<LabelledClip, 1 | 2 | 3>>>;
  readonly moments?: readonly Moment[];
}
