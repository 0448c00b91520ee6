/** What the inference process may take, and for how long. */
import { totalmem } from 'node:os';
import { threadsHere } from './threads.ts';

export interface InferenceLimits {
  /** Requests that run at once; others wait in order. */
  readonly concurrency: number;
  /** Threads of one onnxruntime session. */
  readonly intraOpThreads: number;
  /** A request that takes longer, loading its model included, counts as hung. */
  readonly requestTimeoutSec: number;
  /** With more resident memory than this the process is ended at once, and what ran is tried again in another. */
  readonly mostBytes: number;
  /** With more than this it is replaced as soon as what runs is done. */
  readonly recycleBytes: number;
  /** A process without requests ends after so long. */
  readonly idleSec: number;
  /** A model without requests is unloaded after so long. */
  readonly keepWarmSec: number;
}

const gigabyte = 2 ** 30;

/** Half of the machine's memory at most, and never more than what the largest models for such machines need. */
export function usualLimits(memoryBytes: number = totalmem()): InferenceLimits {
  const mostBytes = Math.min(Math.max(memoryBytes / 2, gigabyte), 6 * gigabyte);
  return {
    ...threadsHere(),
    requestTimeoutSec: 60,
    mostBytes,
    recycleBytes: mostBytes * 0.75,
    idleSec: 60,
    keepWarmSec: 30,
  };
}

/** Models that are not in use are unloaded before a process is replaced. */
export function spareBytesOf({ recycleBytes }: InferenceLimits): number {
  return recycleBytes * 0.8;
}
