/** The inference process as a forked Node process: for hosts whose engine may fork. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { giveWay } from '../platform/child-priority.ts';
import { forkProcess } from '../platform/forked-process.ts';
import type { StartInferenceProcess } from './inference-process.ts';
import { SharedMemory } from './shared-memory.ts';

/** Frames pass through and are gone: a small nursery, in MB, keeps its memory flat. */
const memoryOptions = ['--max-semi-space-size=4'];

/** The process's entry beside this module, of the same kind: source or build. */
export function inferenceEntryPath(): string {
  return fileURLToPath(new URL(`./worker/main${extname(import.meta.url)}`, import.meta.url));
}

/** At low priority, like every tool. */
export const forkInferenceProcess: StartInferenceProcess = () => {
  const child = forkAtOurPriority();
  giveWay(child.pid);
  return child;
};

/** Graphics drivers talk a lot: it is told of only where the process crashes. */
export const forkAtOurPriority: StartInferenceProcess = () => {
  const memory = SharedMemory.open();
  try {
    const child = forkProcess(inferenceEntryPath(), {
      ...{ nodeOptions: memoryOptions, standardError: 'kept' },
      ...(memory === null ? {} : { inherited: memory.descriptor }),
    });
    return { ...child, memory };
  } catch (error) {
    memory?.close();
    throw error;
  }
};
