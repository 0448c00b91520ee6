/** What use cases may ask of the scheduler, beyond what ingesting needs. */
import type { Pipeline } from '../pipeline/pipeline.ts';

export interface WorkControl extends Pipeline {
  /**
   * Forgets failures and quarantine, so that what failed (and what waited for it) runs again. null: of all clips.
   * Gives the clips concerned and how many failed jobs were among theirs.
   */
  retryFailed(clipId: string | null): { readonly clipIds: readonly string[]; readonly stages: number };
  /**
   * Runs a stage on a clip once more, whatever its result was and whether or not the clip's profile has it; what it
   * requires runs first where it has no result.
   */
  runAgain(clipId: string, stage: string): void;
  /**
   * Puts a stage of a clip, and what it requires, before all else, whether or not the clip's profile has it. `params`: those
   * of its own that it has from now on; null: as they are. A result that stands with them is left alone.
   */
  demand(clipId: string, stage: string, params: Readonly<Record<string, unknown>> | null): void;
  /** Lets what runs finish and starts nothing more. */
  pause(): void;
  resume(): void;
  /** Gives the number of jobs that were moved. */
  raise(clipIds: readonly string[], priority: number): number;
  /** Stops and unplans what these clips have open; gives the number of jobs. */
  cancel(clipIds: readonly string[]): number;
}
