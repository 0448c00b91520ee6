/** Waits, or less long if the user wants it to end. */
import { setTimeout as sleep } from 'node:timers/promises';

export async function wait(delayMs: number, signal: AbortSignal): Promise<'elapsed' | 'stopped'> {
  return sleep(delayMs, 'elapsed' as const, { signal }).catch(() => 'stopped' as const);
}
