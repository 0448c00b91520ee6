/** How the machine's cores are shared out among requests to models. */
import { availableParallelism } from 'node:os';

export interface InferenceThreads {
  /** Requests that run at once, each in a thread with sessions of its own. */
  readonly concurrency: number;
  /** Threads that onnxruntime uses within one session. */
  readonly intraOpThreads: number;
}

const mostAtOnce = 4;

/**
 * As many requests at once as there are cores, up to four; what is left makes each of them faster.
 *
 * A core of its own serves a request better than a share in all of them. YOLOX-nano, 416 x 416, onnxruntime-node 1.30, on 2 cores,
 * milliseconds of wall and of processor time a picture:
 *
 *   1 at once, 1 thread                           16–19 wall   17 processor
 *   1 at once, 2 threads, waiting ones spin       12–14        24–27
 *   1 at once, 2 threads, waiting ones sleep         14        22
 *   2 at once, 1 thread each                        8–9        16–17
 *   2 at once, 2 threads each, spinning              17        35
 *   2 at once, 2 threads each, sleeping               9        18
 *
 * Two at once must be two threads: `run` of onnxruntime-node does its work on the thread that calls it. More than four at once would
 * cost a copy of the weights each; spinning is always off, because the decoder beside us wants the cores as well.
 */
export function threadsFor(cores: number): InferenceThreads {
  const concurrency = Math.max(1, Math.min(Math.floor(cores), mostAtOnce));
  return { concurrency, intraOpThreads: Math.max(1, Math.floor(cores / concurrency)) };
}

export function threadsHere(): InferenceThreads {
  return threadsFor(availableParallelism());
}
