/** What the inference process's main thread and its lanes say to each other. Both are of one build: nothing is parsed. */
import type { Answer, LaneQuestion, ProcessSettings } from '../protocol.ts';

export type LaneSettings = Pick<ProcessSettings, 'intraOpThreads' | 'modelsFolder' | 'keepWarmSec'>;

export type ToLane =
  | { readonly kind: 'ask'; readonly id: number; readonly question: LaneQuestion }
  /** `key` null: all. Answered like a question. */
  | { readonly kind: 'unload'; readonly id: number; readonly key: string | null }
  /** All but this one; not answered. */
  | { readonly kind: 'spare'; readonly key: string | null };

export type FromLane =
  | {
      readonly kind: 'reply';
      readonly id: number;
      readonly answer: Answer;
      readonly loaded: readonly string[];
    }
  | { readonly kind: 'loaded'; readonly loaded: readonly string[] };
