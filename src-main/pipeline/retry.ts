/**
 * Whether and when a failed job is tried again. By error code only: what is retryable stands in the table of errors.
 * Exponential backoff with jitter, so that many jobs that failed together do not come back together.
 */
import type { AppError } from '../../src-preload/contract/errors.ts';

/** Tries after the first one. */
export const maxRetries = 3;
const firstDelayMs = 1_000;
const longestDelayMs = 60_000;
/** The delay is spread evenly over ± this share. */
const jitterShare = 0.25;

/**
 * @param attempt tries so far, 1 = the first one failed
 * @param random 0 to 1, evenly spread
 * @returns milliseconds to wait, or null when the failure is for good
 */
export function retryDelayMs(error: AppError, attempt: number, random: number): number | null {
  if (!error.retryable || attempt > maxRetries) return null;
  const delayMs = Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs);
  return Math.round(delayMs * (1 + jitterShare * (2 * random - 1)));
}
