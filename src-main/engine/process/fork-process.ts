/** The engine as a forked Node process. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forkProcess } from '../../platform/forked-process.ts';
import type { StartEngineProcess } from './engine-connection.ts';

/** The engine hands large buffers on and keeps little: a small nursery, in MB, keeps its memory flat. */
const memoryOptions = ['--max-semi-space-size=4'];

/** The engine's entry beside this module, of the same kind: source or build. */
export function engineEntryPath(): string {
  return fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url));
}

/** What the process writes on its standard error goes to ours; the last lines are kept for the message of a crash. */
export const forkEngineProcess: StartEngineProcess = (entryPath) =>
  forkProcess(entryPath, { nodeOptions: memoryOptions, standardError: 'shown' });
