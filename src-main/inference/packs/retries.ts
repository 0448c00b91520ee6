/** Tries work over a network again, later and later, until it is done or hopeless. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type ErrorFacts } from '../../../src-preload/contract/errors.ts';

/** Why a transfer failed, for programs; `detail` beside it is for people. */
export type TransferReason =
  | 'unreachable'
  | 'cut-off'
  | 'server-error'
  | 'not-found'
  | 'refused'
  | 'wrong-hash'
  | 'wrong-length'
  | 'bad-listing'
  /** Another Rushes that shares the folder is at it. */
  | 'under-way-elsewhere';

export function downloadError(reason: TransferReason, facts: ErrorFacts, cause?: unknown): AppError {
  return new AppError('download-failed', { ...facts, reason }, cause);
}

/** Something that may not happen again: worth another attempt. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly failure: AppError;
  /** Before this the server does not want to be asked again; 0: it did not say. */
  readonly waitMs: number;
  /** Whether the attempt before it got so far that it counts as a new beginning. */
  readonly gotFurther: boolean;

  constructor(failure: AppError, options: { readonly waitMs?: number; readonly gotFurther?: boolean } = {}) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.waitMs = options.waitMs ?? 0;
    this.gotFurther = options.gotFurther ?? false;
  }
}

/** One after each failure in a row; then it is given up. */
export const usualRetryDelaysMs: readonly number[] = [1000, 2000, 5000, 10_000, 20_000];

/** @throws what the attempt throws, an interruption as its failure; the signal's reason */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  delaysMs: readonly number[],
  signal: AbortSignal,
): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Interruption)) throw error;
      if (error.gotFurther) failures = 0;
      const delayMs = delaysMs[failures];
      if (delayMs === undefined) throw error.failure;
      await sleep(Math.max(delayMs, error.waitMs), undefined, { signal }).catch(() => {
        signal.throwIfAborted();
      });
    }
  }
}
