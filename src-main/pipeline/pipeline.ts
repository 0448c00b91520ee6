/** What the rest of the engine may ask of the pipeline (the scheduler behind it does the work). */

export interface Pipeline {
  /** Plans what is due for these clips under a profile (never a lesser one than they had) and starts on it. */
  enqueue(clipIds: readonly string[], profile: string): void;
  /** Resolves when each of these clips has nothing left that can run: done, skipped, failed for good or blocked. */
  whenSettled(clipIds: readonly string[], signal: AbortSignal): Promise<void>;
}
