/** Waits, or ends with `cancelled` as soon as the user wants it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../src-preload/contract/errors.ts';

/** @throws AppError cancelled */
export async function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(delayMs, undefined, { signal });
  } catch (error) {
    throw new AppError('cancelled', {}, error);
  }
}
